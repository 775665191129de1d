package io.rollcall.example.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.example.testing.PackagedApplication;
import io.rollcall.example.testing.PackagedApplication.Ended;
import io.rollcall.example.testing.PackagedApplication.Running;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
                assertThat(running.output()).contains("UN-lisi is in the meeting board-meeting");
                assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
                assertThat(folder.resolve("people.ndjson")).isNotEmptyFile();
            });
            assertThat(folder.resolve("rollcall-data")).isDirectory();

            running.terminate();

            Ended ended = running.ended(20);
            assertThat(ended.code()).as("what the JVM says of SIGTERM").isEqualTo(143);
            assertThat(ended.output())
                    // the hook may end the JVM before the context has printed its own last line
                    .contains("is shutdown")
                    .doesNotContain("\tat ", " WARN ", " ERROR ", "rehearsal-secret");
        }
    }

    @Test
    @ExtendWith(SandboxExtension.class)
    void variables_areStrongerThanTheFileAndWeakerThanSystemProperties(Sandbox sandbox) throws Exception {
        PackagedApplication told = application
                .with(sandbox.settings())
                .with(Map.of(
                        "rollcall.flow.board.users", "UN-john",
                        "rollcall.flow.board.look", "organization", // not in the file
                        "rollcall.flow.people.output", "variable.ndjson",
                        "rollcall.nobodys-business", "1"));
        try (Running running = told.start(List.of("-Drollcall.flow.people.output=property.ndjson"))) {
            await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
                assertThat(sandbox.isCoHost("board-meeting", "UN-john")).isTrue();
                assertThat(folder.resolve("property.ndjson")).isNotEmptyFile();
            });
            assertThat(sandbox.calls(VendorApi.DINGTALK_ORG_MEETINGS)).isPositive();
            assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isFalse();
            assertThat(folder.resolve("variable.ndjson")).doesNotExist();
        }
    }

    @Test
    void start_whenAKeyIsWrong_isRefusedInWordsThatNameTheRightOne() throws Exception {
        try (Running running = application.start(List.of("-Drollcall.flow.board.user=UN-john"))) {
            Ended ended = running.ended(30);

            assertThat(ended.code()).isEqualTo(1);
            // Camel logs it, and the JVM prints what comes out of main, with Camel's own frames
            assertThat(ended.output())
                    .contains("Rollcall's configuration cannot be used:")
                    .contains("rollcall.flow.board.user is unknown; did you mean rollcall.flow.board.users?")
                    .doesNotContain("at io.rollcall.camel");
            assertThat(folder).isEmptyDirectory();
        }
    }
}
