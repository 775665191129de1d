package io.rollcall.camel;

import io.rollcall.call.CallCount;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.flow.RunRequest;
import io.rollcall.camel.watch.EventObserver;
import io.rollcall.camel.watch.RollcallHealth;
import io.rollcall.check.CheckTask;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.find.PersonSearch;
import io.rollcall.flow.FlowConfig;
import io.rollcall.meeting.update.MeetingUpdateListener;
import io.rollcall.polling.PollPlan;
import io.rollcall.probe.ChangesTask;
import io.rollcall.probe.RecordingTask;
import io.rollcall.probe.RoleRemoval;
import io.rollcall.report.CheckReport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.schedule.ClockJump;
import io.rollcall.state.StateStore;
import io.rollcall.tell.Verdict;
import io.rollcall.vendor.Application;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/**
 * Rollcall inside a Camel context: defines its endpoints and its template there, and starts nothing by itself.
 * Thread-safe once installed.
 */
public final class Rollcall {
    private final RollcallParts parts;
    private final RollcallLifecycle lifecycle;
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();
    private volatile boolean schedulesAll;
    private volatile Installation installation;

    private Rollcall(CamelContext context, Installation installation) {
        this.installation = installation;
        parts = new RollcallParts(context, installation);
        lifecycle = new RollcallLifecycle(context, parts, this::installAgain);
    }

    /**
     * Adds Rollcall's routes to a context that is not started yet.
     *
     * @param store what survives a crash; used only by flows and calls that need it
     * @param clock the time of day
     * @param listener receives the events of flows
     * @throws io.rollcall.config.ConfigurationException where a flow's {@code notify} names what is no endpoint here
     */
    public static Rollcall install(
            CamelContext context, RollcallConfig config, StateStore store, Clock clock, FlowListener listener)
            throws Exception {
        return install(context, config, store, clock, listener, CallListener.NONE);
    }

    /**
     * Adds Rollcall to a context that is not started yet, with a listener for every call.
     *
     * @param calls receives the events of calls
     */
    public static Rollcall install(
            CamelContext context,
            RollcallConfig config,
            StateStore store,
            Clock clock,
            FlowListener listener,
            CallListener calls)
            throws Exception {
        return install(context, config, store, clock, listener, calls, any -> {});
    }

    /**
     * Adds Rollcall to a context, with a check that may refuse a configuration.
     *
     * @param before is shown this configuration and each that is added later, before anything of it is used; refuses it
     *     by a {@link ConfigurationException}
     */
    public static Rollcall install(
            CamelContext context,
            RollcallConfig config,
            StateStore store,
            Clock clock,
            FlowListener listener,
            CallListener calls,
            Consumer<RollcallConfig> before)
            throws Exception {
        if (of(context).isPresent()) {
            throw new IllegalStateException(
                    "Rollcall is in this context already; replace its configuration with Rollcall.of(context).get().apply(config)");
        }
        return install(context, new Installation(config, store, clock, listener, calls, before));
    }

    private static Rollcall install(CamelContext context, Installation installation) throws Exception {
        RollcallConfig config = installation.config();
        Rollcall rollcall = new Rollcall(context, installation);
        context.getCamelContextExtension().addContextPlugin(Rollcall.class, rollcall);
        rollcall.parts.publishIn(context);
        context.addLifecycleStrategy(rollcall.lifecycle);
        boolean installed = false;
        try {
            context.addRoutes(rollcall.parts.template);
            if (!config.applications().isEmpty()
                    || !config.flows().isEmpty()
                    || !config.channels().isEmpty()) {
                rollcall.apply(config);
            }
            rollcall.parts.template.restore();
            installed = true;
        } finally {
            if (!installed) {
                rollcall.lifecycle.end();
            }
        }
        return rollcall;
    }

    /**
     * The Rollcall in a context. Each start of a context has one of its own: empty after a stop, until the next start.
     */
    public static Optional<Rollcall> of(CamelContext context) {
        return Optional.ofNullable(context.getCamelContextExtension().getContextPlugin(Rollcall.class))
                .filter(rollcall -> !rollcall.lifecycle.isEnded());
    }

    /** The accounts and flows that were applied last; components may have contributed more. */
    public RollcallConfig configuration() {
        return installation.config();
    }

    /**
     * Replaces the accounts and flows that this Rollcall was installed with: adds what is new, replaces what differs, and
     * removes what is gone. Of accounts with one application the calls are shared: an application has one rate limit, one
     * token and one budget. The settings of HTTP, the time zone and the working hours stay as they were when Rollcall was installed. After
     * {@link #scheduleAll}, new flows run on their schedules too. Waits until the change is made.
     *
     * @throws io.rollcall.config.ConfigurationException if the configuration does not fit together with what instances of
     *     the component contribute; then nothing is changed
     */
    public void apply(RollcallConfig config) throws Exception {
        parts.topology.apply(this, config);
        keepHistory(config);
        installation = installation.with(config);
        if (schedulesAll) {
            scheduleAll();
        }
    }

    private void keepHistory(RollcallConfig config) {
        parts.updates.remove(parts.history);
        if (config.history()) {
            parts.updates.add(parts.history);
        }
    }

    /**
     * Runs a flow once, now, on the calling thread.
     *
     * @return its report; empty where it is running already
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode) {
        return parts.runner.run(RunRequest.ofCaller(flow, mode), parts.flowRoutes, FlowListener.NONE);
    }

    /**
     * Runs a flow once, now, on the calling thread, with a listener for this run.
     *
     * @return its report; empty where it is running already
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode, FlowListener besides) {
        return parts.runner.run(RunRequest.ofCaller(flow, mode), parts.flowRoutes, besides);
    }

    /** Tries out what the configured flows need, on the calling thread; changes nothing at a vendor. */
    public CheckReport check() {
        CheckTask check = parts.runs.check();
        CallCount count = parts.runner.execute(check);
        return new CheckReport(check.lines(), count.byOperation(), count.metered());
    }

    /**
     * Searches people in the directory of a configured account, on the calling thread; changes nothing at a vendor.
     *
     * @param search for this account's capabilities; has the results afterwards
     */
    public void find(PersonSearch search) {
        parts.runner.execute(search);
    }

    /**
     * Records the vendors' answers to the reading calls of the configured accounts, on the calling thread; changes nothing at a
     * vendor.
     *
     * @return the calls that it cost
     */
    public CallCount record(RecordingTask recording) {
        return parts.runner.execute(recording, limited(recording.meteredCalls()));
    }

    /**
     * Records changes of a meeting that a person confirmed, on the calling thread.
     *
     * @return the calls that it cost
     */
    public CallCount record(ChangesTask recording) {
        return parts.runner.execute(recording, limited(ChangesTask.METERED_CALLS));
    }

    /**
     * Removes a role that a recording of changes gave, on the calling thread.
     *
     * @return the calls that it cost
     */
    public CallCount record(RoleRemoval removal) {
        return parts.runner.execute(removal, limited(ChangesTask.METERED_REMOVALS));
    }

    private static CallCount limited(int most) {
        return new CallCount(null, most, "the number of calls that probe announces");
    }

    /**
     * Looks at what the host's configuration wants made of the flow template, so that everything that is wrong is told at
     * once, before the first route is made.
     *
     * @throws ConfigurationException naming all of it
     */
    public void checkTemplates() {
        parts.template.check();
    }

    /** The last jump of the system clock since the context was started; empty where there was none. */
    public Optional<ClockJump> lastClockJump() {
        return parts.clockWatch.last();
    }

    /**
     * Opens the connections over which vendors push events, and calls an observer with what comes, until it is closed. Changes
     * nothing at a vendor and runs no flow.
     */
    public EventObserver.Observation observe(EventObserver observer) {
        return parts.streams.observe(observer);
    }

    /**
     * The metered calls of an application at the end of the month, if all polls of all flows are made; changes come on top.
     * Empty before the first plan is made, which happens soon after a flow of the application has a schedule.
     */
    public OptionalLong forecast(Application application) {
        return parts.polls.forecast(application);
    }

    /**
     * Calls a listener with what runs and events show of running meetings from now on, until {@link #stopListening}. This costs no
     * call and opens no event connection. A context that is started again has another Rollcall, without the listener.
     */
    public void listen(MeetingUpdateListener listener) {
        parts.updates.add(listener);
    }

    /** Calls a listener no longer; a call under way may end. */
    public void stopListening(MeetingUpdateListener listener) {
        parts.updates.remove(listener);
    }

    /** The plan of the polls of a flow with {@code schedule=auto}; empty if it has none, or before the first plan is made. */
    public Optional<PollPlan> pollPlan(String flow) {
        return parts.polls.plan(flow);
    }

    /** When a flow runs next on its schedule; empty if it does not, or if its schedule has not begun in this process. */
    public Optional<Instant> nextRun(String flow) {
        return parts.scheduler.next(flow);
    }

    /** Since when a run of a flow is under way in this process; empty if none is. */
    public Optional<Instant> runningSince(String flow) {
        return parts.runner.runningSince(flow);
    }

    /**
     * Sends one message to a channel that tells people about runs, on the calling thread, and waits for the answer.
     *
     * @throws IllegalArgumentException if there is no such channel
     */
    public Verdict testChannel(String channel) throws Exception {
        return parts.channels.test(
                channel,
                configuration().flows().stream()
                        .filter(flow -> flow.tell().contains(channel))
                        .map(FlowConfig::name)
                        .toList());
    }

    /** How Rollcall is; also published as health checks of the context, if it has any. */
    public RollcallHealth health() {
        return parts.health;
    }

    /** Starts a flow's schedule, now or as soon as the context has started. */
    public void schedule(FlowConfig flow) throws Exception {
        parts.flowRoutes.schedule(flow);
        scheduled.add(flow.name());
    }

    /**
     * Starts the schedules of all enabled flows that have one, now or as soon as the context has started; also of those that
     * {@link #apply} brings later.
     */
    public void scheduleAll() throws Exception {
        schedulesAll = true;
        for (FlowConfig flow : configuration().flows()) {
            parts.topology.schedule(flow.name());
        }
    }

    private void installAgain(CamelContext starting) throws Exception {
        install(starting, installation).scheduleAsIn(this);
    }

    /** Starts the schedules that an earlier start of the same context had. */
    private void scheduleAsIn(Rollcall earlier) throws Exception {
        for (FlowConfig flow : configuration().flows()) {
            if (earlier.scheduled.contains(flow.name())) {
                schedule(flow);
            }
        }
        if (earlier.schedulesAll) {
            scheduleAll();
        }
    }

    /**
     * Waits until what flows told is sent to the endpoints that they are configured with, or could not be.
     *
     * @param longest how long at most
     */
    public void awaitNotified(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        // side by side: an endpoint that does not answer takes no time from the channels
        parts.channels.ending(true);
        try {
            parts.notifying.await(longest);
            parts.channels.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        } finally {
            parts.channels.ending(false);
        }
    }

    /**
     * Ends what is going on, in one second more than the patience at most: no flow starts, waits end at once,
     * so that calls that were not sent yet fail, certainly not done, and calls under way may still be answered. What is
     * not over then is ended, and its report says so. To be called before the context is stopped.
     *
     * @param patience for calls under way
     */
    public void stop(Duration patience) throws InterruptedException {
        lifecycle.stop(patience);
    }
}
