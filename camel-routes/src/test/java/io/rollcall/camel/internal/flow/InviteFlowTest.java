package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunName;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.AuditRepository;
import io.rollcall.vendor.OperationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class InviteFlowTest extends RollcallTestSupport {
    private static final String[] DUTY = {
        "rollcall.flow.duty.type=invite",
        "rollcall.flow.duty.meetings-of=UN-zhangsan",
        "rollcall.flow.duty.invitees=UN-duty:Duty Officer",
        "rollcall.flow.duty.phones=+8613800138000:Duty phone"
    };
    private static final String MEETING = "board-meeting";
    private static final String UNKNOWN_USER = "{\"code\":\"unknownUserError\",\"requestid\":\"R\",\"message\":\"m\"}";

    private int rings() {
        return sandbox.invitations(MEETING, "UN-duty");
    }

    @Test
    void invitation_whenRunTwice_ringsOnce() throws Exception {
        play(Company.builtIn());
        start(DUTY);

        FlowReport first = once("duty");
        FlowReport second = once("duty");

        assertThat(changes(first))
                .containsExactly("invite board-meeting UN-duty done", "invite board-meeting +8613800138000 done");
        assertThat(outcome(first)).isEqualTo("complete");
        assertThat(changes(second)).isEmpty();
        assertThat(outcome(second)).isEqualTo("complete");
        assertThat(rings()).isEqualTo(1);
        assertThat(sandbox.invitations(MEETING, "+8613800138000")).isEqualTo(1);
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
    }

    @Test
    void invitation_whenWhoeverIsToldBreaks_isWrittenDownAllTheSame() throws Exception {
        play(Company.builtIn());
        listener = new FlowListener() {
            @Override
            public void announced(RunName run, FlowEvent event) {
                throw new IllegalStateException("a listener's defect");
            }
        };
        calls = new CallListener() {
            @Override
            public void sent(OperationName operation, io.rollcall.vendor.Fault.Kind fault) {
                throw new IllegalStateException("a listener's defect");
            }
        };
        start(DUTY);

        FlowReport report = once("duty");

        assertThat(outcome(report)).isEqualTo("complete");
        List<AuditRepository.Result> results = new ArrayList<>();
        store.audit().read(null, entry -> results.add(entry.result()));
        assertThat(results).containsExactly(AuditRepository.Result.DONE, AuditRepository.Result.DONE);
    }

    @Test
    void invitation_whenAnotherFlowRangBefore_isNotRepeated() throws Exception {
        play(Company.builtIn());
        start(
                "rollcall.flow.a.type=invite",
                "rollcall.flow.a.meetings-of=UN-zhangsan",
                "rollcall.flow.a.phones=+86 138-0013-8000",
                "rollcall.flow.b.type=invite",
                "rollcall.flow.b.meetings-of=UN-zhangsan",
                "rollcall.flow.b.phones=+8613800138000");

        once("a");
        FlowReport second = once("b");

        assertThat(unchanged(second)).containsExactly("board-meeting +8613800138000 already-invited");
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
    }

    @Test
    void invitation_whenFlowsRunSideBySide_ringsOnce() throws Exception {
        play(Company.builtIn().withoutLimits());
        List<String> properties = new ArrayList<>(List.of("rollcall.dingtalk.calls-per-second=0"));
        for (int i = 0; i < 8; i++) {
            properties.add("rollcall.flow.f" + i + ".type=invite");
            properties.add("rollcall.flow.f" + i + ".meetings-of=UN-zhangsan");
            properties.add("rollcall.flow.f" + i + ".invitees=UN-duty:Duty");
        }
        start(properties.toArray(String[]::new));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<FlowReport>> reports = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "f" + i;
                reports.add(
                        callers.submit(() -> rollcall.run(flow(name), Mode.ONCE).orElseThrow()));
            }
            int done = 0;
            for (Future<FlowReport> report : reports) {
                FlowReport one = report.get(30, TimeUnit.SECONDS);
                assertThat(outcome(one)).isEqualTo("complete");
                done += changes(one).size();
            }
            assertThat(done).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
        assertThat(rings()).isEqualTo(1);
    }

    @Test
    void invitation_whenRestartedOnTheSameStore_isNotRepeated() throws Exception {
        play(Company.builtIn());
        start(DUTY);
        once("duty");

        restart();

        assertThat(changes(once("duty"))).isEmpty();
        assertThat(rings()).isEqualTo(1);
    }

    @Test
    void invitation_whenOutcomeIsUnknown_isLookedAtAndNeverRepeated() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.RESET_AFTER));
        start(
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN-zhangsan",
                "rollcall.flow.duty.phones=+8613800138000");

        FlowReport first = once("duty");
        restart();
        FlowReport second = once("duty");

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(changes(first)).containsExactly("invite board-meeting +8613800138000 unknown");
        assertThat(problems(first)).containsExactly("meeting board-meeting: no-answer");
        assertThat(unchanged(second)).containsExactly("board-meeting +8613800138000 outcome-unknown");
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
        assertThat(sandbox.invitations(MEETING, "+8613800138000")).isEqualTo(1);
    }

    @Test
    void invitation_whenAnswerIsLostButThePersonShows_isDone() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).then(Preset.RESET_AFTER));
        start(
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN-zhangsan",
                "rollcall.flow.duty.invitees=UN-duty:Duty");

        FlowReport report = once("duty");

        assertThat(changes(report)).containsExactly("invite board-meeting UN-duty done");
        assertThat(sandbox.calls())
                .containsEntry("dingtalk.invite", 1L)
                // one look before, one after
                .containsEntry("dingtalk.members", 2L);
        assertThat(rings()).isEqualTo(1);
    }

    @Test
    void invitation_whenSuccessIsFalse_isUnknownAndNeverRepeated() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).then(Preset.SUCCESS_FALSE));
        start(DUTY);

        assertThat(changes(once("duty"))).allMatch(change -> change.endsWith("unknown"));
        assertThat(changes(once("duty"))).isEmpty();
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
    }

    @Test
    void invitation_whenCertainlyRefused_isTriedAgainAtTheNextLook() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.PERMISSION));
        start(DUTY);

        FlowReport refused = once("duty");
        FlowReport next = once("duty");

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(changes(refused)).allMatch(change -> change.endsWith("failed"));
        assertThat(outcome(refused)).isEqualTo("failed");
        assertThat(problems(refused)).containsExactly("meeting board-meeting: permission");
        assertThat(changes(next)).allMatch(change -> change.endsWith("done"));
        assertThat(rings()).isEqualTo(1);
    }

    @Test
    void batch_whenRefusedForOneOfThem_isAskedOneByOne() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE)
                .where(Match.UNION_ID, "UN-liam")
                .then(400, Map.of(), UNKNOWN_USER));
        start(
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN-zhangsan",
                "rollcall.flow.duty.invitees=UN-liam:Liam,UN-duty:Duty");

        FlowReport report = once("duty");

        assertThat(changes(report))
                .containsExactly("invite board-meeting UN-liam failed", "invite board-meeting UN-duty done");
        assertThat(problems(report)).hasSize(1).first().asString().startsWith("user UN-liam");
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(3);
        assertThat(rings()).isEqualTo(1);
    }

    @Test
    void run_whenPlanned_ringsNobodyAndClaimsNobody() throws Exception {
        play(Company.builtIn());
        start(DUTY);

        assertThat(changes(plan("duty"))).allMatch(change -> change.endsWith("planned"));
        assertThat(sandbox.calls()).doesNotContainKey("dingtalk.invite");
        assertThat(changes(once("duty"))).allMatch(change -> change.endsWith("done"));
    }
}
