package io.rollcall.camel;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.api.RollcallStartException;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.call.AccountExecutors;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.InProgress;
import io.rollcall.camel.internal.call.SafeCallListener;
import io.rollcall.camel.internal.call.WorkerThreads;
import io.rollcall.camel.internal.capability.CapabilityService;
import io.rollcall.camel.internal.flow.ClockMonitor;
import io.rollcall.camel.internal.flow.ExclusiveFlows;
import io.rollcall.camel.internal.flow.FlowRegistry;
import io.rollcall.camel.internal.flow.FlowRoutes;
import io.rollcall.camel.internal.flow.FlowRunner;
import io.rollcall.camel.internal.flow.FlowScheduler;
import io.rollcall.camel.internal.flow.FlowTaskFactory;
import io.rollcall.camel.internal.flow.FlowTemplate;
import io.rollcall.camel.internal.flow.SafeFlowListener;
import io.rollcall.camel.internal.notify.FlowNotifier;
import io.rollcall.camel.internal.notify.RunChains;
import io.rollcall.camel.internal.topology.TopologyControl;
import io.rollcall.camel.support.MonotonicClock;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.RollcallHealth;
import io.rollcall.check.CheckTask;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.CheckReport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.schedule.ClockJump;
import io.rollcall.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;

/**
 * Rollcall inside a Camel context: defines its endpoints and its template there, and starts nothing by itself.
 * Thread-safe once installed.
 */
public final class Rollcall {
    private final CamelContext context;
    private final PrivateContext inside;
    private final AccountRegistry accounts = new AccountRegistry();
    private final AccountExecutors executors;
    private final FlowRegistry flows = new FlowRegistry();
    private final TopologyControl topology;
    private final FlowNotifier notifying;
    private final FlowTaskFactory runs;
    private final FlowRunner runner;
    private final ScheduledExecutorService timer;
    private final ExecutorService answers;
    private final ExecutorService flowThreads;
    private final ExecutorService storeReads;
    private final RollcallHealth health;
    private final RunChains chains = new RunChains();
    private final InProgress exchanges = new InProgress();
    private final ExclusiveFlows exclusive;
    private final FlowRoutes flowRoutes;
    private final FlowScheduler scheduler;
    private final ClockMonitor clockWatch;
    private final FlowTemplate template;
    private final ComponentServices services;
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();
    private volatile boolean schedulesAll;
    private volatile Installation installation;
    private volatile boolean ended;

    /** What a Rollcall is installed with; the next start of the same context installs another one with it. */
    private record Installation(
            RollcallConfig config,
            StateStore store,
            Clock clock,
            FlowListener listener,
            CallListener calls,
            Consumer<RollcallConfig> before) {}

    private Rollcall(CamelContext context, Installation installation) {
        this.context = context;
        this.installation = installation;
        RollcallConfig config = installation.config();
        StateStore store = installation.store();
        Clock clock = installation.clock();
        FlowListener listener = installation.listener();
        CallListener calls = installation.calls();
        Consumer<RollcallConfig> before = installation.before();
        inside = new PrivateContext(context);
        timer = WorkerThreads.timer(context);
        answers = WorkerThreads.callbacks(context, "rollcall-answers", timer);
        flowThreads = WorkerThreads.callbacks(context, "rollcall-flows", timer);
        storeReads = WorkerThreads.calls(context, "health", 2);
        Clocks clocks = new Clocks(clock, MonotonicClock.system());
        health = new RollcallHealth(accounts.applications().values(), store, clocks, config.timezone(), storeReads);
        executors = new AccountExecutors(
                inside,
                accounts,
                config.http(),
                store,
                clocks,
                timer,
                account -> new SafeCallListener(
                        CallListener.of(calls, health.accounts().of(account))));
        notifying = FlowNotifier.in(context, clocks, chains, timer);
        runs = new FlowTaskFactory(flows, accounts, clocks, store::lists, config.phoneRegion());
        FlowEvents events = new FlowEvents(chains);
        FlowListener watched = FlowListener.of(
                new SafeFlowListener(new BudgetMonitor(accounts.applications().values(), store, clock)),
                new SafeFlowListener(health.flows()),
                new SafeFlowListener(listener),
                new SafeFlowListener(notifying),
                new SafeFlowListener(events));
        runner = new FlowRunner(accounts, store, runs, clocks, watched, timer);
        exclusive = new ExclusiveFlows(store::runnerLocks, timer, flowThreads, watched);
        scheduler = new FlowScheduler(context, config.timezone(), clocks, timer, flowThreads);
        flowRoutes = new FlowRoutes(inside, runner, exclusive, scheduler, health.flows(), answers);
        clockWatch = new ClockMonitor(clocks, config.timezone());
        template = FlowTemplate.of(context, flowRoutes, flows, scheduler);
        topology = new TopologyControl(
                accounts,
                executors,
                flows,
                flowRoutes,
                notifying,
                before,
                WorkerThreads.queue(context, "rollcall-control", 1000));
        services = new ComponentServices(
                accounts,
                new CapabilityService(accounts, store, clock, config.phoneRegion()),
                flows,
                runner,
                flowRoutes,
                events,
                chains,
                answers,
                flowThreads,
                exchanges,
                timer,
                topology);
        inside.prepare(services.executingOnTheCallersThread()::publishIn);
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
        context.getCamelContextExtension().addContextPlugin(AccountRegistry.class, rollcall.accounts);
        context.getCamelContextExtension().addContextPlugin(FlowScheduler.class, rollcall.scheduler);
        context.getCamelContextExtension().addContextPlugin(PrivateContext.class, rollcall.inside);
        rollcall.services.publishIn(context);
        rollcall.health.publishIn(context);
        Life life = rollcall.new Life();
        context.addLifecycleStrategy(life);
        boolean installed = false;
        try {
            context.addRoutes(rollcall.template);
            if (!config.applications().isEmpty() || !config.flows().isEmpty()) {
                rollcall.apply(config);
            }
            rollcall.template.restore();
            installed = true;
        } finally {
            if (!installed) {
                life.end();
            }
        }
        return rollcall;
    }

    /**
     * The Rollcall in a context. Each start of a context has one of its own: empty after a stop, until the next start.
     */
    public static Optional<Rollcall> of(CamelContext context) {
        return Optional.ofNullable(context.getCamelContextExtension().getContextPlugin(Rollcall.class))
                .filter(rollcall -> !rollcall.ended);
    }

    /** The accounts and flows that were applied last; components may have contributed more. */
    public RollcallConfig configuration() {
        return installation.config();
    }

    /**
     * Replaces the accounts and flows that this Rollcall was installed with: adds what is new, replaces what differs, and
     * removes what is gone. Of accounts with one application the calls are shared: an application has one rate limit, one
     * token and one budget. The settings of HTTP and the time zone stay as they were when Rollcall was installed. After
     * {@link #scheduleAll}, new flows run on their schedules too. Waits until the change is made.
     *
     * @throws io.rollcall.config.ConfigurationException if the configuration does not fit together with what instances of
     *     the component contribute; then nothing is changed
     */
    public void apply(RollcallConfig config) throws Exception {
        topology.apply(this, config);
        Installation last = installation;
        installation =
                new Installation(config, last.store(), last.clock(), last.listener(), last.calls(), last.before());
        if (schedulesAll) {
            scheduleAll();
        }
    }

    /**
     * Runs a flow once, now, on the calling thread.
     *
     * @return its report; empty where it is running already
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode) {
        return runner.run(flow, mode, flowRoutes, FlowListener.NONE);
    }

    /**
     * Runs a flow once, now, on the calling thread, with a listener for this run.
     *
     * @return its report; empty where it is running already
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode, FlowListener besides) {
        return runner.run(flow, mode, flowRoutes, besides);
    }

    /** Tries out what the configured flows need, on the calling thread; changes nothing at a vendor. */
    public CheckReport check() {
        CheckTask check = runs.check();
        CallCount count = runner.execute(check);
        return new CheckReport(check.lines(), count.byOperation(), count.metered());
    }

    /**
     * Looks at what the host's configuration wants made of the flow template, so that everything that is wrong is told at
     * once, before the first route is made.
     *
     * @throws ConfigurationException naming all of it
     */
    public void checkTemplates() {
        template.check();
    }

    /** The last jump of the system clock since the context was started; empty where there was none. */
    public Optional<ClockJump> lastClockJump() {
        return clockWatch.last();
    }

    /** How Rollcall is; also published as health checks of the context, if it has any. */
    public RollcallHealth health() {
        return health;
    }

    /** Starts a flow's schedule, now or as soon as the context has started. */
    public void schedule(FlowConfig flow) throws Exception {
        flowRoutes.schedule(flow);
        scheduled.add(flow.name());
    }

    /**
     * Starts the schedules of all enabled flows that have one, now or as soon as the context has started; also of those that
     * {@link #apply} brings later.
     */
    public void scheduleAll() throws Exception {
        schedulesAll = true;
        for (FlowConfig flow : configuration().flows()) {
            topology.schedule(flow.name());
        }
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
        notifying.await(longest);
    }

    /**
     * Ends what is going on, in one second more than the patience at most: no flow starts, waits end at once,
     * so that calls that were not sent yet fail, certainly not done, and calls under way may still be answered. What is
     * not over then is ended, and its report says so. To be called before the context is stopped.
     *
     * @param patience for calls under way
     */
    public void stop(Duration patience) throws InterruptedException {
        if (isInUse()) {
            executors.stopWaiting();
            runner.stop(patience, Duration.ofSeconds(1));
        }
    }

    /** Where nothing was configured there is nothing to end, and nothing keeps the context from another start. */
    private boolean isInUse() {
        return !flows.names().isEmpty() || !accounts.all().isEmpty();
    }

    /**
     * Starts and ends Rollcall with the context. When the context stops, no flow starts. Runs and calls in
     * progress may finish within the context's shutdown timeout. Then waits end, so that runs end in order, and then the
     * rest is ended.
     */
    private final class Life extends LifecycleStrategySupport {
        @Override
        public void onContextInitializing(CamelContext starting) throws VetoCamelContextStartException {
            if (ended) {
                starting.getLifecycleStrategies().remove(this);
                installAgain(starting);
            }
        }

        /** Unless Rollcall was installed otherwise in the meantime. */
        private void installAgain(CamelContext starting) throws VetoCamelContextStartException {
            if (of(starting).isEmpty()) {
                try {
                    install(starting, installation).scheduleAsIn(Rollcall.this);
                } catch (ConfigurationException wrong) {
                    throw RollcallStartException.of(wrong, starting);
                } catch (Exception failure) {
                    throw new VetoCamelContextStartException("Rollcall cannot start", failure, starting, true);
                }
            }
        }

        @Override
        public void onContextStarted(CamelContext started) {
            if (!flows.names().isEmpty()) {
                clockWatch.start(timer);
            }
            scheduler.contextStarted();
        }

        @Override
        public void onContextStopping(CamelContext stopping) {
            // a context whose start was refused takes itself for stopped already, and says no more than this
            if (stopping.getStatus().isStopped()) {
                end();
                return;
            }
            if (isInUse()) {
                ShutdownStrategy grace = stopping.getShutdownStrategy();
                finishWithin(Duration.of(grace.getTimeout(), grace.getTimeUnit().toChronoUnit()));
            }
        }

        /** Runs end before the host's routes, which they may use; exchanges of those routes have the same time. */
        private void finishWithin(Duration grace) {
            long end = System.nanoTime() + grace.toNanos();
            timer.schedule(executors::stopWaiting, grace.toMillis(), TimeUnit.MILLISECONDS);
            try {
                // waits end at the end of the grace, and runs then in order
                runner.stop(grace.plusSeconds(1), Duration.ofSeconds(1));
                executors.awaitIdle(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                exchanges.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                awaitThreadsWithReplies();
                notifying.await(Duration.ofSeconds(1));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }

        /**
         * Waits a moment until threads that blocked on an exchange continue with its reply: Camel makes exchanges fail whose
         * threads still block when it stops. Others may block for other reasons, so the moment is short.
         */
        private void awaitThreadsWithReplies() {
            AsyncProcessorAwaitManager blocked = PluginHelper.getAsyncProcessorAwaitManager(context);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            while (blocked.size() > 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }

        @Override
        public void onContextStopped(CamelContext stopped) {
            if (!ended) {
                end();
            }
        }

        private void end() {
            ended = true;
            template.end();
            executors.end();
            inside.stop();
            health.end(context);
            topology.end();
            List.of(timer, answers, flowThreads, storeReads).forEach(ExecutorService::shutdownNow);
            runner.stop();
            exclusive.stop();
        }
    }
}
