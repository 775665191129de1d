package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.support.LeanContext;
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

/** The Camel context with Rollcall, and the store, of one command. Used by one thread; {@link #stopRuns} by any. */
final class Engine implements AutoCloseable {
    /** How long calls may take after a stop; the rest of the five seconds is for reports and store. */
    private static final Duration STOP_GRACE = Duration.ofMillis(1500);

    /** How long the program waits at its end for the delivery of events. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

    /** All flows have ended before; remaining calls are cancelled. */
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
        LeanContext context = new LeanContext("rollcall");
        context.setSourceLocationEnabled(false);
        context.getShutdownStrategy().setTimeout(SECONDS_TO_STOP);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.build();
        if (config.flows().stream().anyMatch(flow -> flow.notification() != null)) {
            throughTheProxy(context);
        }
        Store store = Store.open(config.store(), clock);
        try {
            StoreStart.problem(config.store(), store).ifPresent(problem -> {
                throw new UsageException(problem);
            });
            Rollcall rollcall =
                    Rollcall.install(context, config, store, clock, FlowListener.of(listener, new HeapGrowth()), calls);
            context.start();
            return new Engine(context, store, rollcall);
        } catch (Exception unusable) {
            context.stop();
            store.close();
            throw unusable;
        }
    }

    // events use the same proxy as the vendor calls
    private static void throughTheProxy(CamelContext context) {
        for (String name : List.of("http", "https")) {
            HttpComponent http = new HttpComponent();
            http.setUseSystemProperties(true);
            context.addComponent(name, http);
        }
    }

    /** Waits for the delivery of events, with a limit. */
    void awaitNotified() throws InterruptedException {
        rollcall.awaitNotified(DELIVERY_TIMEOUT);
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

    /** Stops the current runs; each makes its report. */
    void stopRuns() {
        // a run that waits for the store can then make its report
        store.endWaits(STOP_GRACE);
        try {
            rollcall.stop(STOP_GRACE);
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
