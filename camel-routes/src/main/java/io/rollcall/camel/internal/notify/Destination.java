package io.rollcall.camel.internal.notify;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.report.JsonLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint for a flow's events, started with the first event. It is not part of a route, so no error handler of the host
 * repeats an event, and no dump of routes shows its URI. Used by one thread, except {@link #close}.
 */
public final class Destination {
    private static final int MAX_RESPONSE_BYTES = 64 << 10;

    /** camel-kafka reads the first of these up to Camel 4.19, and the second one since. */
    private static final List<String> KAFKA_KEYS = List.of("kafka.KEY", "CamelKafkaKey");

    private final Endpoint endpoint;
    private @Nullable ProducerTemplate template;
    private boolean closed;

    Destination(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Sends an event.
     *
     * @param key what the event is about; Kafka keeps events of one key in their order
     * @param chain the flows whose events led to it, and the flow itself
     */
    void send(String flow, String event, String key, Set<String> chain, String json) throws Exception {
        Exchange exchange = exchange(ExchangePattern.InOnly, flow, event, json);
        RunChains.mark(exchange, chain);
        if (endpoint.getEndpointBaseUri().startsWith("kafka:")) {
            KAFKA_KEYS.forEach(header -> exchange.getMessage().setHeader(header, key));
        }
        template().send(endpoint, exchange);
        Exception failure = exchange.getException();
        if (failure != null) {
            throw failure;
        }
        if (endpoint instanceof HttpEndpoint http) {
            String refusal = RobotResponse.refusal(http.getHttpUri().getHost(), start(exchange));
            if (refusal != null) {
                throw new RefusedByRobotException(refusal);
            }
        }
    }

    /** Sends a plan and returns the response, which is empty if there is none. */
    public byte[] request(String flow, String json) throws Exception {
        Exchange exchange = exchange(ExchangePattern.InOut, flow, "plan", json);
        template().send(endpoint, exchange);
        Exception failure = exchange.getException();
        if (failure != null) {
            throw failure;
        }
        Object body = exchange.getMessage().getBody();
        // a host's route may return maps and lists that it read from JSON
        return body instanceof Map || body instanceof Collection
                ? JsonLine.of(body).getBytes(StandardCharsets.UTF_8)
                : start(exchange);
    }

    private Exchange exchange(ExchangePattern pattern, String flow, String event, String json) {
        Exchange exchange = endpoint.createExchange(pattern);
        // UTF-8, independent of the host's default
        exchange.setProperty(Exchange.CHARSET_NAME, StandardCharsets.UTF_8.name());
        exchange.getMessage().setHeader(RollcallConstants.FLOW, flow);
        exchange.getMessage().setHeader(RollcallConstants.EVENT, event);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        // camel-http would send GET without a body if the URI has a query
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
        exchange.getMessage().setBody(json);
        return exchange;
    }

    private static byte[] start(Exchange exchange) throws IOException {
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            return body == null ? new byte[0] : body.readNBytes(MAX_RESPONSE_BYTES);
        }
    }

    /** A response of HTTP status 200 that rejects the event; the message explains why. */
    static final class RefusedByRobotException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedByRobotException(String message) {
            super(message, null, false, false);
        }
    }

    private synchronized ProducerTemplate template() {
        if (closed) {
            throw new IllegalStateException("the context was stopped");
        }
        if (template == null) {
            CamelContext context = endpoint.getCamelContext();
            ServiceHelper.startService(endpoint);
            ProducerTemplate created = context.createProducerTemplate(1);
            // the host's event notifiers do not receive these exchanges
            created.setEventNotifierEnabled(false);
            template = created;
        }
        return template;
    }

    /** Stops the endpoint and closes its connections, also during a request. */
    public synchronized void close() {
        closed = true;
        ServiceHelper.stopAndShutdownServices(template, endpoint);
    }
}
