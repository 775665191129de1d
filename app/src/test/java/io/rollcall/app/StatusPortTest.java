package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("slow")
class StatusPortTest {

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
