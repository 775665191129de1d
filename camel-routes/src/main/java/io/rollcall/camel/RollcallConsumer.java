package io.rollcall.camel;

import io.rollcall.camel.support.UnexpectedErrors;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What Rollcall's consumers share: they hold the component's topology from their start until their shutdown, and send one message for
 * each event. A failure of the route goes to its exception handler, without the event's content. Thread-safe.
 */
abstract class RollcallConsumer extends DefaultConsumer {
    private final RollcallEndpoint endpoint;
    private volatile @Nullable ComponentServices services;

    RollcallConsumer(RollcallEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    final RollcallEndpoint endpoint() {
        return endpoint;
    }

    /** Null before the first start and after the shutdown. */
    final @Nullable ComponentServices services() {
        return services;
    }

    /** Holds the topology; a second start without a shutdown between holds it no second time. */
    final ComponentServices acquire() throws Exception {
        ComponentServices known = ComponentServices.of(endpoint.getCamelContext());
        if (services == null) {
            endpoint.getComponent().topology().acquire(known);
            services = known;
        }
        return known;
    }

    @Override
    protected void doShutdown() throws Exception {
        ComponentServices held = services;
        if (held != null) {
            endpoint.getComponent().topology().release(held);
            services = null;
        }
        super.doShutdown();
    }

    /** @param event what names the event in a warning: without personal data */
    final void send(String event, Consumer<Exchange> fill) {
        Exchange exchange = createExchange(false);
        try {
            fill.accept(exchange);
            getProcessor().process(exchange);
        } catch (Exception | Error failure) {
            exchange.setException(failure);
        } finally {
            if (exchange.getException() != null) {
                getExceptionHandler()
                        .handleException(
                                "The route of " + endpoint + " failed for an event " + event + " ("
                                        + UnexpectedErrors.name(exchange.getException()) + ")",
                                exchange,
                                exchange.getException());
            }
            releaseExchange(exchange, false);
        }
    }
}
