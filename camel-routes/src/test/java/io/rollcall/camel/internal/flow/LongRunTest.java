package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.VendorApi;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code run} does for hours, in seconds. {@code bench/Soak.java} lets the program run for half an hour. */
@Tag("slow")
class LongRunTest extends RollcallTestSupport {
    private static final int TICKS = 3_000;
    private static final int WARM = 1_000;
    private static final long MOST_GROWTH = 1L << 20;
    private static final int MOST_THREADS_MORE = 3;

    /** What the process holds after everything that can be let go is gone. */
    private record Held(long heap, int threads) {
        static Held now() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new Held(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }
    }

    @Test
    @Timeout(180)
    void flows_whenRunThousandsOfTimes_holdNoMoreThreadsAndMemoryThanBefore() throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                .where(Match.UNION_ID, "UN-mary")
                .then(
                        403,
                        Map.of(),
                        "{\"code\":\"Forbidden.AccessDenied.AccessTokenPermissionDenied\","
                                + "\"requestid\":\"R\",\"message\":\"m\"}"));
        start(
                "rollcall.dingtalk.monthly-calls=0",
                "rollcall.dingtalk.calls-per-second=0",
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi",
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN-zhangsan",
                "rollcall.flow.duty.phones=+8613800138000:Duty phone",
                "rollcall.flow.fails.type=cohost",
                "rollcall.flow.fails.users=UN-mary");
        List<FlowConfig> flows = List.of(flow("board"), flow("duty"), flow("fails"));
        Map<String, Integer> outcomes = new TreeMap<>();
        Held early = null;
        for (int tick = 0; tick < TICKS; tick++) {
            FlowConfig flow = flows.get(tick % flows.size());
            FlowReport report = rollcall.run(flow, Mode.RUN).orElseThrow();
            outcomes.merge(flow.name() + " " + outcome(report), 1, Integer::sum);
            if (tick == WARM) {
                early = Held.now();
            }
        }
        Held late = Held.now();

        assertThat(outcomes).containsOnlyKeys("board complete", "duty complete", "fails failed");
        assertThat(late.heap() - early.heap())
                .as("heap, %s then %s", early, late)
                .isLessThan(MOST_GROWTH);
        assertThat(late.threads()).as("threads").isLessThanOrEqualTo(early.threads() + MOST_THREADS_MORE);
        assertThat(sandbox.invitations()).allMatch(invitation -> invitation.count() == 1);
    }
}
