package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://h:abc/S3CRET | names no port between 1 and 65535",
                "jdbc:postgresql://h:0/S3CRET | names no port between 1 and 65535",
                "jdbc:postgresql://h:65536/S3CRET | names no port between 1 and 65535",
                "jdbc:postgresql://h:/S3CRET | names no port between 1 and 65535",
                "jdbc:postgresql://h:-1/S3CRET | names no port between 1 and 65535",
                "jdbc:postgresql://h:99999999999999999999/S3CRET | names no port between 1 and 65535",
                "jdbc:postgresql://h1,h2:x/S3CRET | names no port between 1 and 65535",
                "jdbc:postgresql:///S3CRET | names no host",
                "jdbc:postgresql://:5432/S3CRET | names no host",
                "jdbc:postgresql://h1,/S3CRET | names no host",
                "jdbc:postgresql:S3CRET | names no host",
                "jdbc:postgresql:/h/S3CRET | names no host",
                "jdbc:postgresql://S3CRET:5432 | names no database",
                "jdbc:postgresql://S3CRET:5432/ | names no database",
                "jdbc:postgresql://S3CRET/?ssl=true | names no database",
                "jdbc:postgresql://S3CRET?ssl=true | names no database",
                "jdbc:postgresql://u:S3CRET@h/d | is not a PostgreSQL URL: write jdbc:postgresql://HOST:PORT/DATABASE",
                "jdbc:postgresql://S3CRET@h:5432/d | is not a PostgreSQL URL: write jdbc:postgresql://HOST:PORT/DATABASE",
                "jdbc:postgresql://h/d?user=S3CRET | must not hold a user",
                "jdbc:postgresql://h/d?ssl=true&sslpassword=S3CRET | must not hold a password",
                "jdbc:postgresql://h/S3CRET d | must not hold blanks",
                "jdbc:postgresql://h /S3CRET | must not hold blanks",
                "postgres://u:S3CRET@h/d | is a PostgreSQL address in another form",
                "postgresql://h/S3CRET | is a PostgreSQL address in another form",
                "jdbc:postgres://h/S3CRET | is a PostgreSQL address in another form",
                "JDBC:PostgreSQL://h/S3CRET | is a PostgreSQL address in another form",
            })
    void store_whenTheUrlIsMalformed_saysWhatIsWrongInOneLineWithoutRepeatingIt(String url, String problem) {
        assertThat(problems(url))
                .singleElement()
                .asString()
                .startsWith("--set: rollcall.store.url " + problem)
                .doesNotContain("S3CRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/rollcall",
                "jdbc:postgresql://db:5432/rollcall?currentSchema=x&sslmode=require",
                "jdbc:postgresql://10.0.0.5:65535/r",
                "jdbc:postgresql://[2001:db8::1]:5432/r",
                "jdbc:postgresql://[::1]/r",
                "jdbc:postgresql://db1:5432,db2:5433/r?targetServerType=primary",
                "jdbc:postgresql://my-db.example.com/r%20s"
            })
    void store_whenTheUrlIsSound_takesItAsItIs(String url) {
        assertThat(new Configuring(folder)
                        .set("rollcall.store.url=" + url)
                        .read()
                        .store()
                        .url())
                .isEqualTo(url);
    }

    private List<String> problems(String url) {
        return new Configuring(folder).set("rollcall.store.url=" + url).problems();
    }
}
