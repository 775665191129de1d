package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.CallUse;
import io.rollcall.call.Clocks;
import io.rollcall.camel.HandDrivenTime;
import io.rollcall.camel.support.Schedules;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.flow.PlanReader;
import io.rollcall.hint.ReadAllowance;
import io.rollcall.polling.PollPlan;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.state.StoreException;
import io.rollcall.store.Store;
import io.rollcall.vendor.OperationName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When plans are made anew, with clocks and threads that are driven by hand and a real store. */
@Tag("slow")
class PollPlansTest {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private final HandDrivenTime time = new HandDrivenTime();
    private final FlowRegistry flows = new FlowRegistry();

    @TempDir
    private Path folder;

    private boolean lost;
    private RollcallConfig config;
    private Store store;
    private PollPlans plans;
    private ScheduleTimes times;

    @BeforeEach
    void begin() {
        config = RollcallConfig.parse(
                new ConfigurationSources(
                        List.of(
                                ConfigurationSources.File.properties(
                                        "test.properties",
                                        folder,
                                        """
                                rollcall.timezone=Asia/Shanghai
                                rollcall.budget.hours=MON-SUN 00:00-24:00
                                rollcall.dingtalk.client-id=app
                                rollcall.dingtalk.client-secret=no-secret
                                rollcall.dingtalk.stream=true
                                rollcall.dingtalk.monthly-events=5
                                rollcall.flow.board.type=cohost
                                rollcall.flow.board.users=U1,U2,U3
                                rollcall.flow.board.schedule=auto
                                rollcall.flow.other.type=cohost
                                rollcall.flow.other.users=U1
                                rollcall.flow.other.schedule=4h
                                rollcall.flow.off.type=cohost
                                rollcall.flow.off.users=U1
                                rollcall.flow.off.schedule=1s
                                rollcall.flow.off.enabled=false
                                """)),
                        Map.of(),
                        List.of()),
                KnownVendors.all(),
                new SystemEnvironment(folder, ZoneOffset.UTC));
        config.flows().forEach(flows::add);
        store = Store.embedded(folder.resolve("data"), java.time.Clock.systemUTC());
        plans = new PollPlans(
                flows,
                name -> Optional.ofNullable(config.applications().get(name)),
                new PlanReader(
                        store,
                        config.timezone(),
                        config.workingHours(),
                        ListReader.lenient(new SystemEnvironment()::read),
                        (schedule, zone) -> {
                            if (lost) {
                                throw new StoreException("lost", null);
                            }
                            return Schedules.of(schedule, zone);
                        }),
                new Clocks(time, time),
                time);
        plans.scheduled("board", new Schedule.Auto());
        times = plans.times("board");
    }

    @AfterEach
    void end() {
        store.close();
    }

    /** As a flow that waits for its time asks. */
    private Optional<Instant> ask() {
        Optional<Instant> next = times.next(time.instant());
        time.runAll();
        return next;
    }

    private PollPlan plan() {
        ask();
        return plans.plan("board").orElseThrow();
    }

    private void pass(String duration) {
        Instant end = time.instant().plus(Duration.parse(duration));
        while (time.instant().isBefore(end)) {
            time.pass(Duration.ofSeconds(10));
            ask();
        }
    }

    private String application() {
        return config.applications().get("dingtalk").id();
    }

    private void use(int calls) {
        for (int call = 0; call < calls; call++) {
            store.budget()
                    .spend(
                            application(),
                            NOVEMBER,
                            Long.MAX_VALUE,
                            new CallUse(NOVEMBER.atDay(1), "board", new OperationName("dingtalk", "members")));
        }
    }

    @Test
    void plan_isMadeOnAnotherThread_andThereIsNoPollBefore() {
        assertThat(times.next(time.instant())).isEmpty();
        assertThat(plans.plan("board")).isEmpty();

        time.runAll();

        // Friday, 16:00 in Shanghai
        assertThat(times.next(time.instant())).hasValueSatisfying(poll -> assertThat(poll)
                .isBetween(time.instant(), time.instant().plus(Duration.ofMinutes(30))));
    }

    @Test
    void plan_isKeptForAnHour_andThenMadeAnew() {
        PollPlan first = plan();

        pass("PT59M");
        assertThat(plan()).isSameAs(first);
        pass("PT2M");

        assertThat(plan()).isNotSameAs(first);
    }

    @Test
    void plan_whenAnotherProcessUsesManyCalls_isMadeAnewWithinAMinute() {
        PollPlan first = plan();
        use(1_000);

        pass("PT1M10S");

        assertThat(plan()).isNotSameAs(first);
        assertThat(plan().input().month().used()).isEqualTo(1_000);
        assertThat(plan().calls("board")).isLessThan(first.calls("board"));
    }

    @Test
    void plan_whenEventsComeOrStop_isMadeAnewAtOnce() {
        int without = polls();

        plans.live(application());
        time.runAll();
        int with = polls();
        plans.lost(application());
        time.runAll();

        assertThat(with).isEqualTo(2).isLessThan(without);
        assertThat(polls()).isEqualTo(without);
        assertThat(plans.isLive(application())).isFalse();
    }

    @Test
    void plan_whenEventsComeWhileTheStoreIsLost_isMadeAnewAsSoonAsItIsBack() {
        int without = polls();
        lost = true;
        plans.live(application());
        time.runAll();
        assertThat(polls()).isEqualTo(without);

        lost = false;
        ask();

        assertThat(polls()).isEqualTo(2);
    }

    @Test
    void plan_whenMessagesToPeopleUseUpTheMonthsEvents_pollsAsWithoutEvents() {
        int without = polls();
        plans.live(application());
        time.runAll();
        assertThat(polls()).isLessThan(without);
        BillingMonth month = new BillingMonth(NOVEMBER, ZoneId.of("Asia/Shanghai"));
        for (int i = 0; i < 5; i++) {
            store.stream().messageSent(application(), month, time.instant());
        }

        plans.lost(application());
        plans.live(application());
        time.runAll();

        assertThat(polls()).isEqualTo(without);
    }

    /** In the hour from 17:00 on. */
    private int polls() {
        ask();
        return (int) times.count(Instant.parse("2026-11-20T08:59:59Z"), Instant.parse("2026-11-20T09:59:59Z"));
    }

    @Test
    void plan_countsEnabledFlowsWithOtherSchedules() {
        assertThat(plan().input().fixed()).hasSize(1).allSatisfy(fixed -> assertThat(fixed.callsPerRun())
                .isEqualTo(1));
        assertThat(plan().input().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void plan_whenTheVendorRefuses_hasOnePollADay() {
        refuse();

        assertThat(plan().next("board", time.instant()).orElseThrow())
                .isBetween(Instant.parse("2026-11-21T07:50:00Z"), Instant.parse("2026-11-21T08:25:00Z"));
    }

    @Test
    void plan_whenTheVendorBeginsToRefuse_hasNoFurtherPollWithinAMinute_andOneADayAfterThat() {
        plan();
        refuse();

        pass("PT1M10S");

        Instant probe = ask().orElseThrow();
        assertThat(probe).isAfter(Instant.parse("2026-11-21T07:50:00Z"));
        // the probe is refused as well
        pass(Duration.between(time.instant(), probe).toString());
        refuse();
        pass("PT1M10S");
        assertThat(ask().orElseThrow()).isAfter(probe.plus(Duration.ofHours(23)));
    }

    private void refuse() {
        store.budget()
                .refused(application(), BillingMonth.of(time.instant(), ZoneId.of("Asia/Shanghai")), time.instant());
    }

    private boolean reads(String flow) {
        ReadAllowance allowance = plans.reads(flows.named(flow).orElseThrow(() -> new AssertionError(flow)));
        allowance.takes(0, time.instant());
        time.runAll();
        return allowance.takes(0, time.instant());
    }

    @Test
    void reads_areAllowedWhilePollsAndChangesLeaveCalls_alsoWithoutAnySchedule() {
        assertThat(reads("board")).isTrue();
        plans.unscheduled("board");
        assertThat(reads("other")).isTrue();
    }

    @Test
    void reads_whenOnlyTheReserveIsLeft_areNotMade() {
        use(4_000);

        assertThat(reads("board")).isFalse();
    }

    @Test
    void reads_whenTheVendorRefuses_areNotMade() {
        refuse();

        assertThat(reads("board")).isFalse();
    }

    @Test
    void flowThatIsNotScheduledAnyLonger_hasNoPlan() {
        plan();
        plans.unscheduled("board");

        pass("PT2H");

        assertThat(plans.plan("board").orElseThrow().isOver(time.instant())).isTrue();
    }
}
