package io.rollcall.camel.internal.flow;

import io.rollcall.call.Clocks;
import io.rollcall.camel.internal.stream.StreamListener;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.PlanReader;
import io.rollcall.flow.PlanReader.Scheduled;
import io.rollcall.hint.ReadAllowance;
import io.rollcall.polling.EventReads;
import io.rollcall.polling.PollPlan;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of polls that are in force, one for each application of a flow with a schedule. A flow's next
 * poll is asked for every few seconds; that is when a plan is looked at: each minute against the ledger, at once when events
 * come or stop. Plans are made on threads that may read the store, never on the thread that asks. Thread-safe.
 */
public final class PollPlans implements StreamListener {
    /** How often the ledger is read, for calls of other processes. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(PollPlans.class);

    private final FlowRegistry flows;
    private final Function<String, Optional<Application>> accounts;
    private final PlanReader reader;
    private final Clocks clocks;
    private final Executor threads;
    private final Map<String, Schedule> scheduled = new ConcurrentHashMap<>();
    private final Map<String, PollPlan> plans = new ConcurrentHashMap<>();
    private final Set<String> onEvents = ConcurrentHashMap.newKeySet();
    private final Map<String, EventReads> reads = new ConcurrentHashMap<>();
    private final Set<String> live = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean changed;
    /** By the monotonic clock. */
    private volatile @Nullable Instant looked;

    /**
     * @param accounts the applications by the names of their accounts
     * @param threads where plans are made
     */
    public PollPlans(
            FlowRegistry flows,
            Function<String, Optional<Application>> accounts,
            PlanReader reader,
            Clocks clocks,
            Executor threads) {
        this.flows = flows;
        this.accounts = accounts;
        this.reader = reader;
        this.clocks = clocks;
        this.threads = threads;
    }

    /** A flow runs on a schedule from now on, which may be another one than that of its configuration. */
    void scheduled(String flow, Schedule schedule) {
        scheduled.put(flow, schedule);
        changed = true;
    }

    /** A flow runs on events no longer. */
    void stopped(String flow) {
        onEvents.remove(flow);
    }

    /** A flow runs on its schedule no longer. */
    void unscheduled(String flow) {
        scheduled.remove(flow);
        changed = true;
    }

    /** The times of a flow with {@code schedule=auto}. There are none before the first plan is made. */
    ScheduleTimes times(String flow) {
        return new ScheduleTimes.OfPlan(after -> {
            lookSometimes();
            return plan(flow).flatMap(plan -> plan.next(flow, after));
        });
    }

    /** Which reads a flow makes because meetings have started. */
    ReadAllowance reads(FlowConfig flow) {
        onEvents.add(flow.name());
        changed = true;
        return (made, now) -> application(flow).stream().anyMatch(application -> allows(application, made, now));
    }

    private boolean allows(Application application, int made, Instant now) {
        if (application.monthlyCalls() == 0) {
            return true;
        }
        lookSometimes();
        PollPlan plan = plans.get(application.id());
        return plan != null
                && reads.computeIfAbsent(application.id(), any -> new EventReads())
                        .takes(plan, made, now);
    }

    /** The plan that a flow follows now; empty if there is none. */
    public Optional<PollPlan> plan(String flow) {
        return flows.named(flow).flatMap(named -> application(named)).map(application -> plans.get(application.id()));
    }

    private Optional<Application> application(FlowConfig flow) {
        return accounts.apply(flow.accounts().get(0));
    }

    /** The month's calls of an application at its end, if all polls are made; empty if there is no plan yet. */
    public OptionalLong forecast(Application application) {
        lookSometimes();
        PollPlan plan = plans.get(application.id());
        return plan == null ? OptionalLong.empty() : OptionalLong.of(plan.forecast());
    }

    /** Events of an application come from now on, or come no longer: without them polls are more frequent. */
    void streamChanged(String application, boolean comes) {
        boolean news = comes ? live.add(application) : live.remove(application);
        changed = changed || news;
        lookSometimes();
    }

    /** Whether events of an application come now. */
    public boolean isLive(String application) {
        return live.contains(application);
    }

    @Override
    public void live(String application) {
        streamChanged(application, true);
    }

    @Override
    public void lost(String application) {
        streamChanged(application, false);
    }

    private void lookSometimes() {
        Instant last = looked;
        boolean due = last == null || changed || !clocks.monotonic().instant().isBefore(last.plus(LOOK));
        if (due && looking.compareAndSet(false, true)) {
            try {
                threads.execute(this::look);
            } catch (RejectedExecutionException ending) {
                LOG.debug("no further plan is made: Rollcall is ending");
            } catch (RuntimeException | Error noThread) {
                looking.set(false);
                throw noThread;
            }
        }
    }

    private void look() {
        boolean all = changed;
        changed = false;
        try {
            looked = clocks.monotonic().instant();
            Map<String, Application> applications = new LinkedHashMap<>();
            Stream.concat(scheduled.keySet().stream(), onEvents.stream())
                    .forEach(name -> flows.named(name).map(FlowConfig::accounts).stream()
                            .flatMap(List::stream)
                            .flatMap(account -> accounts.apply(account).stream())
                            // what is not metered and not planned needs neither a plan nor a store
                            .filter(application ->
                                    application.monthlyCalls() > 0 || scheduled.get(name) instanceof Schedule.Auto)
                            .forEach(application -> applications.put(application.id(), application)));
            applications.values().forEach(application -> look(application, all));
        } catch (StoreException lost) {
            // what changed is still to be planned
            changed = changed || all;
            LOG.debug("the plan of polls stays as it is: the store cannot be read now");
        } finally {
            looking.set(false);
        }
    }

    private void look(Application application, boolean anew) {
        Instant now = clocks.wall().instant();
        PollPlan plan = plans.get(application.id());
        if (anew || plan == null || plan.isOver(now) || plan.isOvertaken(now, reader.month(application, now))) {
            List<Scheduled> counted = counted();
            plans.put(
                    application.id(),
                    PollPlan.of(
                            reader.read(application, applications(counted), counted, isLive(application.id()), now)));
        }
    }

    private Map<String, Application> applications(List<Scheduled> counted) {
        Map<String, Application> applications = new LinkedHashMap<>();
        counted.stream().flatMap(one -> one.flow().accounts().stream()).forEach(name -> accounts.apply(name)
                .ifPresent(application -> applications.put(name, application)));
        return applications;
    }

    /** All enabled flows, also those that another process runs, and those that run here. */
    private List<Scheduled> counted() {
        Map<String, Scheduled> counted = new LinkedHashMap<>();
        Scheduled.of(flows.all()).stream()
                .filter(one -> one.flow().enabled())
                .forEach(one -> counted.put(one.flow().name(), one));
        flows.all().forEach(flow -> Optional.ofNullable(scheduled.get(flow.name()))
                .ifPresent(schedule -> counted.put(flow.name(), new Scheduled(flow, schedule))));
        return List.copyOf(counted.values());
    }
}
