package io.rollcall.camel.internal.flow;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.config.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.setting.ValueTypes;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint that runs a flow, {@link RollcallConstants#RUN_FLOW}: on a thread of Rollcall's own, so that callers may
 * wait or not, as they like.
 */
public final class FlowRoutes extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(FlowRoutes.class);

    private final FlowRunner runner;
    private final FlowRegistry flows;
    private final ExecutorService threads;
    private final ExclusiveFlows exclusive;

    /**
     * @param exclusive decides which process runs a scheduled flow
     * @param threads on which flows run that a host asks for, and on which its routes go on
     */
    public FlowRoutes(
            CamelContext context,
            FlowRunner runner,
            FlowRegistry flows,
            ExclusiveFlows exclusive,
            ExecutorService threads) {
        super(context);
        this.runner = runner;
        this.flows = flows;
        this.threads = threads;
        this.exclusive = exclusive;
    }

    ExclusiveFlows exclusive() {
        return exclusive;
    }

    /** Runs a flow because of its schedule, on this thread, unless it is running already, here or in another process. */
    void runScheduled(FlowConfig flow, Consumer<FlowReport> reader) {
        exclusive.run(flow.name(), () -> run(flow, Mode.RUN).ifPresent(reader));
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(RollcallConstants.RUN_FLOW)
                .routeId("rollcall-run-flow")
                .process(new Running())
                .id("rollcall-run-flow-run");
    }

    /** Runs the flow that a message names. */
    private final class Running extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            threads.execute(() -> {
                try {
                    run(exchange.getMessage());
                } catch (RuntimeException | Error refused) {
                    // whatever it is: nobody may be left without an answer
                    exchange.setException(refused);
                }
                callback.done(false);
            });
            return false;
        }
    }

    private void run(Message message) {
        String name = message.getHeader(RollcallConstants.FLOW, "", String.class);
        Mode mode = mode(message.getHeader(RollcallConstants.MODE, Mode.ONCE.word(), String.class));
        message.setBody(run(named(flows, name), mode).orElse(null));
    }

    /** Runs a flow on this thread; empty where it is running already. */
    Optional<FlowReport> run(FlowConfig flow, Mode mode) {
        Optional<FlowReport> report = runner.run(flow, mode);
        if (report.isEmpty()) {
            LOG.info("flow {} is still running; this time is left out", flow.name());
        }
        return report;
    }

    static FlowConfig named(FlowRegistry flows, String name) {
        return flows.named(name).orElseThrow(() -> new IllegalArgumentException(unknown(flows, name)));
    }

    static String unknown(FlowRegistry flows, String name) {
        return "there is no flow named " + ValueTypes.quoted(name) + "; there "
                + (flows.names().isEmpty() ? "is none" : "are " + String.join(", ", flows.names()));
    }

    private static Mode mode(String word) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode must be once, plan or run"));
    }
}
