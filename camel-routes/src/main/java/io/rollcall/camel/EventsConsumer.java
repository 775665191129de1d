package io.rollcall.camel;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.internal.notify.RunChains;
import io.rollcall.report.FlowReport;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one message for each event of a flow, or of all flows, in their order and one after the other. A run never waits
 * for its events: if the route is slower than the runs, the oldest events beyond {@value #CAPACITY} are dropped, with a
 * warning. Thread-safe.
 */
final class EventsConsumer extends RollcallConsumer implements FlowEvents.Subscriber {
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventsConsumer.class);
    private static final Set<String> KINDS = Set.of("change", "problem", "report", "roster");

    private final Queue<Event> waiting = new ArrayDeque<>();
    private Set<String> kinds = Set.of();
    private volatile @Nullable RobotFormat format;
    private boolean sending;
    private boolean dropping;

    private record Event(String flow, Set<String> chain, String kind, Object value) {}

    public EventsConsumer(RollcallEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ComponentServices known = acquire();
        String flow = endpoint().getFlow();
        if (flow != null) {
            known.flows().require(flow);
        }
        kinds = Arrays.stream(endpoint().getKinds().split(","))
                .map(String::trim)
                .collect(Collectors.toUnmodifiableSet());
        Set<String> unknown = new TreeSet<>(kinds);
        unknown.removeAll(KINDS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("rollcall:events has no kinds " + String.join(", ", unknown)
                    + ". The kinds are change, problem, report and roster.");
        }
        String robot = endpoint().getFormat();
        format = robot == null ? null : RobotFormat.of(robot, kinds, endpoint().getLanguage());
        known.events().subscribe(this);
        if (flow != null && endpoint().getComponent().topology().defines(flow)) {
            // only now, so that the events of its first run arrive
            known.topology().schedule(flow);
        }
    }

    @Override
    protected void doStop() throws Exception {
        ComponentServices known = services();
        if (known != null) {
            known.events().unsubscribe(this);
            String flow = endpoint().getFlow();
            if (flow != null && endpoint().getComponent().topology().defines(flow)) {
                known.topology().unschedule(flow);
            }
        }
        synchronized (this) {
            waiting.clear();
        }
        super.doStop();
    }

    @Override
    public void received(String flow, Set<String> chain, String kind, Object value) {
        boolean isWanted = format == null ? kinds.contains(kind) : value instanceof FlowReport;
        if (!isWanted || (endpoint().getFlow() != null && !endpoint().getFlow().equals(flow))) {
            return;
        }
        ComponentServices known = services();
        synchronized (this) {
            if (waiting.size() == CAPACITY) {
                waiting.remove();
                if (!dropping) {
                    dropping = true;
                    LOG.warn("The route of {} is slower than the flows. Its oldest events are dropped.", endpoint());
                }
            }
            waiting.add(new Event(flow, chain, kind, value));
            if (sending || known == null) {
                return;
            }
            sending = true;
        }
        known.runs().execute(this::sendAll);
    }

    private void sendAll() {
        for (Event event = next(); event != null; event = next()) {
            send(event);
        }
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
        RobotFormat robot = format;
        Object body = event.value();
        if (robot != null && body instanceof FlowReport report) {
            Optional<String> message = robot.body(report);
            if (message.isEmpty()) {
                return;
            }
            body = message.get();
        }
        Object sent = body;
        send("of flow " + event.flow(), exchange -> {
            if (event.value() instanceof FlowEvents.WrittenRoster roster) {
                exchange.getMessage().setBody(roster.file());
                exchange.getMessage().setHeader(RollcallConstants.COMPLETE, roster.complete());
                exchange.setProperty(ExchangePropertyKey.CHARSET_NAME, "UTF-8");
            } else {
                exchange.getMessage().setBody(sent);
            }
            exchange.getMessage().setHeader(RollcallConstants.FLOW, event.flow());
            exchange.getMessage().setHeader(RollcallConstants.EVENT, event.kind());
            RunChains.mark(exchange, event.chain());
        });
    }
}
