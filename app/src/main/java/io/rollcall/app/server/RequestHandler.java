package io.rollcall.app.server;

import io.rollcall.app.api.Api;
import io.rollcall.app.api.ApiProblem;
import io.rollcall.app.server.Authenticator.Access;
import io.rollcall.app.server.Authenticator.TooManyWrongTokens;
import io.rollcall.app.server.PageFiles.PageFile;
import io.rollcall.camel.support.FatalErrors;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Checks each request, reads its body without blocking a thread, and answers it on a thread of the pool. A request whose body
 * or whose answer takes too long loses its connection. Thread-safe.
 */
final class RequestHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final byte[] NONE = {};
    /** In place of an answer: the response has begun, and goes on. */
    private static final Answer BEGUN = Answer.empty(200);

    private static final long LARGEST_BODY = 64 << 10;

    private final RequestRules requests;
    private final Authenticator authenticator;
    private final AccessRules rules;
    private final StatusPages status;
    private final SessionHandler sessions;
    private final ApiHandler api;
    private final LiveHandler live;
    private final OperationThreads operations;
    private final Duration longestBody;
    private final Duration longestAnswer;
    private final PageFiles files = new PageFiles();
    private final AnswersInFlight inFlight = new AnswersInFlight();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean ending;

    /**
     * @param longestBody from the request's head to the end of its body
     * @param longestAnswer from then to the last byte of the answer
     */
    RequestHandler(
            RequestRules requests,
            Authenticator authenticator,
            AccessRules rules,
            StatusPages status,
            SessionHandler sessions,
            ApiHandler api,
            LiveHandler live,
            OperationThreads operations,
            Duration longestBody,
            Duration longestAnswer) {
        this.requests = requests;
        this.authenticator = authenticator;
        this.rules = rules;
        this.status = status;
        this.sessions = sessions;
        this.api = api;
        this.live = live;
        this.operations = operations;
        this.longestBody = longestBody;
        this.longestAnswer = longestAnswer;
    }

    /**
     * Closes the connections of new requests, and waits for the answers to earlier ones.
     *
     * @param longest after which it waits no longer
     */
    void end(Duration longest) {
        ending = true;
        long until = System.nanoTime() + longest.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (ending) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        underWay.incrementAndGet();
        exchange.addExchangeCompleteListener((ended, next) -> {
            underWay.decrementAndGet();
            next.proceed();
        });
        ResponseHeaders.put(exchange);
        RequestPath path;
        try {
            requests.check(exchange);
            path = RequestPath.of(exchange.getRequestURI())
                    .orElseThrow(() -> ApiProblem.invalid("The path is malformed."));
        } catch (ApiProblem refused) {
            refuse(exchange, Answer.problem(refused));
            return;
        }
        if (exchange.isRequestComplete()) {
            dispatch(exchange, path, NONE);
            return;
        }
        // checked here as well: Undertow answers a long one without a body, and reserves memory by this length
        if (exchange.getRequestContentLength() > LARGEST_BODY) {
            tooLarge(exchange);
            return;
        }
        exchange.setMaxEntitySize(LARGEST_BODY);
        XnioExecutor.Key late = closeAfter(exchange, longestBody);
        Receiver.FullBytesCallback whole = (read, body) -> {
            late.remove();
            dispatch(read, path, body);
        };
        exchange.getRequestReceiver().receiveFullBytes(whole, (failed, reason) -> {
            late.remove();
            if (reason instanceof Receiver.RequestToLargeException || reason instanceof RequestTooBigException) {
                tooLarge(failed);
            } else {
                IoUtils.safeClose(failed.getConnection());
            }
        });
    }

    private void tooLarge(HttpServerExchange exchange) {
        refuse(exchange, Answer.problem(413, "request too large", "Send a body of 64 KiB at most."));
    }

    /** Answers a request without reading the rest of it, and gives the client a moment to read the answer. */
    private void refuse(HttpServerExchange exchange, Answer answer) {
        exchange.setPersistent(false);
        XnioExecutor.Key unused = closeAfter(exchange, longestBody);
        write(exchange, answer);
    }

    private static XnioExecutor.Key closeAfter(HttpServerExchange exchange, Duration time) {
        return exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void dispatch(HttpServerExchange exchange, RequestPath path, byte[] body) {
        XnioExecutor.Key late = closeAfter(exchange, longestAnswer);
        exchange.addExchangeCompleteListener((ended, next) -> {
            late.remove();
            next.proceed();
        });
        if (isOperation(exchange, path)) {
            boolean changes = api.isChange(exchange.getRequestMethod().toString(), path);
            operations.answer(
                    exchange,
                    changes,
                    () -> answered(path, () -> answer(exchange, path, body)),
                    answer -> writeUnlessStopped(exchange, inFlight.admit(exchange, answer)));
            return;
        }
        exchange.dispatch(() -> {
            Answer answer = answered(
                    path, () -> isLive(exchange, path) ? startEvents(exchange, late) : answer(exchange, path, body));
            if (answer != BEGUN) {
                writeUnlessStopped(exchange, answer);
            }
        });
    }

    private void writeUnlessStopped(HttpServerExchange exchange, Answer answer) {
        try {
            write(exchange, answer);
        } catch (RejectedExecutionException stopped) {
            // the server's threads end while it answers
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private Answer answer(HttpServerExchange exchange, RequestPath path, byte[] body) {
        checkHost(exchange);
        return answer(exchange, exchange.getRequestMethod().toString(), path, body);
    }

    private void checkHost(HttpServerExchange exchange) {
        if (!requests.isOwnHost(exchange) && !authenticator.hasRightToken(exchange)) {
            throw RequestRules.otherHost();
        }
    }

    /** What a call answers, or what its failure is answered with. */
    private Answer answered(RequestPath path, Callable<Answer> call) {
        try {
            return call.call();
        } catch (TooManyWrongTokens tooMany) {
            return Answer.problem(
                            429, "too many wrong tokens", "Wait " + tooMany.seconds() + " seconds, then try again.")
                    .with("Retry-After", Long.toString(tooMany.seconds()));
        } catch (ApiProblem refused) {
            return withHeaders(Answer.problem(refused), path);
        } catch (Throwable failure) {
            // an error too is answered: a request without an answer would be watched for ever
            FatalErrors.report(failure);
            Answer answer = ApiHandler.failed(failure);
            if (answer.status() == 500) {
                LOG.error("An operation of the server failed.", failure);
            }
            return answer;
        }
    }

    private Answer withHeaders(Answer answer, RequestPath path) {
        return switch (answer.status()) {
            case 401 -> answer.with("WWW-Authenticate", "Bearer realm=\"rollcall\"");
            case 405 -> answer.with("Allow", String.join(", ", api.methods(path)));
            default -> answer;
        };
    }

    private static boolean isLive(HttpServerExchange exchange, RequestPath path) {
        return path.text().equals("api/v1/live")
                && exchange.getRequestMethod().toString().equals("GET");
    }

    private static boolean isOperation(HttpServerExchange exchange, RequestPath path) {
        return path.startsWith("api") && !path.text().equals(SessionHandler.PATH) && !isLive(exchange, path);
    }

    private Answer startEvents(HttpServerExchange exchange, XnioExecutor.Key late) throws Exception {
        checkHost(exchange);
        RequestRules.checkSite(exchange);
        rules.requireRead(exchange, authenticator.access(exchange));
        late.remove();
        live.handle(exchange, () -> mayRead(exchange));
        return BEGUN;
    }

    private boolean mayRead(HttpServerExchange exchange) {
        try {
            rules.requireRead(exchange, authenticator.access(exchange));
            return true;
        } catch (ApiProblem | TooManyWrongTokens ended) {
            return false;
        }
    }

    private Answer answer(HttpServerExchange exchange, String method, RequestPath path, byte[] body) {
        if (path.startsWith("api")) {
            RequestRules.checkSite(exchange);
            return path.text().equals(SessionHandler.PATH)
                    ? sessions.answer(exchange, method, body)
                    : operation(exchange, method, path, body);
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.problem(405, "method not allowed", "Use GET.").with("Allow", "GET, HEAD");
        }
        if (StatusPages.has(path.text())) {
            if (!path.text().equals(StatusPages.LIVE)) {
                rules.requireMonitoring(exchange, authenticator.access(exchange));
            }
            return status.at(path.text()).orElseGet(RequestHandler::notFound);
        }
        return files.at(path.text()).map(file -> file(exchange, file)).orElseGet(RequestHandler::notFound);
    }

    private Answer operation(HttpServerExchange exchange, String method, RequestPath path, byte[] body) {
        Access access = authenticator.access(exchange);
        rules.requireRead(exchange, access);
        Api.Match match = api.find(method.equals("HEAD") ? "GET" : method, path);
        if (match.operation().changes()) {
            rules.requireChange(exchange, access);
        }
        if (method.equals("POST")) {
            AccessRules.requireJson(exchange);
        }
        return api.call(match, exchange.getQueryString(), body);
    }

    private static Answer file(HttpServerExchange exchange, PageFile file) {
        Answer answer = file.tag().equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH))
                ? Answer.empty(304)
                : new Answer(200, file.type(), file.content(), Map.of());
        // the page itself is asked for again each time, so that a new version of Rollcall never runs with old files
        return answer.with("ETag", file.tag())
                .with("Cache-Control", file.lasting() ? "max-age=31536000, immutable" : "no-cache");
    }

    private static Answer notFound() {
        return Answer.problem(404, "not found", "See /, /health and /metrics.");
    }

    private void write(HttpServerExchange exchange, Answer answer) {
        if (ending) {
            exchange.setPersistent(false);
        }
        exchange.setStatusCode(answer.status());
        if (!answer.type().isEmpty()) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.type());
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (answer.status() == 405 && !exchange.getResponseHeaders().contains(Headers.ALLOW)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD, POST, DELETE");
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
    }
}
