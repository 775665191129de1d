package io.rollcall.camel.internal.http;

import io.rollcall.call.Event;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts requests into their envelopes' place inside the HTTP client, as late as possible, and takes the answers out as
 * early as possible. The response timeout runs to the last byte of an answer, and reading ends at 16 MiB, after
 * decompression. Thread-safe.
 */
final class Courier {
    /** The header by which a message names its envelope; it never leaves the process. */
    static final String ENVELOPE = "X-Rollcall-Envelope";

    /** The largest answer that is read. */
    static final int LARGEST_ANSWER = 16 << 20;

    private final Duration responseTimeout;
    private final ScheduledExecutorService timer;
    private final Map<String, Envelope> envelopes = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    Courier(Duration responseTimeout, ScheduledExecutorService timer) {
        this.responseTimeout = responseTimeout;
        this.timer = timer;
    }

    /** Builds both ends of the exchange into the client. */
    void configure(HttpClientBuilder client) {
        client.setRequestExecutor(new QueryAtTheLastMoment());
        client.addExecInterceptorFirst("rollcall-envelope", exchangeEnvelope());
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "rollcall-deadline", keepDeadline());
    }

    /** Takes a request over; the number names it from now on. */
    String accept(Envelope envelope) {
        String number = Long.toString(numbers.incrementAndGet());
        envelopes.put(number, envelope);
        return number;
    }

    /** Hands an envelope back. */
    Envelope handBack(String number) {
        return Objects.requireNonNull(envelopes.remove(number));
    }

    /** How many envelopes are under way. */
    int underWay() {
        return envelopes.size();
    }

    private ExecChainHandler exchangeEnvelope() {
        return (request, scope, chain) -> {
            Header number = request.getFirstHeader(ENVELOPE);
            Envelope envelope = number == null ? null : envelopes.get(number.getValue());
            if (envelope == null) {
                throw new HttpException("a request without an envelope");
            }
            request.removeHeaders(ENVELOPE);
            fill(request, envelope.request());
            scope.clientContext.setAttribute(ENVELOPE, envelope);
            if (scope.route.getProxyHost() != null) {
                envelope.via(scope.route.getProxyHost().toHostString());
            }
            try (ClassicHttpResponse response = chain.proceed(request, scope)) {
                if (!envelope.isOnItsWay()) {
                    throw new ProxyRefusedException(response.getCode());
                }
                envelope.arrived(read(response, scope));
            } finally {
                cancelDeadline(scope);
            }
            // Camel's message learns nothing but that there was an answer
            return new BasicClassicHttpResponse(204);
        };
    }

    /** Everything but the query, which may hold the token: the client's own logs show the request's address. */
    private static void fill(ClassicHttpRequest request, HttpRequest from) {
        request.setPath(from.uri().getRawPath());
        from.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        byte @Nullable [] body = from.bodyBytes();
        request.setEntity(body == null ? null : new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    }

    private static void fillQuery(ClassicHttpRequest request, HttpContext context) {
        // what is sent before is a proxy's to read
        if (context.getAttribute(ENVELOPE) instanceof Envelope envelope && envelope.isOnItsWay()) {
            URI uri = envelope.request().uri();
            if (uri.getRawQuery() != null) {
                request.setPath(uri.getRawPath() + "?" + uri.getRawQuery());
            }
        }
    }

    /** The last step before the connection: only here a request gets its query. */
    private static final class QueryAtTheLastMoment extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback informed,
                HttpContext context)
                throws IOException, HttpException {
            fillQuery(request, context);
            return super.execute(request, connection, informed, context);
        }
    }

    private static Event read(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Event.Answered(new HttpResponse(response.getCode(), headers, new byte[0]));
        }
        // the stream is left to the response: closing it here would read on to its end, however far away that is
        byte[] bytes = entity.getContent().readNBytes(LARGEST_ANSWER + 1);
        if (bytes.length > LARGEST_ANSWER) {
            cut(scope);
            return new Event.TooLarge(LARGEST_ANSWER);
        }
        return new Event.Answered(new HttpResponse(response.getCode(), headers, bytes));
    }

    private ExecChainHandler keepDeadline() {
        return (request, scope, chain) -> {
            Envelope envelope = (Envelope) scope.clientContext.getAttribute(ENVELOPE);
            Future<?> deadline = timer.schedule(
                    () -> {
                        envelope.late();
                        cut(scope);
                    },
                    responseTimeout.toMillis(),
                    TimeUnit.MILLISECONDS);
            scope.clientContext.setAttribute(ENVELOPE + "-deadline", deadline);
            envelope.onItsWay();
            return chain.proceed(request, scope);
        };
    }

    private static void cut(ExecChain.Scope scope) {
        // the only way to end a read that drips: the runtime of an execution can be cancelled by another thread
        if (scope.execRuntime instanceof Cancellable running) {
            running.cancel();
        }
    }

    private static void cancelDeadline(ExecChain.Scope scope) {
        if (scope.clientContext.getAttribute(ENVELOPE + "-deadline") instanceof Future<?> deadline) {
            deadline.cancel(false);
        }
    }

    /** A proxy answered in the vendor's place: nothing went on to the vendor. */
    static final class ProxyRefusedException extends HttpException {
        private static final long serialVersionUID = 1L;

        private final int status;

        ProxyRefusedException(int status) {
            this.status = status;
        }

        /** The HTTP status of the proxy's response. */
        int status() {
            return status;
        }
    }
}
