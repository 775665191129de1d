package io.rollcall.camel.internal.http;

import io.rollcall.call.CallEvent;
import io.rollcall.camel.FatalErrors;
import io.rollcall.camel.UnexpectedErrors;
import io.rollcall.camel.internal.call.CallExecutor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route that sends one request to a vendor, with an HTTP component of its own: the host's is never touched. Nothing
 * here repeats, redirects, keeps cookies or copies headers.
 *
 * <p>The exchange's property {@link #REQUEST} holds the request, and {@link #EVENT} afterwards what became of it.
 */
public final class HttpSending extends RouteBuilder implements CallExecutor.Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSending.class);

    /** The property with the {@link HttpRequest} to send. */
    public static final String REQUEST = "CamelRollcallHttpRequest";

    /** The property with the {@link CallEvent} that came of it. */
    public static final String EVENT = "CamelRollcallHttpEvent";

    /** The property that says whether the request must not go out on a connection that was used before. */
    private static final String FRESH = "CamelRollcallHttpFresh";

    /** The property with the turn that a large answer takes until it is read. */
    private static final String TURN = "CamelRollcallHttpTurn";

    private static final String COMPONENT = "rollcall-http";
    private static final String NUMBER = "CamelRollcallEnvelope";

    // a pooled connection that the vendor closed meanwhile must not cost a call whose outcome nobody knows
    private static final TimeValue CHECK_AFTER_IDLE = TimeValue.ofMilliseconds(100);

    private final String account;
    private final Collection<URI> addresses;
    private final HttpTransport courier;
    private @Nullable Producer producer;

    /** The uri that sends for an account. */
    public static String entry(String account) {
        return "direct:rollcall-" + account + "-send";
    }

    /**
     * @param account whose requests it sends
     * @param addresses the base addresses that the account's operations use
     */
    public HttpSending(
            CamelContext context,
            String account,
            Collection<URI> addresses,
            RollcallConfig.Http http,
            ScheduledExecutorService timer) {
        super(context);
        this.account = account;
        this.addresses = addresses;
        this.courier = new HttpTransport(http.connectTimeout(), http.responseTimeout(), timer);
        HostNetwork host = HostNetwork.of(context);
        HttpComponent component = httpComponent(http, host);
        host.proxy(component);
        context.addComponent(component(), component);
    }

    private String component() {
        return COMPONENT + "-" + account;
    }

    private HttpComponent httpComponent(RollcallConfig.Http http, HostNetwork host) {
        HttpComponent component = new HttpComponent();
        component.setClientConnectionManager(connections(http, host));
        component.setHttpClientConfigurer(courier::configure);
        component.setHeaderFilterStrategy(new EnvelopeOnly());
        component.setUseSystemProperties(true);
        component.setAutomaticRetriesDisabled(true);
        component.setRedirectHandlingDisabled(true);
        component.setFollowRedirects(false);
        component.setCookieManagementDisabled(true);
        component.setAuthCachingDisabled(true);
        component.setCopyHeaders(false);
        component.setSkipControlHeaders(true);
        component.setSkipResponseHeaders(true);
        component.setConnectionRequestTimeout(http.connectTimeout().toMillis());
        component.setConnectTimeout(http.connectTimeout().toMillis());
        // the courier's deadline comes first
        component.setResponseTimeout(http.responseTimeout().plusSeconds(1).toMillis());
        return component;
    }

    private static PoolingHttpClientConnectionManager connections(RollcallConfig.Http http, HostNetwork host) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(ReadLimits.HTTP1)
                        .build())
                .useSystemProperties()
                .setTlsSocketStrategy(host.tls())
                .setMaxConnTotal(http.concurrency())
                .setMaxConnPerRoute(http.concurrency())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(http.connectTimeout()))
                        .setSocketTimeout(Timeout.of(http.responseTimeout()))
                        .setValidateAfterInactivity(CHECK_AFTER_IDLE)
                        .build())
                .build();
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        ChoiceDefinition choice = from(entry(account))
                .routeId("rollcall-" + account + "-send")
                .process(this::seal)
                .id("rollcall-" + account + "-seal")
                .doTry()
                .choice();
        for (URI address : addresses) {
            choice.when(exchange -> request(exchange).base().equals(address))
                    .to(uri(address))
                    .endChoice();
        }
        choice.otherwise()
                .throwException(new IllegalStateException("an operation uses an address that was not announced"))
                .endChoice()
                .end()
                .endDoTry()
                .doCatch(IOException.class, HttpException.class)
                .id("rollcall-" + account + "-lost")
                // whatever happened, a defect included, the envelope is handed back
                .doFinally()
                .process(this::open)
                .id("rollcall-" + account + "-open")
                .end();
    }

    @Override
    public void send(HttpRequest request, boolean action, Consumer<CallEvent> then) {
        Exchange exchange = new DefaultExchange(getContext());
        exchange.setProperty(REQUEST, request);
        exchange.setProperty(FRESH, action);
        try (LargeResponseLimit.Turn turn = new LargeResponseLimit.Turn()) {
            exchange.setProperty(TURN, turn);
            process(exchange);
            then.accept(event(exchange));
        }
    }

    private void process(Exchange exchange) {
        try {
            producer().process(exchange);
        } catch (Exception failure) {
            exchange.setException(failure);
        }
    }

    private static CallEvent event(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure instanceof DirectConsumerNotAvailableException) {
            throw new RejectedExecutionException("Rollcall is being stopped", failure);
        }
        if (FatalErrors.in(failure) != null) {
            throw new IllegalStateException("a request could not be sent", failure);
        }
        // a route that is stopped by force fails its exchanges with any exception; that is no defect
        boolean stopping =
                exchange.getContext().isStopping() || exchange.getContext().isStopped();
        if (failure != null && !stopping && !(failure instanceof IOException) && !(failure instanceof HttpException)) {
            LOG.error("a request met an unexpected error; this is a defect", UnexpectedErrors.withoutMessages(failure));
        }
        CallEvent event = exchange.getProperty(EVENT, CallEvent.class);
        return event != null ? event : new CallEvent.Unanswered("an unexpected error happened");
    }

    private synchronized Producer producer() throws Exception {
        Producer known = producer;
        if (known == null) {
            // once the context is stopped, nobody waits for it to come back
            known = getContext().getEndpoint(entry(account) + "?block=false").createProducer();
            known.start();
            producer = known;
        }
        return known;
    }

    /** How many requests are under way. */
    int underWay() {
        return courier.underWay();
    }

    private String uri(URI address) {
        return component() + ":" + address + "?throwExceptionOnFailure=false";
    }

    private void seal(Exchange exchange) {
        HttpRequest request = request(exchange);
        String number = courier.accept(new PendingRequest(
                request,
                Boolean.TRUE.equals(exchange.getProperty(FRESH, Boolean.class)),
                exchange.getProperty(TURN, LargeResponseLimit.Turn.class)));
        exchange.setProperty(NUMBER, number);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(HttpTransport.ENVELOPE, number);
        // camel-http sends a message without a body as GET and any other as POST
        exchange.getMessage().setBody(request.method() == HttpRequest.Method.GET ? null : new byte[0]);
    }

    private void open(Exchange exchange) {
        PendingRequest envelope = courier.handBack(exchange.getProperty(NUMBER, String.class));
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String why = failure == null ? "the connection broke" : NetworkMessages.of(failure, envelope.proxy());
        // which host is what the person who must act needs to know, and no secret
        exchange.setProperty(
                EVENT, envelope.lost(why + " (" + request(exchange).base().getAuthority() + ")"));
        if (exchange.getProperty(TURN) == null) {
            envelope.turn().close();
        }
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        exchange.removeProperty(NUMBER);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    private static HttpRequest request(Exchange exchange) {
        return exchange.getProperty(REQUEST, HttpRequest.class);
    }

    /** Lets the envelope's number out, and nothing in. */
    private static final class EnvelopeOnly implements HeaderFilterStrategy {
        @Override
        public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
            return !HttpTransport.ENVELOPE.equals(name);
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return true;
        }
    }
}
