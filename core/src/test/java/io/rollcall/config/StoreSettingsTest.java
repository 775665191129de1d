package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where things are remembered: said, or left out. */
class StoreSettingsTest {
    @TempDir
    Path folder;

    @Test
    void store_whenNobodySaysWhere_isTheEmbeddedOneAndNotChosen() {
        RollcallConfig.Store store =
                new Configuring(folder).file("rollcall.store.url=").read().store();

        assertThat(store.url()).isNull();
        assertThat(store.directory()).isEqualTo(folder.resolve("rollcall-data"));
        assertThat(store.chosen()).isFalse();
    }

    @Test
    void store_whenEmbedded_isTheSameAndChosen() throws Exception {
        Path etc = Files.createDirectory(folder.resolve("etc"));
        RollcallConfig.Store store = new Configuring(folder)
                .file("etc/rollcall.properties", etc, "")
                .set("rollcall.store.url=embedded")
                .read()
                .store();

        assertThat(store.url()).isNull();
        assertThat(store.directory()).as("as where it is left out").isEqualTo(etc.resolve("rollcall-data"));
        assertThat(store.chosen()).isTrue();
    }

    @Test
    void store_whenEmbeddedInAPath_resolvesItAsOtherPaths() throws Exception {
        Path etc = Files.createDirectory(folder.resolve("etc"));
        Configuring configuring =
                new Configuring(folder).file("etc/a.properties", etc, "rollcall.store.url=embedded: ../kept/here ");

        assertThat(configuring.read().store().directory()).isEqualTo(folder.resolve("kept/here"));
        assertThat(configuring.read().store().url()).isNull();
        assertThat(configuring.read().store().chosen()).isTrue();
        configuring.variable("ROLLCALL_STORE_URL", "embedded:kept");
        assertThat(configuring.read().store().directory()).isEqualTo(folder.resolve("kept"));
        Path absolute = folder.resolve("elsewhere").toAbsolutePath();
        configuring.set("rollcall.store.url=embedded:" + absolute);
        assertThat(configuring.read().store().directory()).isEqualTo(absolute);
    }

    @Test
    void store_whenPostgresql_isChosen() {
        RollcallConfig.Store store = new Configuring(folder)
                .set("rollcall.store.url=jdbc:postgresql://db/rollcall")
                .read()
                .store();

        assertThat(store.url()).isEqualTo("jdbc:postgresql://db/rollcall");
        assertThat(store.chosen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://S3CRET",
                "jdbc:postgresql:",
                "embedded:",
                "embedded: ",
                "embedded S3CRET",
                "embeddedS3CRET",
                "Embedded",
                "jdbc:sqlite:S3CRET"
            })
    void store_whenTheUrlIsNone_saysWhatThereIsWithoutRepeatingIt(String url) {
        assertThat(problems(url))
                .containsExactly("--set: rollcall.store.url must start with jdbc:postgresql://, or be embedded (files"
                        + " in rollcall-data) or embedded:PATH (files in that directory)");
    }

    @Test
    void store_whenThePathCannotBeOne_saysSoWithoutRepeatingIt() {
        assertThat(problems("embedded:S3CRET\0"))
                .singleElement()
                .asString()
                .startsWith("--set: rollcall.store.url must hold a path")
                .doesNotContain("S3CRET");
    }

    @Test
    void store_whenTheUrlHoldsAPassword_saysWhereItBelongsWithoutRepeatingIt() {
        assertThat(problems("jdbc:postgresql://db/x?user=u&Password=S3CRET"))
                .containsExactly("--set: rollcall.store.url must not hold a password; set rollcall.store.password or"
                        + " rollcall.store.password-file");
    }

    private List<String> problems(String url) {
        return new Configuring(folder).set("rollcall.store.url=" + url).problems();
    }
}
