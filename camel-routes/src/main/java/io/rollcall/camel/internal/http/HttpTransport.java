package io.rollcall.camel.internal.http;

import io.rollcall.call.CallEvent;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the requests of one account over camel-http: an HTTP component of the account's own in the private context, and a
 * producer for each base address, called directly. The exchanges are empty, see {@link ClientInterceptors}. Nothing here
 * retries, redirects or keeps cookies. Thread-safe.
 */
public final class HttpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    // a pooled connection that the vendor closed meanwhile must not cost a call whose outcome is then unknown
    private static final TimeValue CHECK_AFTER_IDLE = TimeValue.ofMilliseconds(100);

    private final CamelContext context;
    private final ClientInterceptors interceptors;
    private final String scheme;
    private final Map<URI, Producer> producers = new ConcurrentHashMap<>();

    /**
     * @param inside is running
     * @param account whose requests it sends
     * @param addresses the base addresses that the account's operations use
     */
    public HttpTransport(
            PrivateContext inside,
            String account,
            Collection<URI> addresses,
            RollcallConfig.Http http,
            ScheduledExecutorService timer)
            throws Exception {
        context = inside.context();
        interceptors = new ClientInterceptors(http.connectTimeout(), http.responseTimeout(), timer);
        HostNetwork host = HostNetwork.of(inside.host());
        HttpComponent component = component(http, host);
        host.proxy(component);
        scheme = "rollcall-http-" + account;
        context.addComponent(scheme, component);
        add(addresses);
    }

    /** Makes further base addresses known. Used by one thread at a time. */
    public void add(Collection<URI> addresses) throws Exception {
        for (URI address : addresses) {
            if (!producers.containsKey(address)) {
                Producer producer = context.getEndpoint(scheme + ":" + address).createProducer();
                producer.start();
                producers.put(address, producer);
            }
        }
    }

    /** Closes all connections. No request must be in progress. */
    public void close() throws Exception {
        producers.values().forEach(Producer::stop);
        context.removeEndpoints(scheme + ":*");
        context.removeComponent(scheme);
    }

    private HttpComponent component(RollcallConfig.Http http, HostNetwork host) {
        HttpComponent component = new VendorHttpComponent(http);
        component.setClientConnectionManager(connections(http, host));
        component.setHttpClientConfigurer(interceptors::configure);
        return component;
    }

    private static PoolingHttpClientConnectionManager connections(RollcallConfig.Http http, HostNetwork host) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(ResponseReader.HTTP1)
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
    public void send(HttpRequest request, boolean action, Consumer<CallEvent> then) {
        Producer producer = producers.get(request.base());
        if (producer == null) {
            throw new IllegalStateException("an operation uses an address that its application does not name");
        }
        if (!context.isStarted()) {
            throw new RejectedExecutionException("Rollcall is being stopped");
        }
        try (ResponseReader reader = new ResponseReader()) {
            PendingRequest pending = new PendingRequest(request, action, reader);
            String why = send(producer, pending);
            // the person who must act needs the host's name, and it is no secret
            then.accept(pending.result(why + " (" + request.base().getAuthority() + ")"));
        }
    }

    /**
     * Sends on this thread.
     *
     * @return why it failed, if it did
     */
    private String send(Producer producer, PendingRequest pending) {
        Exchange exchange = new DefaultExchange(context);
        // camel-http sends a message without a body as GET and any other as POST
        exchange.getMessage().setBody(pending.request().method() == HttpRequest.Method.GET ? null : new byte[0]);
        interceptors.set(pending);
        try {
            producer.process(exchange);
            return "the connection broke";
        } catch (IOException | HttpException failure) {
            return NetworkMessages.of(failure, pending.proxy());
        } catch (Exception | LinkageError | AssertionError | StackOverflowError defect) {
            if (FatalErrors.in(defect) != null) {
                throw new IllegalStateException("a request could not be sent", defect);
            }
            // a client that is closed meanwhile throws any exception; that is no defect
            if (context.isStarted()) {
                LOG.error(
                        "a request failed with an unexpected error; this is a defect",
                        UnexpectedErrors.withoutMessages(defect));
            }
            return NetworkMessages.of(defect, pending.proxy());
        } finally {
            interceptors.set(null);
        }
    }
}
