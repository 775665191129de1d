package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.vendor.Secret;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a flow's events go, as configured: a secret of any flow. */
class NotifySettingTest extends ConfigurationTest {
    private static final String URI = "kafka:rollcall?saslJaasConfig=S3CRET";

    @BeforeEach
    void configureFlows() {
        configuring.file(
                Configuring.DINGTALK + Configuring.HUAWEI
                        + """
                rollcall.flow.board.type=cohost
                rollcall.flow.board.users=UN1
                rollcall.flow.duty.type=invite
                rollcall.flow.duty.meetings-of=UN1
                rollcall.flow.duty.invitees=UN2:Nick
                rollcall.flow.people.type=roster
                rollcall.flow.people.output=roster.ndjson
                """);
    }

    private String revealed(String flow) {
        Secret secret = configuring.read().flows().stream()
                .filter(one -> one.name().equals(flow))
                .findFirst()
                .orElseThrow()
                .notification();
        return secret == null ? null : secret.reveal();
    }

    @Test
    void notify_whenNotGiven_isNone() {
        assertThat(configuring.read().flows()).hasSize(3).allMatch(flow -> flow.notification() == null);
    }

    @Test
    void notify_whenGiven_isEachFlowsOwn() {
        configuring.set("rollcall.flow.board.notify= " + URI + " ").set("rollcall.flow.people.notify=seda:people");

        assertThat(revealed("board")).isEqualTo(URI);
        assertThat(revealed("duty")).isNull();
        assertThat(revealed("people")).isEqualTo("seda:people");
    }

    @Test
    void notify_whenShown_isMasked() {
        configuring.set("rollcall.flow.board.notify=" + URI);

        assertThat(configuring.read().toString()).contains("notification=***").doesNotContain("S3CRET", "kafka");
    }

    @Test
    void notify_whenInAFile_isReadOnceAndWithoutItsLineEnd() throws Exception {
        configuring.beside("uri.txt", URI + "\r\n").set("rollcall.flow.duty.notify-file=uri.txt");
        Secret secret = configuring.read().flows().get(1).notification();
        Files.delete(folder.resolve("uri.txt"));

        assertThat(secret.reveal()).isEqualTo(URI);
    }

    @Test
    void notify_whenFromTheEnvironment_isTaken() {
        configuring.beside("uri.txt", URI);
        configuring
                .variable("ROLLCALL_FLOW_BOARD_NOTIFY", "seda:board")
                .variable(
                        "ROLLCALL_FLOW_DUTY_NOTIFY_FILE",
                        folder.resolve("uri.txt").toString());

        assertThat(revealed("board")).isEqualTo("seda:board");
        assertThat(revealed("duty")).isEqualTo(URI);
    }

    @Test
    void notify_whenWrong_isNamedWithoutTheValue() {
        configuring
                .beside("empty.txt", "\n")
                .beside("plain.txt", "http://S3CRET.example/")
                .set("rollcall.flow.board.notify=http://S3CRET.example/path")
                .set("rollcall.flow.duty.notify-file=empty.txt")
                .set("rollcall.flow.people.notify-file=plain.txt")
                .set("rollcall.flow.people.notfy=S3CRET:x");

        assertThat(configuring.problems())
                .hasSize(4)
                .noneMatch(line -> line.contains("S3CRET"))
                .anyMatch(line -> line.equals("--set: rollcall.flow.board.notify must use https (plain http is accepted"
                        + " for loopback addresses only)"))
                .anyMatch(line -> line.contains("rollcall.flow.duty.notify-file names an empty file"))
                .anyMatch(line -> line.contains("rollcall.flow.people.notify must use https"))
                .anyMatch(line -> line.contains("rollcall.flow.people.notfy is unknown")
                        && line.contains("rollcall.flow.people.notify"));
    }
}
