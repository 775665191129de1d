package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of the program's logs. */
class LogSettingsTest extends ConfigurationTest {
    @Test
    void log_whenNothingIsGiven_isTextOnStandardError() {
        assertThat(configuring.read().log()).isEqualTo(new RollcallConfig.Log(false, null, 10_485_760, 5));
    }

    @Test
    void log_fromAFile_resolvesItsPathAgainstTheFilesFolder() {
        configuring.file(
                "a",
                folder.resolve("etc"),
                "rollcall.log.format=json\nrollcall.log.file=log/rollcall.log\nrollcall.log.max-size=512KB\n"
                        + "rollcall.log.keep=1\n");

        assertThat(configuring.read().log())
                .isEqualTo(new RollcallConfig.Log(true, folder.resolve("etc/log/rollcall.log"), 524_288, 1));
    }

    @Test
    void log_fromTheEnvironment_resolvesItsPathAgainstTheWorkingDirectory() {
        configuring
                .file("a", folder.resolve("etc"), "rollcall.log.keep=2\n")
                .variable("ROLLCALL_LOG_FILE", "rollcall.log")
                .variable("ROLLCALL_LOG_KEEP", "7");

        assertThat(configuring.read().log().file()).isEqualTo(folder.resolve("rollcall.log"));
        assertThat(configuring.read().log().keep()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"1KB, 1024", "10MB, 10485760", "100GB, 107374182400", "' 3MB ', 3145728"})
    void maxSize_ofEachUnit_isInBytes(String text, long bytes) {
        configuring.file("rollcall.log.max-size=" + text);

        assertThat(configuring.read().log().maxSize()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10M", "10mb", "10 MB", "-1MB", "1.5MB", "MB", "99999999999MB"})
    void maxSize_thatIsNoSize_isWrong(String text) {
        configuring.file("rollcall.log.max-size=" + text);

        assertThatThrownBy(configuring::read)
                .hasMessageContaining("rollcall.log.max-size must be a number and a unit, such as 512KB, 10MB or 1GB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0KB", "101GB", "999999999GB"})
    void maxSize_thatIsTooSmallOrTooLarge_isWrong(String text) {
        configuring.file("rollcall.log.max-size=" + text);

        assertThatThrownBy(configuring::read)
                .hasMessageContaining("rollcall.log.max-size must be from 1KB to 100GB, not '" + text + "'");
    }

    @Test
    void log_withSeveralProblems_namesThemAll() {
        configuring.file("rollcall.log.format=JSON\nrollcall.log.keep=0\nrollcall.log.max-size=big\n"
                + "rollcall.log.maxsize=1MB\n");

        assertThatThrownBy(configuring::read)
                .hasMessageContaining("rollcall.log.format must be text or json, not 'JSON'")
                .hasMessageContaining("rollcall.log.keep must be a whole number from 1 to 1000, not '0'")
                .hasMessageContaining("rollcall.log.max-size must be")
                .hasMessageContaining("rollcall.log.maxsize is unknown; did you mean rollcall.log.max-size?");
    }

    @Test
    void log_ofACommandForTheStore_takesTheDefaultOfAMalformedKey() {
        configuring.file("rollcall.log.format=json\nrollcall.log.keep=none\n");

        assertThat(configuring.readStore().log()).isEqualTo(new RollcallConfig.Log(true, null, 10_485_760, 5));
    }
}
