package io.rollcall.camel.internal.flow;

import io.rollcall.camel.FatalErrors;
import io.rollcall.config.FlowConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a flow look once as soon as its route starts, and not only when its schedule comes to pass for the first time; but
 * not before the context has started, when not every route is there that a look needs. Thread-safe.
 */
public final class FirstLooks {
    private static final Logger LOG = LoggerFactory.getLogger(FirstLooks.class);

    private final CamelContext context;
    private final FlowRoutes routes;
    private final ExecutorService threads;
    private List<FlowConfig> waiting = new ArrayList<>();
    private boolean contextHasStarted;

    public FirstLooks(CamelContext context, FlowRoutes routes, ExecutorService threads) {
        this.context = context;
        this.routes = routes;
        this.threads = threads;
    }

    /** The route that runs a flow on its schedule has started, and no other process runs the flow. */
    synchronized void started(FlowConfig flow) {
        if (contextHasStarted || context.isStarted()) {
            look(flow);
        } else {
            waiting.add(flow);
        }
    }

    /** The context has started. */
    public synchronized void contextStarted() {
        contextHasStarted = true;
        List<FlowConfig> due = waiting;
        waiting = new ArrayList<>();
        due.forEach(this::look);
    }

    private void look(FlowConfig flow) {
        threads.execute(() -> {
            try {
                routes.runScheduled(flow, report -> {});
            } catch (RuntimeException | Error defect) {
                FatalErrors.report(defect);
                // nobody waits for this run who could be told otherwise
                LOG.error("the first look of flow {} failed; this is a defect of Rollcall", flow.name(), defect);
            }
        });
    }
}
