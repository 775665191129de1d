package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Running;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@Tag("slow")
class StatusPortTest {
    @TempDir
    Path root;

    @Test
    void run_beyondLoopbackWithAShortToken_warnsOfBoth() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and(
                    "rollcall.server.port=" + freePort(),
                    "rollcall.server.address=0.0.0.0",
                    "rollcall.server.token=short",
                    "rollcall.flow.people.schedule=0 0 3 * * ?");
            try (Running running = rehearsal.program.start("run")) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> running.err()
                        .contains("page, health and metrics on"));
                assertThat(running.err())
                        .contains("open to other machines without TLS", "docs/administrators/page-access.md")
                        .contains("rollcall.server.token is shorter than 16 characters", "openssl rand -hex 32");
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return any.getLocalPort();
        }
    }

    @Test
    void run_onAnotherAddressWithoutAToken_isWrongConfiguration() {
        int code = Commands.create(Console.system(), ProcessEnvironment.current())
                .execute(
                        "run",
                        "--set=rollcall.dingtalk.client-id=id",
                        "--set=rollcall.dingtalk.client-secret=secret",
                        "--set=rollcall.flow.board.type=cohost",
                        "--set=rollcall.flow.board.users=UN1",
                        "--set=rollcall.flow.board.schedule=1h",
                        "--set=rollcall.server.address=0.0.0.0",
                        "--set=rollcall.server.port=9");

        assertThat(code).isEqualTo(ExitCode.WRONG);
    }

    @Test
    void run_whenTheServerPortIsTaken_isWrongConfiguration() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int code = Commands.create(Console.system(), ProcessEnvironment.current())
                    .execute(
                            "run",
                            "--set=rollcall.dingtalk.client-id=id",
                            "--set=rollcall.dingtalk.client-secret=secret",
                            "--set=rollcall.dingtalk.api-url=http://127.0.0.1:1",
                            "--set=rollcall.dingtalk.oapi-url=http://127.0.0.1:1",
                            "--set=rollcall.flow.board.type=cohost",
                            "--set=rollcall.flow.board.users=UN1",
                            "--set=rollcall.flow.board.schedule=1h",
                            "--set=rollcall.server.port=" + taken.getLocalPort());

            assertThat(code).isEqualTo(ExitCode.WRONG);
        }
    }
}
