package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.dist.DistTools.Result;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package's unit under a systemd that runs. {@link InstallPageTest} does what the page says; this is what goes wrong. */
@Tag("slow")
class ServiceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path scratch;

    @Test
    void service_restartsAfterACrash_notAfterAWrongConfiguration() throws Exception {
        Files.copy(DistTools.debianPackage(), scratch.resolve("rollcall.deb"));
        try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0);
                FreshMachine machine = FreshMachine.boot(scratch, Map.of())) {
            machine.run("apt-get install --yes ./rollcall.deb").succeeded();
            assertThat(machine.run("systemctl is-enabled rollcall").out()).isEqualTo("disabled\n");
            assertThat(machine.run("systemctl is-active rollcall").out()).isEqualTo("inactive\n");
            assertThat(verified(machine)).isEmpty();
            configure(machine, sandbox);

            // neither Huawei's key nor a database's password is there
            machine.run("systemctl start rollcall").succeeded();
            awaitReports(machine, 1);
            isConfined(machine);

            machine.run("systemctl kill --signal=KILL rollcall").succeeded();
            awaitReports(machine, 2);
            assertThat(machine.service("NRestarts")).isEqualTo("1");

            // by root, in a folder that the service's user may not enter
            machine.run("rollcall once board").succeeded();
            machine.run("rollcall store backup /var/lib/rollcall/backup.db").succeeded();
            assertThat(machine.run("find /var/lib/rollcall ! -user rollcall -o -perm /027 ! -path /var/lib/rollcall")
                            .out())
                    .isEmpty();

            onlyRootMayReadTheSecret(machine);

            machine.run("systemctl stop rollcall").succeeded();
            assertThat(machine.service("Result")).isEqualTo("success");
            assertThat(machine.service("ExecMainStatus")).isEqualTo("0");

            machine.run("apt-get remove --yes rollcall && apt-get install --yes ./rollcall.deb")
                    .succeeded();
            assertThat(machine.run("rollcall audit").succeeded().out()).contains("board");

            machine.run("echo rollcall.timezon=UTC >> /etc/rollcall/rollcall.properties")
                    .succeeded();
            machine.run("systemctl start rollcall");
            // "auto-restart" would be its state between two starts
            Awaitility.await().atMost(PATIENCE).until(() -> machine.service("ActiveState")
                    .equals("failed"));
            assertThat(machine.service("ExecMainStatus")).isEqualTo("2");
            assertThat(machine.journal())
                    .contains("rollcall.timezon is unknown")
                    .doesNotContain("rehearsal-secret");
        }
    }

    /** What systemd finds wrong with the unit as it is installed. */
    private static String verified(FreshMachine machine) {
        Result result = machine.run("systemd-analyze verify --man=false rollcall.service")
                .succeeded();
        return result.out() + result.err();
    }

    private void configure(FreshMachine machine, Sandbox sandbox) throws Exception {
        String dingtalk = sandbox.properties()
                .lines()
                .filter(line -> line.startsWith("rollcall.dingtalk.") && !line.contains("secret"))
                .reduce("", (lines, line) -> lines + line + "\n");
        Files.writeString(
                scratch.resolve("board.properties"),
                dingtalk
                        + "rollcall.dingtalk.client-secret-file=secrets/dingtalk\n"
                        + "rollcall.flow.board.type=cohost\n"
                        + "rollcall.flow.board.schedule=1h\n"
                        + "rollcall.flow.board.users=UN-lisi\n");
        Files.writeString(scratch.resolve("secret"), "rehearsal-secret\n");
        machine.run("cat board.properties >> /etc/rollcall/rollcall.properties").succeeded();
        machine.run("install -g rollcall -m 0640 secret /etc/rollcall/secrets/dingtalk")
                .succeeded();
    }

    /** The service has systemd's copy of the secret; commands by hand say what is wrong. */
    private static void onlyRootMayReadTheSecret(FreshMachine machine) {
        machine.run("chown root:root /etc/rollcall/secrets/dingtalk && chmod 0600 /etc/rollcall/secrets/dingtalk")
                .succeeded();
        machine.run("systemctl restart rollcall").succeeded();
        awaitReports(machine, 3);
        Result byHand = machine.run("rollcall once board");
        assertThat(byHand.code()).isNotZero();
        assertThat(byHand.out() + byHand.err())
                .contains("rollcall.dingtalk.client-secret-file", "the user that Rollcall runs as may not read it");
        machine.run("chown root:rollcall /etc/rollcall/secrets/dingtalk && chmod 0640 /etc/rollcall/secrets/dingtalk")
                .succeeded();
    }

    /** The process of the service has another user, no capability and a filter of system calls. */
    private static void isConfined(FreshMachine machine) {
        String status = machine.run("cat /proc/" + machine.service("MainPID") + "/status")
                .succeeded()
                .out();
        String user = machine.run("id -u rollcall").succeeded().out().strip();
        assertThat(machine.run("cat /proc/" + machine.service("MainPID") + "/cmdline")
                        .out())
                .contains("-XX:SharedArchiveFile=/var/cache/rollcall/");
        assertThat(status)
                .containsPattern("Uid:\\s+" + user + "\\s")
                .containsPattern("CapBnd:\\s+0+\\n")
                .containsPattern("NoNewPrivs:\\s+1")
                .containsPattern("Seccomp:\\s+2");
    }

    private static void awaitReports(FreshMachine machine, long count) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(machine.journal()
                        .lines()
                        .filter(line ->
                                line.startsWith("{\"flow\":\"board\"") && line.contains("\"outcome\":\"complete\"")))
                .as(machine.journal())
                .hasSize((int) count));
    }
}
