package io.rollcall.camel.internal.http;

import io.rollcall.call.Event;
import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The route that sends one request to a vendor, with an HTTP component of its own: the host's is never touched. Nothing
 * here repeats, redirects, keeps cookies or copies headers.
 *
 * <p>The exchange's property {@link #REQUEST} holds the request, and {@link #EVENT} afterwards what became of it.
 */
public final class HttpSending extends RouteBuilder {
    /** The property with the {@link HttpRequest} to send. */
    public static final String REQUEST = "CamelRollcallHttpRequest";

    /** The property with the {@link Event} that came of it. */
    public static final String EVENT = "CamelRollcallHttpEvent";

    private static final String COMPONENT = "rollcall-http";
    private static final String NUMBER = "CamelRollcallEnvelope";

    // a pooled connection that the vendor closed meanwhile must not cost a call whose outcome nobody knows
    private static final TimeValue CHECK_AFTER_IDLE = TimeValue.ofMilliseconds(100);

    private final String account;
    private final Collection<URI> addresses;
    private final Courier courier;

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
        this.courier = new Courier(http.responseTimeout(), timer);
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
        component.setResponseTimeout(http.responseTimeout().toMillis());
        return component;
    }

    private static PoolingHttpClientConnectionManager connections(RollcallConfig.Http http, HostNetwork host) {
        return PoolingHttpClientConnectionManagerBuilder.create()
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

    /** How many requests are under way. */
    int underWay() {
        return courier.underWay();
    }

    private String uri(URI address) {
        return component() + ":" + address + "?throwExceptionOnFailure=false";
    }

    private void seal(Exchange exchange) {
        HttpRequest request = request(exchange);
        String number = courier.accept(new Envelope(request));
        exchange.setProperty(NUMBER, number);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Courier.ENVELOPE, number);
        // camel-http sends a message without a body as GET and any other as POST
        exchange.getMessage().setBody(request.method() == HttpRequest.Method.GET ? null : new byte[0]);
    }

    private void open(Exchange exchange) {
        Envelope envelope = courier.handBack(exchange.getProperty(NUMBER, String.class));
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String why = failure == null ? "the connection broke" : Words.of(failure, envelope.proxy());
        // which host is what the person who must act needs to know, and no secret
        exchange.setProperty(
                EVENT, envelope.lost(why + " (" + request(exchange).base().getAuthority() + ")"));
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
            return !Courier.ENVELOPE.equals(name);
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return true;
        }
    }
}
