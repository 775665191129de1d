package io.rollcall.camel.internal.http;

import io.rollcall.call.CallEvent;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
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
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
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
 * decompression; see {@link ReadLimits}. Thread-safe.
 */
final class HttpTransport {
    /** The header by which a message names its envelope; it never leaves the process. */
    static final String ENVELOPE = "X-Rollcall-Envelope";

    private static final String LINES = ReadLimits.HEADERS + " header lines of " + (ReadLimits.LINE >> 10) + " KiB";

    /** How long a large answer waits for another one at most. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

    /** How many of a host's addresses may be tried in vain. */
    private static final int CONNECT_ATTEMPTS = 4;

    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private final ScheduledExecutorService timer;
    private final Map<String, PendingRequest> envelopes = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    HttpTransport(Duration connectTimeout, Duration responseTimeout, ScheduledExecutorService timer) {
        this.connectTimeout = connectTimeout;
        this.responseTimeout = responseTimeout;
        this.timer = timer;
    }

    /** Builds both ends of the exchange into the client. */
    void configure(HttpClientBuilder client) {
        client.setRequestExecutor(new QueryAtTheLastMoment());
        client.addExecInterceptorFirst("rollcall-envelope", exchangeEnvelope());
        client.addExecInterceptorBefore(ChainElement.CONNECT.name(), "rollcall-connection", connect());
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "rollcall-deadline", keepDeadline());
    }

    /** Takes a request over; the number names it from now on. */
    String accept(PendingRequest envelope) {
        String number = Long.toString(numbers.incrementAndGet());
        envelopes.put(number, envelope);
        return number;
    }

    /** Hands an envelope back. */
    PendingRequest handBack(String number) {
        return Objects.requireNonNull(envelopes.remove(number));
    }

    /** How many envelopes are under way. */
    int underWay() {
        return envelopes.size();
    }

    private ExecChainHandler exchangeEnvelope() {
        return (request, scope, chain) -> {
            Header number = request.getFirstHeader(ENVELOPE);
            PendingRequest envelope = number == null ? null : envelopes.get(number.getValue());
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
                envelope.arrived(read(response, scope, envelope));
            } catch (MessageConstraintException tooMuch) {
                if (!envelope.isOnItsWay()) {
                    throw tooMuch;
                }
                envelope.arrived(new CallEvent.TooLarge(LINES));
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
        if (context.getAttribute(ENVELOPE) instanceof PendingRequest envelope && envelope.isOnItsWay()) {
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
            EndpointDetails endpoint = connection.getEndpointDetails();
            long before = endpoint == null ? -1 : endpoint.getSentBytesCount();
            try {
                return super.execute(request, connection, informed, context);
            } catch (IOException broken) {
                // what the operating system took not one byte of never left: the vendor closed the connection before
                if (endpoint != null
                        && endpoint.getSentBytesCount() == before
                        && context.getAttribute(ENVELOPE) instanceof PendingRequest envelope) {
                    envelope.neverLeft();
                }
                throw broken;
            }
        }
    }

    private static CallEvent read(ClassicHttpResponse response, ExecChain.Scope scope, PendingRequest envelope)
            throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new CallEvent.Answered(new HttpResponse(response.getCode(), headers, new byte[0]));
        }
        // the stream is left to the response: closing it here would read on to its end, however far away that is
        InputStream content = entity.getContent();
        byte[] bytes = content.readNBytes(LargeResponseLimit.LARGE);
        if (bytes.length == LargeResponseLimit.LARGE) {
            envelope.turn().take(LONGEST_TURN);
            bytes = readOn(bytes, content);
        }
        if (bytes.length > ReadLimits.BODY) {
            cut(scope);
            return new CallEvent.TooLarge((ReadLimits.BODY >> 20) + " MiB");
        }
        return new CallEvent.Answered(new HttpResponse(response.getCode(), headers, bytes));
    }

    // grows by doubling: an answer that says that it is long need not be
    private static byte[] readOn(byte[] begun, InputStream content) throws IOException {
        byte[] bytes = begun;
        int length = begun.length;
        while (true) {
            if (length == bytes.length) {
                if (length > ReadLimits.BODY) {
                    return bytes;
                }
                bytes = Arrays.copyOf(bytes, Math.min(2 * length, ReadLimits.BODY + 1));
            }
            int read = content.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += read;
        }
    }

    /** Gives a request that must not be lost on a connection that the vendor may have closed a fresh one. */
    private ExecChainHandler connect() {
        return (request, scope, chain) -> {
            PendingRequest envelope = (PendingRequest) scope.clientContext.getAttribute(ENVELOPE);
            // connecting, a proxy's answer and the TLS handshake may drip too
            scheduleDeadline(
                    scope,
                    envelope,
                    connectTimeout.multipliedBy(CONNECT_ATTEMPTS).plus(responseTimeout));
            if (envelope.isFresh() && !scope.execRuntime.isEndpointAcquired()) {
                scope.execRuntime.acquireEndpoint(scope.exchangeId, scope.route, null, scope.clientContext);
                try {
                    scope.execRuntime.disconnectEndpoint();
                } catch (IOException | RuntimeException unusable) {
                    scope.execRuntime.discardEndpoint();
                    throw unusable;
                }
            }
            return chain.proceed(request, scope);
        };
    }

    private ExecChainHandler keepDeadline() {
        return (request, scope, chain) -> {
            PendingRequest envelope = (PendingRequest) scope.clientContext.getAttribute(ENVELOPE);
            scheduleDeadline(scope, envelope, responseTimeout);
            envelope.onItsWay();
            return chain.proceed(request, scope);
        };
    }

    private void scheduleDeadline(ExecChain.Scope scope, PendingRequest envelope, Duration after) {
        cancelDeadline(scope);
        Future<?> deadline = timer.schedule(
                () -> {
                    envelope.late();
                    cut(scope);
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
        scope.clientContext.setAttribute(ENVELOPE + "-deadline", deadline);
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
