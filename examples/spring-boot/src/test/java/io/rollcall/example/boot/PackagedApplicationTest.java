package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.example.testing.PackagedApplication;
import io.rollcall.example.testing.PackagedApplication.Ended;
import io.rollcall.example.testing.PackagedApplication.Running;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started as the README says. */
@Tag("slow")
class PackagedApplicationTest {
    @TempDir
    Path temporary;

    private Path folder;
    private PackagedApplication application;

    @BeforeEach
    void application() throws IOException {
        folder = Files.createDirectory(temporary.resolve("work"));
        application = PackagedApplication.asPrinted(Path.of(System.getProperty("basedir", "")), folder);
    }

    @Test
    @ExtendWith(SandboxExtension.class)
    void commands_ofTheReadme_workUntilTheApplicationIsTerminated(Sandbox sandbox) throws Exception {
        try (Running running = application.with(sandbox.settings()).start()) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(running.output()).contains("UN-lisi is in the meeting board-meeting");
                assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
                assertThat(folder.resolve("people.ndjson")).isNotEmptyFile();
            });
            assertThat(folder.resolve("rollcall-data")).isDirectory();

            running.terminate();

            Ended ended = running.ended(20);
            assertThat(ended.code()).as("what the JVM says of SIGTERM").isEqualTo(143);
            assertThat(ended.output())
                    .contains("shutdown in")
                    .doesNotContain("\tat ", " WARN ", " ERROR ", "rehearsal-secret");
        }
    }

    @Test
    @ExtendWith(SandboxExtension.class)
    void variables_areStrongerThanTheFileAndWeakerThanArguments(Sandbox sandbox) throws Exception {
        PackagedApplication told = application
                .with(sandbox.settings())
                .with(Map.of(
                        "rollcall.flow.board.users", "UN-john", // a list in the file
                        "rollcall.flow.people.output", "variable.ndjson"));
        try (Running running = told.start("--rollcall.flow.people.output=argument.ndjson")) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(sandbox.isCoHost("board-meeting", "UN-john")).isTrue();
                assertThat(folder.resolve("argument.ndjson")).isNotEmptyFile();
            });
            assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isFalse();
            assertThat(folder.resolve("variable.ndjson")).doesNotExist();
        }
    }

    @Test
    void start_whenAKeyIsWrong_isRefusedInWordsThatNameTheRightOne() throws Exception {
        try (Running running = application.start("--rollcall.flow.board.user=UN-john")) {
            Ended ended = running.ended(45);

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.times("APPLICATION FAILED TO START")).isEqualTo(1);
            assertThat(ended.output())
                    .contains(
                            """
                            ***************************
                            APPLICATION FAILED TO START
                            ***************************

                            Description:

                            Rollcall's configuration cannot be used:
                              commandLineArgs: rollcall.flow.board.user is unknown; did you mean rollcall.flow.board.users?

                            Action:

                            Correct the keys that are named above, and start again.
                            """)
                    .doesNotContain("\tat ", "Caused by");
            assertThat(folder).isEmptyDirectory();
        }
    }
}
