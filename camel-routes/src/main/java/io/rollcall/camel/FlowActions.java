package io.rollcall.camel;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.flow.FlowRun;
import io.rollcall.camel.internal.flow.RunRequest;
import io.rollcall.flow.FlowConfig;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.Plan;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.roster.RosterConfig;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations that run flows, whole or step by step. Stateless and thread-safe. */
final class FlowActions {
    private static final Logger LOG = LoggerFactory.getLogger(FlowActions.class);

    private FlowActions() {}

    /**
     * What an operation does, for the flow of an endpoint.
     *
     * @throws IllegalArgumentException if the flow is not configured, or the mode is none
     */
    static RollcallProducer.Action of(
            RollcallOperation operation, RollcallEndpoint endpoint, ComponentServices services) {
        String name = String.valueOf(endpoint.getFlow());
        services.flows().require(name);
        // the flow may be replaced after the start
        Supplier<FlowConfig> flow = () -> services.flows().require(name);
        return switch (operation) {
            case RUN -> {
                Mode mode = mode(endpoint.getMode());
                yield done(exchange -> {
                    services.chains().check(exchange, name);
                    Optional<FlowReport> report = services.runner()
                            .run(RunRequest.ofCaller(flow.get(), mode), services.steps(), FlowListener.NONE);
                    if (report.isEmpty()) {
                        LOG.info("The flow {} is running already; this message does not start it again.", name);
                    } else {
                        services.chains().ended(name);
                    }
                    return report.orElse(null);
                });
            }
            case OBSERVE -> {
                Mode mode = mode(endpoint.getMode());
                yield done(exchange -> begin(exchange, flow.get(), mode, services)
                        .map(FlowRun::observe)
                        .orElse(null));
            }
            case PLAN -> done(exchange -> run(exchange, flow.get()).plan(body(exchange, Observation.class, "observe")));
            case APPLY -> done(exchange -> run(exchange, flow.get()).apply(body(exchange, Plan.class, "plan")));
            case DEPARTMENTS -> {
                Mode mode = mode(endpoint.getMode());
                yield done(exchange -> begin(exchange, flow.get(), mode, services)
                        .map(run -> run.roster("departments").departments())
                        .orElse(null));
            }
            case DEPARTMENT_PAGES ->
                done(exchange -> run(exchange, flow.get())
                        .roster("department-pages")
                        .pages(elements(exchange, "the Departments that rollcall:departments made")));
            case ENRICH ->
                done(exchange -> run(exchange, flow.get())
                        .roster("enrich")
                        .enrich(elements(exchange, "the PersonPages that rollcall:department-pages made")));
            case WRITE ->
                done(exchange -> run(exchange, flow.get())
                        .roster("write")
                        .write(elements(exchange, "the RosterBatches that rollcall:enrich made")));
            case REPORT -> done(exchange -> run(exchange, flow.get()).report());
            default -> throw new IllegalArgumentException("rollcall:" + operation.path() + " runs no flow");
        };
    }

    private static RollcallProducer.Action done(Function<Exchange, @Nullable Object> step) {
        return exchange -> CompletableFuture.completedFuture(step.apply(exchange));
    }

    private static Mode mode(String text) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The option mode must be once, plan or run."));
    }

    /** The run of an exchange, or a new one; empty if the flow is running already: then the route ends here. */
    private static Optional<FlowRun> begin(Exchange exchange, FlowConfig flow, Mode mode, ComponentServices services) {
        FlowRun known = FlowRun.of(exchange);
        if (known != null
                && known.name().flow().equals(flow.name())
                && known.ended().isEmpty()) {
            return Optional.of(known);
        }
        services.chains().check(exchange, flow.name());
        Optional<FlowRun> begun = services.runner().begin(RunRequest.ofCaller(flow, mode), FlowListener.NONE);
        if (begun.isEmpty()) {
            LOG.info("The flow {} is running already; this message does not start it again.", flow.name());
            exchange.setRouteStop(true);
            return begun;
        }
        FlowRun run = begun.get();
        run.attachTo(exchange);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                run.end(ended.getException());
                services.chains().ended(flow.name());
            }
        });
        return begun;
    }

    private static FlowRun run(Exchange exchange, FlowConfig flow) {
        FlowRun run = FlowRun.of(exchange);
        if (run == null || !run.name().flow().equals(flow.name())) {
            throw new IllegalStateException("This step needs a run of the flow " + flow.name()
                    + ". Start it earlier in the same route with rollcall:"
                    + (flow instanceof RosterConfig ? "departments" : "observe") + "?flow=" + flow.name() + ".");
        }
        return run;
    }

    private static <T> T body(Exchange exchange, Class<T> type, String step) {
        Object body = exchange.getMessage().getBody();
        if (!type.isInstance(body)) {
            throw Bodies.wrong("the " + type.getSimpleName() + " that rollcall:" + step + " made", body);
        }
        return type.cast(body);
    }

    /** A body that is read element by element. */
    private static Iterator<?> elements(Exchange exchange, String expected) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Iterator<?> elements) {
            return elements;
        } else if (body instanceof Iterable<?> elements) {
            return elements.iterator();
        }
        throw Bodies.wrong(expected + ", or an Iterable of its elements", body);
    }
}
