package io.rollcall.example.kamelet;

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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started as the README says. */
@ExtendWith(SandboxExtension.class)
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
    void commands_ofTheReadme_workUntilTheApplicationIsTerminated(Sandbox sandbox) throws Exception {
        try (Running running = application.with(sandbox.settings()).start()) {
            await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
                assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
                assertThat(running.output())
                        .contains("\"action\":\"promote\",\"meeting\":\"board-meeting\",\"user\":\"UN-lisi\"")
                        .contains("UN-lisi is in [{\"meeting\":\"board-meeting\"");
            });
            assertThat(folder.resolve("rollcall-data")).isDirectory();

            running.terminate();

            Ended ended = running.ended(20);
            assertThat(ended.code()).as("what the JVM says of SIGTERM").isEqualTo(143);
            assertThat(ended.output()).doesNotContain("\tat ", " ERROR ", "rehearsal-secret");
        }
    }

    @Test
    void start_whenAKeyIsWrong_isRefusedInWordsThatNameTheRightOne() throws Exception {
        try (Running running = application.start(List.of("-Drollcall.dingtalk.client-ids=x"))) {
            Ended ended = running.ended(30);

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.output())
                    .contains("rollcall.dingtalk.client-ids is unknown; did you mean rollcall.dingtalk.client-id?")
                    .doesNotContain("at io.rollcall.camel");
            assertThat(folder).isEmptyDirectory();
        }
    }
}
