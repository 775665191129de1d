package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.vendor.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar as hosts have it, with no other Flyway on the class path: it works, and a host that looks for Flyway finds
 * none.
 */
@Timeout(180)
@Tag("slow")
class PackagedStoreIT {
    private static final String RELOCATED = "io/rollcall/store/internal/flyway/";
    private static final Pattern DEPENDENCIES = Pattern.compile("<dependencies>.*</dependencies>", Pattern.DOTALL);

    private final TestClock clock = new TestClock();

    @Test
    void embedded_whenNew_isMadeAndReadBack(@TempDir Path folder) {
        try (Store store = Store.embedded(folder.resolve("rollcall-data"), clock)) {
            claim(store);
        }
        try (Store store = Store.embedded(folder.resolve("rollcall-data"), clock)) {
            assertThat(standing(store)).isEqualTo(Standing.INTENDED);
        }
    }

    @Test
    void postgresql_whenNew_isMadeAndReadBack() throws Exception {
        String url = PostgresServer.freshDatabase();
        try (Store store = Store.postgresql(url, "postgres", Secret.of(""), clock)) {
            claim(store);
        }
        try (Store store = Store.postgresql(url, "postgres", Secret.of(""), clock)) {
            assertThat(standing(store)).isEqualTo(Standing.INTENDED);
        }
    }

    @Test
    void classPath_whenAHostLooksForFlyway_hasNone() throws Exception {
        assertThat(jar()).hasExtension("jar");
        assertThatThrownBy(() -> Class.forName("org.flywaydb.core.Flyway")).isInstanceOf(ClassNotFoundException.class);
        Class.forName(RELOCATED.replace('/', '.') + "core.Flyway");
    }

    @Test
    void jar_whenListed_holdsFlywayUnderOurNameOnly() throws Exception {
        try (JarFile jar = new JarFile(jar().toFile())) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();

            assertThat(names)
                    .doesNotHaveDuplicates()
                    .noneMatch(name -> name.contains("org/flywaydb") || name.contains("org.flywaydb"))
                    // everything else would be a second copy of what hosts have
                    .allMatch(name -> name.startsWith("META-INF/")
                            || "io/rollcall/store/".startsWith(name)
                            || name.startsWith("io/rollcall/store/"))
                    .contains(RELOCATED + "core/Flyway.class", "META-INF/flyway/LICENSE.txt");
            assertThat(text(jar, "META-INF/services/" + RELOCATED.replace('/', '.') + "core.extensibility.Plugin"))
                    .contains("SQLiteDatabaseType", "PostgreSQLDatabaseType")
                    .doesNotContain("org.flywaydb");
        }
    }

    @Test
    void pom_whenPublished_dependsOnNoFlyway() throws Exception {
        String published = Files.readString(Path.of("dependency-reduced-pom.xml"));
        assertThat(dependencies(published)).doesNotContain("flyway").contains("jackson-databind", "HikariCP");
        try (JarFile jar = new JarFile(jar().toFile())) {
            assertThat(dependencies(text(jar, "META-INF/maven/io.rollcall/rollcall-store/pom.xml")))
                    .isEqualTo(dependencies(published));
        }
    }

    private void claim(Store store) {
        store.invitations().claim("duty", MemoryContract.MEETING, List.of(MemoryContract.ANN), clock.instant());
    }

    private static Standing standing(Store store) {
        InviteeKey ann = MemoryContract.ANN;
        return store.invitations()
                .standings(MemoryContract.MEETING, List.of(ann))
                .get(ann);
    }

    private static Path jar() throws URISyntaxException {
        return Path.of(
                Store.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String dependencies(String pom) {
        return DEPENDENCIES
                .matcher(pom)
                .results()
                .map(match -> match.group().replaceAll("\\s", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JarFile jar, String entry) throws IOException {
        try (InputStream content = jar.getInputStream(jar.getEntry(entry))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
