package io.rollcall.app.control;

import io.rollcall.camel.support.Schedules;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.flow.PlanReader;
import io.rollcall.flow.PlanReader.Scheduled;
import io.rollcall.polling.MonthCalls;
import io.rollcall.polling.PollPattern;
import io.rollcall.polling.PollPlan;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.WaitingTime;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plans of polls of flows with {@code schedule=auto}, as they would be made now. Whether events come is not known in a
 * command, so where an application has events, both are shown. Not thread-safe.
 */
public final class AutoPlans {
    private final RollcallConfig config;
    private final Instant now;
    private final Map<String, PollPlan> plans = new HashMap<>();

    public AutoPlans(RollcallConfig config, Instant now) {
        this.config = config;
        this.now = now;
    }

    public static boolean isAuto(FlowConfig flow) {
        return flow.schedule() instanceof Schedule.Auto;
    }

    /** Makes the plans. @param counted all flows that use the budgets */
    public AutoPlans with(StateStore store, Collection<FlowConfig> counted) {
        PlanReader reader = new PlanReader(
                store,
                config.timezone(),
                config.workingHours(),
                ListReader.lenient(new SystemEnvironment()::read),
                Schedules::of);
        List<Scheduled> scheduled = Scheduled.of(counted);
        try {
            for (FlowConfig flow : counted) {
                Application application = application(flow);
                if (isAuto(flow) && application != null && !plans.containsKey(application.id())) {
                    plans.put(
                            application.id(),
                            PollPlan.of(reader.read(application, config.applications(), scheduled, false, now)));
                }
            }
        } catch (StoreException lost) {
            // the command reports this itself; there is no plan without the month's calls
            return this;
        }
        return this;
    }

    private @Nullable Application application(FlowConfig flow) {
        return config.applications().get(flow.accounts().get(0));
    }

    /** The plan of a flow; empty where the store could not be read. */
    public Optional<PollPlan> of(FlowConfig flow) {
        return Optional.ofNullable(application(flow)).map(application -> plans.get(application.id()));
    }

    /** Whether a flow has polls at a regular pattern. */
    public boolean fits(FlowConfig flow) {
        return of(flow).flatMap(plan -> plan.pattern(flow.name())).isPresent();
    }

    /** When a flow polls and what that costs, as a sentence. */
    public String words(FlowConfig flow) {
        Application application = application(flow);
        PollPlan plan = of(flow).orElse(null);
        if (plan == null || application == null) {
            return "auto; there is no plan, because the store cannot be read";
        }
        if (!fits(flow)) {
            return tooFew(plan, application);
        }
        boolean events = plan.input().events().wanted();
        PollPlan with = plan.withEvents(true);
        return "auto, "
                + (events
                        ? "polls " + polls(with, flow) + " while events come, and " + polls(plan, flow)
                                + " without them"
                        : "polls " + polls(plan, flow))
                + (application.monthlyCalls() == 0
                        ? "; the calls are not metered"
                        : "; forecast of " + application.name() + " for the month: "
                                + (events
                                        ? number(with.forecast()) + " calls with events and " + number(plan.forecast())
                                                + " without, of " + number(application.monthlyCalls()) + "; "
                                        : number(plan.forecast()) + " calls of " + number(application.monthlyCalls())
                                                + ", ")
                                + used(plan.input().month()));
    }

    private static String polls(PollPlan plan, FlowConfig flow) {
        return plan.pattern(flow.name()).map(PollPattern::words).orElse("not at all");
    }

    private static String used(MonthCalls month) {
        return number(month.used()) + " used so far, " + number(month.reserve()) + " kept for changes";
    }

    private static String tooFew(PollPlan plan, Application application) {
        return "auto, but the calls that are left this month are not enough for regular polls ("
                + number(application.monthlyCalls()) + " a month, "
                + used(plan.input().month())
                + "). List fewer people, poll less often in other flows, or raise " + application.keys()
                + "monthly-calls";
    }

    /** How long people wait, as a sentence. */
    public Optional<String> waiting(FlowConfig flow) {
        Application application = application(flow);
        Duration longer = flow.longestDistance(application != null && application.monthlyCalls() > 0);
        String late = longer.isZero()
                ? ""
                : ". Not every poll reads every meeting: who joins one late waits up to " + WaitingTime.words(longer)
                        + " longer";
        return untilNextPoll(flow).map(words -> words + late);
    }

    private Optional<String> untilNextPoll(FlowConfig flow) {
        Optional<PollPlan> plan = of(flow);
        Optional<String> polls =
                plan.flatMap(known -> known.waiting(flow.name())).map(waiting -> waiting.words());
        if (plan.isEmpty() || !plan.get().input().events().wanted()) {
            return polls.map(words -> flow.waiting() + " waits " + words);
        }
        return plan.get()
                .withEvents(true)
                .waiting(flow.name())
                .map(waiting -> flow.waiting() + " waits about 1 s while participants' events come, or up to 20 s,"
                        + " 1 min or 3 min after the start of a meeting where only starts are pushed; if an event was lost, "
                        + waiting.words() + ". Without events: "
                        + polls.orElse("until a person acts, because there are no polls"));
    }

    /** The next three polls; while events come, where an application has events. */
    public List<Instant> next(FlowConfig flow) {
        return of(flow).map(plan -> plan.input().events().wanted() ? plan.withEvents(true) : plan)
                .map(plan -> plan.next(flow.name(), now, 3))
                .orElse(List.of());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
