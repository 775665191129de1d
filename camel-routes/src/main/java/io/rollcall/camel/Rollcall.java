package io.rollcall.camel;

import io.rollcall.call.CallCount;
import io.rollcall.camel.internal.call.VendorCalls;
import io.rollcall.camel.internal.call.Workers;
import io.rollcall.camel.internal.capability.CapabilityRoutes;
import io.rollcall.camel.internal.capability.Desk;
import io.rollcall.camel.internal.flow.ConfiguredRuns;
import io.rollcall.camel.internal.flow.FlowRoutes;
import io.rollcall.camel.internal.flow.FlowRunner;
import io.rollcall.camel.internal.http.HttpSending;
import io.rollcall.camel.internal.notify.Notifying;
import io.rollcall.camel.watch.BudgetWatch;
import io.rollcall.config.FlowConfig;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.internal.check.CheckRun;
import io.rollcall.memory.Memory;
import io.rollcall.provider.Application;
import io.rollcall.provider.Provider;
import io.rollcall.report.CheckReport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Rollcall inside a Camel context: defines its endpoints and its template there, and starts nothing by itself.
 * Thread-safe once installed.
 */
public final class Rollcall {
    private final Map<String, VendorCalls> vendors;
    private final FlowRunner runner;
    private final ConfiguredRuns runs;
    private final FlowRoutes routes;
    private final Notifying notifying;

    private Rollcall(
            Map<String, VendorCalls> vendors,
            FlowRunner runner,
            ConfiguredRuns runs,
            FlowRoutes routes,
            Notifying notifying) {
        this.vendors = vendors;
        this.runner = runner;
        this.runs = runs;
        this.routes = routes;
        this.notifying = notifying;
    }

    /**
     * Adds Rollcall's routes to a context that is not started yet.
     *
     * @param memory what survives a crash; used only by flows and calls that need it
     * @param clock the time of day
     * @param listener is told what flows do
     * @throws io.rollcall.config.ConfigurationException where a flow's {@code notify} names what is no endpoint here
     */
    public static Rollcall install(
            CamelContext context, RollcallConfig config, Memory memory, Clock clock, FlowListener listener)
            throws Exception {
        return install(context, config, memory, clock, listener, CallListener.NONE);
    }

    /**
     * Adds Rollcall's routes to a context that is not started yet, with somebody who is told of every call besides.
     *
     * @param calls is told what calls do
     */
    public static Rollcall install(
            CamelContext context,
            RollcallConfig config,
            Memory memory,
            Clock clock,
            FlowListener listener,
            CallListener calls)
            throws Exception {
        ScheduledExecutorService timer = Workers.timer();
        Notifying notifying = Notifying.of(context, config.flows(), clock, timer);
        List<ExecutorService> threads = new ArrayList<>(List.of(timer));
        InstantSource steady = new SteadyTime(clock);
        Map<String, VendorCalls> vendors = new HashMap<>();
        for (Application application : config.applications().values()) {
            String vendor = application.provider().name();
            ExecutorService workers = Workers.of(vendor, config.http().concurrency());
            threads.add(workers);
            context.addRoutes(new HttpSending(context, vendor, application.addresses(), config.http(), timer));
            VendorCalls vendorCalls = new VendorCalls(
                    context, application, memory, config.http().responseTimeout(), steady, timer, workers, calls);
            context.addRoutes(vendorCalls);
            vendors.put(vendor, vendorCalls);
        }
        ConfiguredRuns runs = new ConfiguredRuns(config, clock);
        ExecutorService answers = Workers.answers();
        threads.add(answers);
        context.addRoutes(new CapabilityRoutes(context, providers(config), new Desk(vendors, memory, clock), answers));
        FlowListener watched = FlowListener.both(
                new BudgetWatch(config.applications().values(), memory, clock), FlowListener.both(listener, notifying));
        FlowRunner runner = new FlowRunner(vendors, memory, runs, clock, watched);
        FlowRoutes routes = new FlowRoutes(context, runner, config.flows(), config.timezone());
        context.addRoutes(routes);
        Rollcall rollcall = new Rollcall(vendors, runner, runs, routes, notifying);
        context.addLifecycleStrategy(new Ending(rollcall, threads));
        return rollcall;
    }

    private static Map<String, Provider> providers(RollcallConfig config) {
        Map<String, Provider> providers = new HashMap<>();
        config.applications()
                .values()
                .forEach(application -> providers.put(application.provider().name(), application.provider()));
        return providers;
    }

    /**
     * Runs a flow once, now, on the calling thread.
     *
     * @return its report; empty where it is running already
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode) {
        return runner.run(flow, mode);
    }

    /** Tries out what the configured flows need, on the calling thread; changes nothing at a vendor. */
    public CheckReport check() {
        CheckRun check = runs.check();
        CallCount calls = runner.conduct(check);
        return new CheckReport(check.lines(), calls.byOperation(), calls.metered());
    }

    /** Starts a flow's schedule. */
    public void schedule(FlowConfig flow) throws Exception {
        routes.schedule(flow);
    }

    /**
     * Waits until what flows told is sent to the endpoints that they are configured with, or could not be.
     *
     * @param longest how long at most
     */
    public void awaitNotified(Duration longest) throws InterruptedException {
        notifying.await(longest);
    }

    /** The calls to a vendor; empty where it is not configured. */
    public Optional<VendorCalls> calls(String vendor) {
        return Optional.ofNullable(vendors.get(vendor));
    }

    /**
     * Ends what is going on, in one second more than the patience at most: no flow begins any more, waits end at once,
     * so that calls that were not sent yet fail, certainly not done, and calls under way may still be answered. What is
     * not over then is ended, and its report says so. To be called before the context is stopped.
     *
     * @param patience for calls under way
     */
    public void stop(Duration patience) throws InterruptedException {
        vendors.values().forEach(VendorCalls::stopWaiting);
        runner.stop(patience, Duration.ofSeconds(1));
    }

    /** Ends with the context: waits first, so that runs can end in order; then whatever is left of them. */
    private static final class Ending extends LifecycleStrategySupport {
        private final Rollcall rollcall;
        private final List<ExecutorService> threads;

        Ending(Rollcall rollcall, List<ExecutorService> threads) {
            this.rollcall = rollcall;
            this.threads = List.copyOf(threads);
        }

        @Override
        public void onContextStopping(CamelContext context) {
            rollcall.vendors.values().forEach(VendorCalls::stopWaiting);
        }

        @Override
        public void onContextStopped(CamelContext context) {
            threads.forEach(ExecutorService::shutdownNow);
            rollcall.runner.stop();
        }
    }
}
