package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunName;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.AuditRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every run ends with a report, and soon enough for the next. */
@Tag("slow")
class RunsEndTest extends RollcallTestSupport {
    private static final String TYPE = "rollcall.flow.board.type=cohost";
    private static final String USERS = "rollcall.flow.board.users=UN-lisi,UN-john";

    private List<AuditRepository.Entry> audit() {
        List<AuditRepository.Entry> entries = new ArrayList<>();
        store.audit().read(null, entries::add);
        return entries;
    }

    private static List<String> codes(FlowReport report) {
        return report.result().problems().stream()
                .map(problem -> problem.subject() + " " + problem.code())
                .toList();
    }

    @Test
    void run_whenSomethingUnexpectedIsThrownInIt_endsWithAReportAndAWholeAudit() throws Exception {
        play(Company.builtIn());
        boolean[] broken = {true};
        FlowListener ofThisRun = new FlowListener() {
            @Override
            public void announced(RunName run, FlowEvent event) {
                if (broken[0] && event instanceof FlowEvent.Changed) {
                    throw new AssertionError("not as expected");
                }
            }
        };
        start(TYPE, USERS);

        FlowReport report = rollcall.run(flow("board"), Mode.ONCE, ofThisRun).orElseThrow();

        assertThat(codes(report)).contains("flow defect");
        assertThat(report.result().problems().toString()).doesNotContain("not as expected");
        assertThat(audit()).isNotEmpty().noneMatch(entry -> entry.result() == null);
        broken[0] = false;
        assertThat(outcome(once("board"))).isEqualTo("complete");
    }

    @Test
    void run_whenItTakesLongerThanItMay_isStoppedAndIncompleteAndTheNextOneRuns() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).then(Preset.QPM));
        start(TYPE, USERS, "rollcall.flow.board.max-duration=10s");

        long before = System.nanoTime();
        FlowReport report = once("board");

        // the refused change waits for the next minute, and is refused again
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(45));
        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(codes(report)).contains("flow max-duration");
        assertThat(changes(report)).isNotEmpty().allMatch(change -> change.endsWith("failed"));
        assertThat(audit()).isNotEmpty().noneMatch(entry -> entry.result() == null);
    }

    /** Personal data goes also where each run fails, for example because a permission is missing. */
    @Test
    void run_thatFails_removesOldRowsToo() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        start(TYPE, USERS);
        store.stream().opening("app", Instant.now().minus(Duration.ofDays(50)));

        assertThat(outcome(once("board"))).isEqualTo("failed");

        assertThat(store.stream().opens("app", Instant.EPOCH)).isEmpty();
    }

    @Test
    void plan_whenItTakesLongerThanItMay_isStoppedToo() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.QPM));
        start(TYPE, USERS, "rollcall.flow.board.max-duration=300ms");

        FlowReport report = rollcall.run(flow("board"), Mode.PLAN).orElseThrow();

        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(codes(report)).contains("flow max-duration");
    }

    @Test
    void roster_whenItTakesLongerThanItMay_isStoppedAndLeavesNoHalfFile() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS).then(Preset.QPS));
        start(
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=people.csv",
                "rollcall.flow.people.max-duration=300ms");

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(codes(report)).contains("flow max-duration");
        assertThat(folder.resolve("people.csv")).doesNotExist();
    }

    @Test
    void run_afterTheStop_saysThatItWasStoppedAndNotThatItIsRunning() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS);
        rollcall.stop(Duration.ofSeconds(1));

        FlowReport report = rollcall.run(flow("board"), Mode.ONCE).orElseThrow();

        assertThat(codes(report)).containsExactly("flow stopped");
        assertThat(outcome(report)).isEqualTo("failed");
        await().until(() -> sandbox.calls().isEmpty());
    }
}
