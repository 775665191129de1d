package io.rollcall.app;

import io.rollcall.camel.CallListener;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.Rollcall;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.store.Store;
import io.rollcall.store.StoreStart;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with Rollcall in it and a store beside it, for the time of one command. */
final class Engine implements AutoCloseable {
    /** Calls under way when the program is stopped have this long; the rest of the five seconds is for reports and store. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /** An endpoint that does not answer keeps a program that is done anyway no longer than this. */
    private static final Duration TO_ARRIVE = Duration.ofSeconds(10);

    /** By then all flows have ended; a call that nobody waits for any more is cut off. */
    private static final int SECONDS_TO_STOP = 1;

    private final CamelContext context;
    private final Store store;
    private final Rollcall rollcall;

    private Engine(CamelContext context, Store store, Rollcall rollcall) {
        this.context = context;
        this.store = store;
        this.rollcall = rollcall;
    }

    static Engine start(RollcallConfig config, FlowListener listener, CallListener calls) throws Exception {
        ProxyFromEnvironment.install(System.getenv());
        Clock clock = Clock.systemUTC();
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("rollcall");
        context.disableJMX();
        context.setSourceLocationEnabled(false);
        context.getShutdownStrategy().setTimeout(SECONDS_TO_STOP);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        if (config.flows().stream().anyMatch(flow -> flow.notification() != null)) {
            throughTheProxy(context);
        }
        Store store = Store.open(config.store(), clock);
        try {
            StoreStart.problem(config.store(), store).ifPresent(problem -> {
                throw new UsageException(problem);
            });
            Rollcall rollcall = Rollcall.install(context, config, store, clock, listener, calls);
            context.start();
            return new Engine(context, store, rollcall);
        } catch (Exception unusable) {
            context.stop();
            store.close();
            throw unusable;
        }
    }

    // what flows tell goes the same way to the world as the calls to the vendors
    private static void throughTheProxy(CamelContext context) {
        for (String name : List.of("http", "https")) {
            HttpComponent http = new HttpComponent();
            http.setUseSystemProperties(true);
            context.addComponent(name, http);
        }
    }

    /** Gives what flows told a while to arrive, when nobody waits for the program to end. */
    void awaitNotified() throws InterruptedException {
        rollcall.awaitNotified(TO_ARRIVE);
    }

    /** Runs a flow once on the calling thread. */
    FlowReport run(FlowConfig flow, Mode mode) {
        return rollcall.run(flow, mode).orElseThrow(() -> new IllegalStateException("a flow is running twice"));
    }

    Rollcall rollcall() {
        return rollcall;
    }

    Store store() {
        return store;
    }

    /** Ends the runs that go on; each makes its report. */
    void stopRuns() {
        // by then a run that waits for the store must be able to make its report
        store.endWaits(PATIENCE);
        try {
            rollcall.stop(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopRuns();
        context.stop();
        store.close();
    }
}
