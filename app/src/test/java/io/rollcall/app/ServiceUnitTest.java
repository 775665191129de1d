package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's unit starts a program that runs, and that stops as the unit expects. */
@Tag("slow")
class ServiceUnitTest {
    @TempDir
    Path root;

    private static String value(List<String> unit, String key) {
        return unit.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void unit_startsTheProgramInItsFolderAndStopsItInTime() throws Exception {
        List<String> unit = Files.readAllLines(
                Path.of(System.getProperty("basedir", "")).resolve("../dist/src/main/systemd/rollcall.service"));
        assertThat(unit)
                .filteredOn(line -> !line.isEmpty() && !line.startsWith("#"))
                .allSatisfy(line -> assertThat(line).matches("\\[(Unit|Service|Install)\\]|[A-Z][A-Za-z]+=.*"));
        assertThat(value(unit, "RestartPreventExitStatus")).isEqualTo(Integer.toString(ExitCode.WRONG));
        List<String> command = List.of(value(unit, "ExecStart").split(" "));
        try (DocumentedCompany company = DocumentedCompany.below(root);
                Running running =
                        company.program.start(command.subList(1, command.size()).toArray(String[]::new))) {
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> running.err()
                    .contains("running board, duty, people"));
            // its schedules are cron expressions: nothing runs before their next times
            assertThat(running.out()).isEmpty();
            running.terminate();
            Ended ended = running.ended(Integer.parseInt(value(unit, "TimeoutStopSec")));
            assertThat(ended.code()).isZero();
        }
    }
}
