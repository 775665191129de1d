package io.rollcall.camel.internal.http;

import io.rollcall.call.CallEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EndpointDetails;
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
 * The interceptors of the HTTP client that replace Camel's empty request by the pending request of the sending thread, and
 * read its response. The query, which may hold a token, is added last of all: the client logs the addresses of requests.
 * A deadline covers the response to its last byte. Thread-safe.
 */
final class ClientInterceptors {
    /** How many of a host's addresses may be tried in vain. */
    private static final int CONNECT_ATTEMPTS = 4;

    private final ThreadLocal<PendingRequest> pending = new ThreadLocal<>();
    private final Duration connectDeadline;
    private final Duration responseTimeout;
    private final ScheduledExecutorService timer;

    ClientInterceptors(Duration connectTimeout, Duration responseTimeout, ScheduledExecutorService timer) {
        this.connectDeadline = connectTimeout.multipliedBy(CONNECT_ATTEMPTS).plus(responseTimeout);
        this.responseTimeout = responseTimeout;
        this.timer = timer;
    }

    /** Adds the interceptors to a client. */
    void configure(HttpClientBuilder client) {
        client.setRequestExecutor(new QueryAdder());
        client.addExecInterceptorFirst("rollcall-request", this::replaceRequest);
        client.addExecInterceptorBefore(ChainElement.CONNECT.name(), "rollcall-connection", this::connect);
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "rollcall-deadline", this::send);
    }

    /** The next request of the calling thread is this one; null for none. */
    void set(@Nullable PendingRequest next) {
        pending.set(next);
    }

    private PendingRequest pending() {
        return Objects.requireNonNull(pending.get(), "the HTTP client sends a request that is not Rollcall's");
    }

    private ClassicHttpResponse replaceRequest(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        PendingRequest real = pending();
        request.setPath(real.uri().getRawPath());
        real.request().headers().forEach(header -> request.setHeader(header.name(), header.value()));
        byte @Nullable [] body = real.request().bodyBytes();
        request.setEntity(body == null ? null : new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        if (scope.route.getProxyHost() != null) {
            real.via(scope.route.getProxyHost().toHostString());
        }
        try (ClassicHttpResponse response = chain.proceed(request, scope)) {
            if (!real.isSent()) {
                throw new ProxyRefusedException(response.getCode());
            }
            CallEvent event = real.reader().read(response);
            real.complete(event);
            if (event instanceof CallEvent.TooLarge) {
                cancel(scope); // closing the response would read on to its end
            }
        } catch (MessageConstraintException tooMuch) {
            if (!real.isSent()) {
                throw tooMuch;
            }
            real.complete(ResponseReader.LINES);
        } finally {
            real.deadline(null);
        }
        // Camel's message shows only that there was a response
        return new BasicClassicHttpResponse(204);
    }

    /** Gives a change a fresh connection: the vendor may have closed any other meanwhile. */
    private ClassicHttpResponse connect(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        // connecting, a proxy's response and the TLS handshake may drip too
        scheduleDeadline(scope, connectDeadline);
        if (pending().isAction() && !scope.execRuntime.isEndpointAcquired()) {
            scope.execRuntime.acquireEndpoint(scope.exchangeId, scope.route, null, scope.clientContext);
            try {
                scope.execRuntime.disconnectEndpoint();
            } catch (IOException | RuntimeException unusable) {
                scope.execRuntime.discardEndpoint();
                throw unusable;
            }
        }
        return chain.proceed(request, scope);
    }

    private ClassicHttpResponse send(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scheduleDeadline(scope, responseTimeout);
        pending().sending();
        return chain.proceed(request, scope);
    }

    private void scheduleDeadline(ExecChain.Scope scope, Duration after) {
        PendingRequest real = pending();
        real.deadline(timer.schedule(
                () -> {
                    real.late();
                    cancel(scope);
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    // the only way to end a read that drips: another thread can cancel the runtime of an execution
    private static void cancel(ExecChain.Scope scope) {
        if (scope.execRuntime instanceof Cancellable running) {
            running.cancel();
        }
    }

    /** The last step before the connection. It also sees what is sent to a proxy, which must not get the query. */
    private final class QueryAdder extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback informed,
                HttpContext context)
                throws IOException, HttpException {
            PendingRequest real = pending();
            URI uri = real.uri();
            if (real.isSent() && uri.getRawQuery() != null) {
                request.setPath(uri.getRawPath() + "?" + uri.getRawQuery());
            }
            EndpointDetails endpoint = connection.getEndpointDetails();
            long before = endpoint == null ? -1 : endpoint.getSentBytesCount();
            try {
                return super.execute(request, connection, informed, context);
            } catch (IOException broken) {
                // the operating system took no byte: the vendor had closed the connection before
                if (endpoint != null && endpoint.getSentBytesCount() == before) {
                    real.neverLeft();
                }
                throw broken;
            }
        }
    }

    /** A proxy responded in the vendor's place: nothing reached the vendor. */
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
