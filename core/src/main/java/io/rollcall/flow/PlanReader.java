package io.rollcall.flow;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.ScheduleCost;
import io.rollcall.budget.SeenMeetings;
import io.rollcall.polling.EventSupply;
import io.rollcall.polling.FixedPolls;
import io.rollcall.polling.MonthCalls;
import io.rollcall.polling.PlanInput;
import io.rollcall.polling.PollPattern;
import io.rollcall.polling.PolledFlow;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.schedule.WorkingHours;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads what the polls of an application are planned with, from the store and the flows. Thread-safe. */
public final class PlanReader {
    private final StateStore store;
    private final ZoneId zone;
    private final WorkingHours hours;
    private final ListReader lists;
    private final BiFunction<Schedule, ZoneId, ScheduleTimes> times;

    /** Those of the working hours; null before the first plan, as a short command may make none. */
    private volatile @Nullable List<PollPattern> patterns;

    /**
     * @param zone of cron expressions and working hours
     * @param lists reads the files of flows
     * @param times the times of a period or a cron expression
     */
    public PlanReader(
            StateStore store,
            ZoneId zone,
            WorkingHours hours,
            ListReader lists,
            BiFunction<Schedule, ZoneId, ScheduleTimes> times) {
        this.store = store;
        this.zone = zone;
        this.hours = hours;
        this.lists = lists;
        this.times = times;
    }

    /**
     * A flow with the schedule that it runs on.
     *
     * @param schedule that of its configuration, or of a route that a host makes of the template
     */
    public record Scheduled(FlowConfig flow, Schedule schedule) {

        /** The flows with a schedule in their configuration. */
        public static List<Scheduled> of(Collection<FlowConfig> flows) {
            List<Scheduled> scheduled = new ArrayList<>();
            for (FlowConfig flow : flows) {
                Schedule schedule = flow.schedule();
                if (schedule != null) {
                    scheduled.add(new Scheduled(flow, schedule));
                }
            }
            return scheduled;
        }
    }

    /**
     * What the polls of one application are planned with.
     *
     * @param applications all that flows may use, by the names of their accounts
     * @param live whether events of the application come now
     * @throws io.rollcall.state.StoreException if the store cannot be read
     */
    public PlanInput read(
            Application application,
            Map<String, Application> applications,
            Collection<Scheduled> flows,
            boolean live,
            Instant now) {
        EventSupply events = events(application, live, now);
        List<PolledFlow> polled = new ArrayList<>();
        List<FixedPolls> fixed = new ArrayList<>();
        for (Scheduled scheduled : flows) {
            FlowConfig flow = scheduled.flow();
            SeenMeetings seen = isMetered(application) ? store.budget().seenMeetings(flow.name()) : SeenMeetings.NONE;
            for (ScheduleCost cost : flow.costs(lists, applications, 1)) {
                if (!isOf(application, applications.get(cost.provider()))) {
                    continue;
                }
                if (scheduled.schedule() instanceof Schedule.Auto) {
                    polled.add(PolledFlow.of(cost, seen, flow.maxCalls(), flow.takesEvents(applications)));
                } else {
                    long calls = cost.withMeetings(seen.last()).callsPerRun();
                    fixed.add(new FixedPolls(times.apply(scheduled.schedule(), zone), calls));
                }
            }
        }
        return new PlanInput(
                now, zone, patterns(), month(application, now), events, polled, fixed, callsAnHour(application));
    }

    private List<PollPattern> patterns() {
        List<PollPattern> known = patterns;
        if (known == null) {
            known = PollPattern.ladder(hours);
            patterns = known;
        }
        return known;
    }

    private static boolean isOf(Application application, @Nullable Application other) {
        return other != null && other.id().equals(application.id());
    }

    private static YearMonth billed(Application application, Instant now) {
        return BillingMonth.of(now, application.provider().quotaZone()).month();
    }

    /** Without metered calls no store is needed. */
    private static boolean isMetered(Application application) {
        return application.monthlyCalls() > 0;
    }

    /** The metered calls of the current month. */
    public MonthCalls month(Application application, Instant now) {
        if (!isMetered(application)) {
            return new MonthCalls(0, 0, 0, application.provider().quotaZone(), null);
        }
        YearMonth month = billed(application, now);
        return new MonthCalls(
                application.monthlyCalls(),
                application.reserve(),
                store.budget().used(application.id(), month),
                application.provider().quotaZone(),
                store.budget()
                        .exhaustion(application.id(), month)
                        .filter(refusal -> !refusal.mayTry(now))
                        .map(Exhaustion::nextTry)
                        .orElse(null));
    }

    private EventSupply events(Application application, boolean live, Instant now) {
        return application
                .provider()
                .capability(EventStream.class)
                .flatMap(EventStream::monthlyEvents)
                .map(limit -> new EventSupply(
                        true, live, store.stream().metered(application.id(), billed(application, now)), limit))
                .orElse(EventSupply.NONE);
    }

    private static long callsAnHour(Application application) {
        return application.rates().stream()
                .mapToLong(PlanReader::callsAnHour)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static long callsAnHour(Rate rate) {
        return rate.calls() * Duration.ofHours(1).toMillis() / rate.period().toMillis();
    }
}
