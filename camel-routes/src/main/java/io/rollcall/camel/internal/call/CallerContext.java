package io.rollcall.camel.internal.call;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.EventHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Who makes a call: the thread's MDC and the exchange, if there is one. Both continue into the vendor's request, which is
 * sent on another thread. Immutable and thread-safe.
 *
 * <p>Tracers of Camel listen to the host's events and keep their spans in the exchange's properties. So each request is
 * announced in the host's context as sent on a copy of the exchange, which has neither body nor headers, to the endpoint
 * {@code rollcall-vendor:OPERATION}. Its span is a child of the caller's.
 */
public final class CallerContext {
    private final Map<String, String> mdc;
    private final @Nullable Exchange exchange;

    private CallerContext(Map<String, String> mdc, @Nullable Exchange exchange) {
        this.mdc = mdc;
        this.exchange = exchange;
    }

    /** The calling thread, without an exchange. */
    public static CallerContext current() {
        return of(null);
    }

    /**
     * The calling thread, which processes an exchange.
     *
     * @param exchange read here only; null where there is none
     */
    public static CallerContext of(@Nullable Exchange exchange) {
        Map<String, String> mdc = MDC.getCopyOfContextMap();
        return new CallerContext(mdc == null ? Map.of() : mdc, exchange == null ? null : withoutMessage(exchange));
    }

    private static Exchange withoutMessage(Exchange exchange) {
        Exchange copy = exchange.getExchangeExtension().createCopyWithProperties(exchange.getContext());
        copy.setExchangeId(exchange.getExchangeId());
        copy.getExchangeExtension().setFromEndpoint(exchange.getFromEndpoint());
        copy.getExchangeExtension().setFromRouteId(exchange.getFromRouteId());
        return copy;
    }

    /** Runs something on this thread with the caller's MDC. */
    public void run(Runnable task) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        try {
            MDC.setContextMap(mdc);
            task.run();
        } finally {
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }

    /** Announces in the host that a request is being sent. */
    Sending sending(OperationName operation) {
        return exchange == null ? new Sending(null, operation) : new Sending(withoutMessage(exchange), operation);
    }

    /** A request while it is sent. Used by one thread. */
    static final class Sending {
        private final @Nullable Exchange exchange;
        private final @Nullable VendorEndpoint endpoint;
        private final long started = System.nanoTime();

        private Sending(@Nullable Exchange exchange, OperationName operation) {
            this.exchange = exchange;
            this.endpoint = exchange == null ? null : new VendorEndpoint(exchange.getContext(), operation);
            if (exchange != null) {
                EventHelper.notifyExchangeSending(exchange.getContext(), exchange, endpoint);
            }
        }

        /**
         * Announces the end.
         *
         * @param fault what was wrong; null if the request succeeded
         */
        void sent(Fault.@Nullable Kind fault) {
            if (exchange != null) {
                if (fault != null) {
                    exchange.setException(new FailedRequestException(fault.word()));
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
                EventHelper.notifyExchangeSent(exchange.getContext(), exchange, endpoint, millis);
            }
        }
    }

    /** Names an operation in events; nothing can be sent to it. */
    private static final class VendorEndpoint extends DefaultEndpoint {
        private static final String FOR_EVENTS_ONLY =
                "rollcall-vendor: names a vendor request in events and spans. Send to rollcall: instead.";

        VendorEndpoint(CamelContext context, OperationName operation) {
            super("rollcall-vendor:" + operation, new VendorComponent(context));
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException(FOR_EVENTS_ONLY);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException(FOR_EVENTS_ONLY);
        }
    }

    private static final class VendorComponent extends DefaultComponent {
        VendorComponent(CamelContext context) {
            super(context);
        }

        @Override
        protected DefaultEndpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            throw new UnsupportedOperationException(VendorEndpoint.FOR_EVENTS_ONLY);
        }
    }

    /** Marks a span as failed; holds the kind of the fault only. */
    private static final class FailedRequestException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedRequestException(String kind) {
            super(kind, null, false, false);
        }
    }
}
