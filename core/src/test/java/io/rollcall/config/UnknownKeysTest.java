package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {
    private static final String BOARD =
            Configuring.DINGTALK + "rollcall.flow.board.type=cohost\nrollcall.flow.board.users=UN1\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "rollcall.dingtalk.clientid, rollcall.dingtalk.client-id",
        "rollcall.dingtalk.client_secret, rollcall.dingtalk.client-secret",
        "rollcall.dingtalk.client-secrets-file, rollcall.dingtalk.client-secret-file",
        "rollcall.huawei.appid, rollcall.huawei.app-id",
        "rollcall.Server.port, rollcall.server.port",
        "rollcall.flow.board.user, rollcall.flow.board.users",
        "rollcall.flow.board.remove-unlited, rollcall.flow.board.remove-unlisted",
        "rollcall.flows.other.users, rollcall.flow.other.users"
    })
    void read_whenKeyIsUnknown_namesTheNearest(String key, String nearest) {
        assertThat(new Configuring(folder).file(BOARD).set(key + "=S3CRET").problems())
                .containsExactly("--set: " + key + " is unknown; did you mean " + nearest + "?");
    }

    @Test
    void read_whenNothingIsNear_namesTheNearestAllTheSame() {
        assertThat(new Configuring(folder).file("zzz=S3CRET").problems())
                .singleElement()
                .asString()
                .startsWith(
                        "rollcall.properties, line 1: zzz is unknown; remove it (the nearest known one is rollcall.");
    }

    @Test
    void read_whenKeyIsOfAnotherType_saysWhose() {
        assertThat(new Configuring(folder)
                        .file(BOARD + "rollcall.flow.board.output=x.csv\nrollcall.flow.board.invitees=A:B")
                        .problems())
                .containsExactly(
                        "rollcall.properties, line 6: rollcall.flow.board.invitees is a key of invite flows, and the type"
                                + " of board is cohost; remove it",
                        "rollcall.properties, line 5: rollcall.flow.board.output is a key of roster flows, and the type of"
                                + " board is cohost; remove it");
    }

    @Test
    void read_whenTypeIsMissingOrUnknown_saysSo() {
        assertThat(new Configuring(folder)
                        .file(
                                "rollcall.flow.board.users=UN1\nrollcall.flow.duty.type=invites\nrollcall.flow.duty.uzers=x")
                        .problems())
                .containsExactly(
                        "rollcall.properties, line 3: rollcall.flow.duty.uzers is unknown; did you mean"
                                + " rollcall.flow.duty.users?",
                        "rollcall.flow.board.type is missing: a flow is one of cohost, invite, roster; set it",
                        "rollcall.properties, line 2: rollcall.flow.duty.type must be cohost, invite or roster, not"
                                + " 'invites'; did you mean invite?");
    }

    @Test
    void read_whenFlowKeyHasNoName_saysHowItIsWritten() {
        assertThat(new Configuring(folder)
                        .set("rollcall.flow.users=x")
                        .set("rollcall.flow..users=x")
                        .set("rollcall.flow.a.=x")
                        .problems())
                .hasSize(3)
                .allMatch(line -> line.endsWith("is not a flow's key; write rollcall.flow.NAME.KEY=VALUE"));
    }

    @Test
    void read_whenFlowNameHasOtherLetters_saysWhichAreGood() {
        assertThat(new Configuring(folder)
                        .file("rollcall.flow.b/oard.type=cohost")
                        .problems())
                .containsExactly("rollcall.flow.b/oard.* has a flow name that cannot be used; take letters from A"
                        + " to Z, digits, dashes and underscores");
    }
}
