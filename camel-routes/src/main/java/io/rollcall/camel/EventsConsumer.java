package io.rollcall.camel;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.internal.notify.RunChains;
import io.rollcall.camel.support.UnexpectedErrors;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one message for each event of a flow, or of all flows, in their order and one after the other. A run never waits
 * for its events: if the route is slower than the runs, the oldest events beyond {@value #CAPACITY} are dropped, with a
 * warning. Thread-safe.
 */
final class EventsConsumer extends DefaultConsumer implements FlowEvents.Subscriber {
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventsConsumer.class);
    private static final Set<String> KINDS = Set.of("change", "problem", "report", "roster");

    private final RollcallEndpoint endpoint;
    private final Queue<Event> waiting = new ArrayDeque<>();
    private Set<String> kinds = Set.of();
    private @Nullable ComponentServices services;
    private boolean sending;
    private boolean dropping;

    private record Event(String flow, Set<String> chain, String kind, Object value) {}

    public EventsConsumer(RollcallEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ComponentServices known = ComponentServices.of(endpoint.getCamelContext());
        if (services == null) {
            endpoint.getComponent().topology().acquire(known);
            services = known;
        }
        String flow = endpoint.getFlow();
        if (flow != null) {
            known.flows().require(flow);
        }
        kinds = Arrays.stream(endpoint.getKinds().split(",")).map(String::trim).collect(Collectors.toUnmodifiableSet());
        Set<String> unknown = new TreeSet<>(kinds);
        unknown.removeAll(KINDS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("rollcall:events has no kinds " + String.join(", ", unknown)
                    + ". The kinds are change, problem, report and roster.");
        }
        known.events().subscribe(this);
        if (flow != null && endpoint.getComponent().topology().defines(flow)) {
            // only now, so that the events of its first run arrive
            known.topology().schedule(flow);
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        if (services != null) {
            endpoint.getComponent().topology().release(services);
            services = null;
        }
        super.doShutdown();
    }

    @Override
    protected void doStop() throws Exception {
        if (services != null) {
            services.events().unsubscribe(this);
            String flow = endpoint.getFlow();
            if (flow != null && endpoint.getComponent().topology().defines(flow)) {
                services.topology().unschedule(flow);
            }
        }
        synchronized (this) {
            waiting.clear();
        }
        super.doStop();
    }

    @Override
    public void received(String flow, Set<String> chain, String kind, Object value) {
        if (!kinds.contains(kind)
                || (endpoint.getFlow() != null && !endpoint.getFlow().equals(flow))) {
            return;
        }
        synchronized (this) {
            if (waiting.size() == CAPACITY) {
                waiting.remove();
                if (!dropping) {
                    dropping = true;
                    LOG.warn("The route of {} is slower than the flows. Its oldest events are dropped.", endpoint);
                }
            }
            waiting.add(new Event(flow, chain, kind, value));
            if (sending || services == null) {
                return;
            }
            sending = true;
        }
        Executor threads = services.runs();
        threads.execute(this::sendAll);
    }

    private void sendAll() {
        for (Event event = next(); event != null; event = next()) {
            send(event);
        }
    }

    private ComponentServices known() {
        return Objects.requireNonNull(services, "the consumer has started");
    }

    private synchronized @Nullable Event next() {
        Event event = waiting.poll();
        if (event == null) {
            sending = false;
            dropping = false;
        }
        return event;
    }

    private void send(Event event) {
        Exchange exchange = createExchange(false);
        try {
            if (event.value() instanceof FlowEvents.WrittenRoster roster) {
                exchange.getMessage().setBody(roster.file());
                exchange.getMessage().setHeader(RollcallConstants.COMPLETE, roster.complete());
                exchange.setProperty(ExchangePropertyKey.CHARSET_NAME, "UTF-8");
            } else {
                exchange.getMessage().setBody(event.value());
            }
            exchange.getMessage().setHeader(RollcallConstants.FLOW, event.flow());
            exchange.getMessage().setHeader(RollcallConstants.EVENT, event.kind());
            RunChains.mark(exchange, event.chain());
            getProcessor().process(exchange);
        } catch (Exception | Error failure) {
            exchange.setException(failure);
        } finally {
            if (exchange.getException() != null) {
                getExceptionHandler()
                        .handleException(
                                "The route of " + endpoint + " failed for an event of flow " + event.flow() + " ("
                                        + UnexpectedErrors.name(exchange.getException()) + ")",
                                exchange,
                                exchange.getException());
            }
            releaseExchange(exchange, false);
        }
    }
}
