package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the archive. */
class ArchiveTest {
    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() {
        home = DistTools.unpack(folder);
    }

    @Test
    void topFolder_holdsWhatThePageNames() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.map(file -> home.relativize(file).toString()).toList();
        }

        assertThat(files)
                .contains(
                        "bin/rollcall",
                        "bin/rollcall.cmd",
                        "lib/rollcall.jar",
                        "conf/rollcall.properties",
                        "systemd/rollcall.service",
                        "completion/rollcall.bash",
                        "completion/_rollcall",
                        "completion/rollcall.fish",
                        "man/rollcall.1",
                        "LICENSE",
                        "NOTICE",
                        "bom.json",
                        "docs/administrators/install.md",
                        "docs/zh-CN/install.md");
        assertThat(home.resolve("LICENSE")).hasSameTextualContentAs(Path.of("../LICENSE"));
    }

    @Test
    void entries_belongToRootAndHaveTheModesOfTheirKinds() {
        DistTools.run(folder, "tar", "-tvzf", DistTools.archive().toString(), "--numeric-owner")
                .succeeded()
                .out()
                .lines()
                .forEach(entry -> {
                    String mode = entry.endsWith("/")
                            ? "drwxr-xr-x"
                            : entry.endsWith("bin/rollcall") ? "-rwxr-xr-x" : "-rw-r--r--";
                    assertThat(entry).startsWith(mode + " 0/0 ").contains(" rollcall-" + DistTools.version() + "/");
                });
    }

    @Test
    void checksums_matchTheFilesBesideThem() {
        for (Path file : List.of(DistTools.archive(), DistTools.debianPackage())) {
            DistTools.run(DistTools.folder(), "sha256sum", "-c", file.getFileName() + ".sha256")
                    .succeeded();
        }
    }

    @Test
    void sizes_areBelowTheLimit() throws IOException {
        long archive = Files.size(DistTools.archive());
        System.out.println(
                "archive: " + archive + " bytes; package: " + Files.size(DistTools.debianPackage()) + " bytes");

        assertThat(archive).isLessThanOrEqualTo(25_000_000);
    }

    @Test
    void classPath_namesEveryLibraryOnceAndNothingElse() throws IOException {
        List<String> named;
        try (JarFile program = new JarFile(home.resolve("lib/rollcall.jar").toFile())) {
            Attributes manifest = program.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("io.rollcall.app.Main");
            named = new ArrayList<>(
                    List.of(manifest.getValue(Attributes.Name.CLASS_PATH).split(" ")));
        }
        named.add("rollcall.jar");

        assertThat(named).containsExactlyInAnyOrderElementsOf(libraries());
    }

    @Test
    void billOfMaterials_namesEveryLibraryWithItsDigest() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String library : libraries()) {
            Path file = home.resolve("lib").resolve(library);
            digests.put(
                    DistTools.run(folder, "sha256sum", file.toString())
                            .succeeded()
                            .out()
                            .split(" ")[0],
                    library);
        }
        JsonNode bom = new ObjectMapper().readTree(home.resolve("bom.json").toFile());
        List<String> packed = new ArrayList<>();
        for (JsonNode component : bom.path("components")) {
            JsonNode digest = component.path("hashes").path(0);
            if (!digest.path("alg").asText().equals("SHA-256")
                    || digests.remove(digest.path("content").asText()) == null) {
                packed.add(component.path("name").asText());
            }
        }

        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.path("metadata").path("component").path("name").asText()).isEqualTo("rollcall");
        assertThat(digests).as("libraries that it does not name").isEmpty();
        // packed into the store's jar
        assertThat(packed).isSubsetOf("flyway-core", "flyway-database-postgresql");
        assertThat(packed).hasSize(2);
    }

    @Test
    void sqlite_hasTheNativeLibrariesOfSupportedSystemsOnly() throws IOException {
        String name = libraries().stream()
                .filter(library -> library.startsWith("sqlite-jdbc"))
                .findFirst()
                .orElseThrow();
        try (JarFile driver = new JarFile(home.resolve("lib").resolve(name).toFile())) {
            assertThat(driver.stream()
                            .map(Object::toString)
                            .filter(entry -> entry.matches(".*/native/.*\\.(so|dylib|dll)")))
                    .containsExactlyInAnyOrder(
                            "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
                            "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
                            "org/sqlite/native/Linux-Musl/x86_64/libsqlitejdbc.so",
                            "org/sqlite/native/Linux-Musl/aarch64/libsqlitejdbc.so",
                            "org/sqlite/native/Mac/x86_64/libsqlitejdbc.dylib",
                            "org/sqlite/native/Mac/aarch64/libsqlitejdbc.dylib",
                            "org/sqlite/native/Windows/x86_64/sqlitejdbc.dll",
                            "org/sqlite/native/Windows/aarch64/sqlitejdbc.dll");
            // the rest is as it was published
            try (JarFile published = new JarFile(published(name).toFile())) {
                assertThat(driver.stream().filter(entry -> !entry.getName().contains("/native/")))
                        .extracting(Object::toString)
                        .containsExactlyElementsOf(published.stream()
                                .map(Object::toString)
                                .filter(entry -> !entry.contains("/native/"))
                                .toList());
            }
        }
    }

    @Test
    void program_startsFromTheArchive() {
        DistTools.Result result =
                DistTools.run(folder, home.resolve("bin/rollcall").toString(), "--version");

        assertThat(result.succeeded().out()).startsWith("rollcall " + DistTools.version());
    }

    private static Path published(String name) {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
