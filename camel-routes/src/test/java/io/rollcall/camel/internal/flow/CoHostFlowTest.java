package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CoHostFlowTest extends RollcallTestSupport {
    private static final String TYPE = "rollcall.flow.board.type=cohost";
    private static final String USERS = "rollcall.flow.board.users=";
    private static final String ORGANIZATION = "rollcall.flow.board.look=organization";
    private static final String REMOVE = "rollcall.flow.board.remove-unlisted=true";

    @Test
    void look_whenByUsers_promotesInOneCallAMeeting() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS + "UN-lisi,UN-john,UN-duty");

        FlowReport report = once("board");

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi done", "promote board-meeting UN-john done");
        assertThat(unchanged(report))
                .containsExactly(
                        "release-meeting UN-lisi already-host",
                        "release-meeting UN-john not-active",
                        "- UN-duty in-no-meeting");
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(1);
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
        assertThat(sandbox.isCoHost("board-meeting", "UN-john")).isTrue();
        assertThat(report.meteredCalls()).isEqualTo(4);
    }

    @Test
    void look_whenByOrganization_findsEverybodyWithoutAskingForEach() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS + "UN-lisi,UN-emma,UN-guest", ORGANIZATION);

        FlowReport report = once("board");

        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi done", "promote sales-meeting UN-emma done");
        assertThat(unchanged(report)).contains("sales-meeting UN-guest external");
        assertThat(sandbox.calls())
                .containsEntry("dingtalk.org-meetings", 1L)
                .containsEntry("dingtalk.members", 3L)
                .doesNotContainKey("dingtalk.ongoing-meetings");
    }

    @Test
    void removal_whenCoHostIsUnlisted_takesTheRole() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS + "UN-lisi", ORGANIZATION, REMOVE);

        FlowReport report = once("board");

        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi done", "remove release-meeting UN-mary done");
        assertThat(sandbox.isCoHost("release-meeting", "UN-mary")).isFalse();
    }

    @Test
    void removal_whenListedInAnotherFlowsFile_leavesTheRole() throws Exception {
        play(Company.builtIn());
        Files.writeString(folder.resolve("others.txt"), "UN-mary\n");
        start(
                TYPE,
                USERS + "UN-lisi",
                ORGANIZATION,
                REMOVE,
                "rollcall.flow.other.type=cohost",
                "rollcall.flow.other.users-file=others.txt");

        assertThat(changes(once("board"))).containsExactly("promote board-meeting UN-lisi done");
        assertThat(sandbox.isCoHost("release-meeting", "UN-mary")).isTrue();
    }

    @Test
    void removal_whenAnotherFlowsFileCannotBeRead_removesNobodyAndSaysSo() throws Exception {
        play(Company.builtIn());
        Files.writeString(folder.resolve("others.txt"), "UN-mary\n");
        start(
                TYPE,
                USERS + "UN-lisi",
                ORGANIZATION,
                REMOVE,
                "rollcall.flow.other.type=cohost",
                "rollcall.flow.other.users-file=others.txt");
        Files.delete(folder.resolve("others.txt"));

        FlowReport report = once("board");

        assertThat(changes(report)).containsExactly("promote board-meeting UN-lisi done");
        assertThat(problems(report)).containsExactly("file others.txt: bad-request");
        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(sandbox.isCoHost("release-meeting", "UN-mary")).isTrue();
    }

    @Test
    void removal_whenAListIsSuddenlyEmptyOrMuchShorter_removesNobodyAndSaysSo() throws Exception {
        play(Company.builtIn());
        Files.writeString(folder.resolve("others.txt"), "UN-mary\nUN-x\nUN-y\n");
        start(
                TYPE,
                USERS + "UN-lisi",
                ORGANIZATION,
                REMOVE,
                "rollcall.flow.other.type=cohost",
                "rollcall.flow.other.users-file=others.txt");
        assertThat(problems(once("board"))).isEmpty();

        for (String moment : new String[] {"", "UN-x\n", "# nobody\n"}) {
            Files.writeString(folder.resolve("others.txt"), moment);
            FlowReport report = once("board");
            assertThat(changes(report)).isEmpty();
            assertThat(problems(report)).contains("file others.txt: bad-request");
            assertThat(outcome(report)).isEqualTo("incomplete");
        }
        assertThat(sandbox.isCoHost("release-meeting", "UN-mary")).isTrue();

        Files.writeString(folder.resolve("others.txt"), "UN-mary\nUN-x\n");
        assertThat(problems(once("board"))).isEmpty();
        assertThat(sandbox.isCoHost("release-meeting", "UN-mary")).isTrue();
    }

    @Test
    void list_whenFileChanges_takesEffectAtTheNextRunAndABrokenOneKeepsTheLast() throws Exception {
        play(Company.builtIn());
        Files.writeString(folder.resolve("users.txt"), "UN-lisi\n");
        start(TYPE, "rollcall.flow.board.users-file=users.txt");
        assertThat(changes(once("board"))).containsExactly("promote board-meeting UN-lisi done");

        Files.writeString(folder.resolve("users.txt"), "UN-lisi\nUN-john # the new one\n");
        assertThat(changes(once("board"))).containsExactly("promote board-meeting UN-john done");

        Files.write(folder.resolve("users.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0x20});
        FlowReport broken = once("board");
        assertThat(problems(broken)).containsExactly("file users.txt: bad-request");
        assertThat(unchanged(broken)).contains("board-meeting UN-john already-co-host");
    }

    @Test
    void demotion_whenByHandBetweenLooks_isRespected() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS + "UN-lisi,UN-john");
        once("board");
        assertThat(unchanged(once("board")))
                .contains("board-meeting UN-lisi already-co-host", "board-meeting UN-john already-co-host");
        sandbox.demote("board-meeting", "UN-john");

        restart();
        FlowReport report = once("board");

        assertThat(changes(report)).isEmpty();
        assertThat(unchanged(report)).contains("board-meeting UN-john demoted-by-hand");
        assertThat(outcome(report)).isEqualTo("complete");
    }

    @Test
    void promotion_whenAcceptedThreeTimesButNeverShown_isGivenUp() throws Exception {
        play("{'meetings':[{'id':'c1','coHostsShow':false,'members':[{'unionId':'UN1'}]}]}");
        start(TYPE, USERS + "UN1");

        for (int run = 0; run < 3; run++) {
            assertThat(changes(once("board"))).containsExactly("promote c1 UN1 done");
        }
        FlowReport fourth = once("board");

        assertThat(changes(fourth)).isEmpty();
        assertThat(unchanged(fourth)).containsExactly("c1 UN1 given-up");
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(3);
    }

    @Test
    void batch_whenRefusedForOneOfThem_isAskedOneByOne() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS)
                .where(Match.UNION_ID, "UN-john")
                .then(400, Map.of(), "{\"code\":\"unknownUserError\",\"requestid\":\"R1\",\"message\":\"m\"}"));
        start(TYPE, USERS + "UN-lisi,UN-john");

        FlowReport report = once("board");

        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi done", "promote board-meeting UN-john failed");
        assertThat(problems(report)).hasSize(1).first().asString().startsWith("user UN-john");
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(3);
        assertThat(sandbox.faults().get(0).fired()).isEqualTo(2);
    }

    @Test
    void change_whenAnswerIsLostButTheMeetingShowsIt_isDone() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).then(Preset.RESET_AFTER));
        start(TYPE, USERS + "UN-lisi");

        FlowReport report = once("board");

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(changes(report)).containsExactly("promote board-meeting UN-lisi done");
        assertThat(sandbox.calls()).containsEntry("dingtalk.set-co-hosts", 1L).containsEntry("dingtalk.members", 1L);
    }

    @Test
    void run_whenMoreThanMaxChanges_changesNothing() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS + "UN-lisi,UN-john", "rollcall.flow.board.max-changes=1");

        FlowReport report = once("board");

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(sandbox.calls()).doesNotContainKey("dingtalk.set-co-hosts");
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isFalse();
    }

    @Test
    void run_whenPlannedOrDry_changesNothingAndRemembersNothing() throws Exception {
        play(Company.builtIn());
        start(
                TYPE,
                USERS + "UN-lisi",
                "rollcall.flow.dry.type=cohost",
                "rollcall.flow.dry.users=UN-lisi",
                "rollcall.flow.dry.dry-run=true");

        assertThat(changes(plan("board"))).containsExactly("promote board-meeting UN-lisi planned");
        assertThat(changes(once("dry"))).containsExactly("promote board-meeting UN-lisi planned");

        assertThat(sandbox.calls()).doesNotContainKey("dingtalk.set-co-hosts");
        List<Object> audited = new ArrayList<>();
        store.audit().read(null, audited::add);
        assertThat(audited).isEmpty();
    }

    @Test
    void user_whenTheirLookFails_isAProblemAndTheOthersArePromoted() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                .where(Match.UNION_ID, "UN-john")
                .then(400, Map.of(), "{\"code\":\"unknownUserError\",\"requestid\":\"R\",\"message\":\"m\"}"));
        start(TYPE, USERS + "UN-lisi,UN-john");

        FlowReport report = once("board");

        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(changes(report)).containsExactly("promote board-meeting UN-lisi done");
        assertThat(problems(report)).hasSize(1).first().asString().startsWith("user UN-john");
    }
}
