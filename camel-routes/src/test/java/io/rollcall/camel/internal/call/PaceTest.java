package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.call.CallCount;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.model.UserId;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.vendor.OngoingMeetings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PaceTest extends RollcallTestSupport {

    @Test
    void roster_whenLatencyJitters_staysUnderTheRateAndCloseToIt() throws Exception {
        play(Company.generated(240, 120).withLatency(Duration.ofMillis(2), Duration.ofMillis(60)));
        start("rollcall.flow.people.type=roster", "rollcall.flow.people.output=roster.ndjson");

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("complete");
        for (VendorApi api : VendorApi.values()) {
            assertThat(sandbox.refused(api)).as("%s refused", api).isZero();
            if (api.family() != VendorApi.Family.HUAWEI) {
                assertThat(sandbox.peak(api)).as("%s peak", api).isLessThanOrEqualTo(20);
            }
        }
        assertThat(calls(report)).containsEntry("dingtalk.department-users", 120L);
        // 120 calls at 20/s: the last 20 go out after five seconds and five round trips, plus the walk's beginning;
        // twice that for a busy machine
        assertThat(report.duration()).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void call_whenThrottledAllTheSame_waitsAndIsRepeated() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).at("1").then(Preset.QPS));
        start("rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi");

        FlowReport report = once("board");

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(changes(report)).containsExactly("promote board-meeting UN-lisi done");
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(2);
        assertThat(report.duration()).isGreaterThan(Duration.ofSeconds(1));
        // one look and one of the two
        assertThat(report.meteredCalls()).isEqualTo(2);
    }

    @Test
    void calls_whenThousandsAreAskedForAtOnce_neverKeepTheirCallerNorExceedTheConcurrency() throws Exception {
        int many = 3_000;
        play(Company.builtIn().withoutLimits().withLatency(Duration.ofMillis(1), Duration.ZERO));
        start(
                "rollcall.dingtalk.calls-per-second=0",
                "rollcall.dingtalk.monthly-calls=0",
                "rollcall.http.concurrency=3");
        OngoingMeetings meetings = config.applications()
                .get("dingtalk")
                .provider()
                .capability(OngoingMeetings.class)
                .orElseThrow();
        CountDownLatch done = new CountDownLatch(many);
        AtomicInteger onTheCaller = new AtomicInteger();
        Thread caller = Thread.currentThread();

        for (int i = 0; i < many; i++) {
            accounts()
                    .named("dingtalk")
                    .orElseThrow()
                    .call(
                            meetings.ongoingMeetings(),
                            new UserId("UN-lisi"),
                            new CallCount(),
                            outcome -> {
                                if (Thread.currentThread() == caller) {
                                    onTheCaller.incrementAndGet();
                                }
                                done.countDown();
                            },
                            failure -> {});
        }
        assertThat(workers()).isLessThanOrEqualTo(3);

        assertThat(done.await(90, TimeUnit.SECONDS)).isTrue();
        assertThat(onTheCaller).hasValue(0);
        assertThat(sandbox.calls()).isEqualTo(Map.of("dingtalk.token", 1L, "dingtalk.ongoing-meetings", (long) many));
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("rollcall-dingtalk"))
                .count();
    }

    @Test
    void budget_whenUsedUp_stopsMeteredCallsAndSaysQuota() throws Exception {
        play(Company.builtIn());
        start(
                "rollcall.dingtalk.monthly-calls=2",
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi");

        FlowReport first = once("board");
        FlowReport second = once("board");

        assertThat(outcome(first)).isEqualTo("complete");
        assertThat(problems(second)).containsExactly("flow board: quota");
        assertThat(second.calls()).isEmpty();
        await().untilAsserted(() ->
                assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(1));
    }
}
