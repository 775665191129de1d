package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallCount;
import io.rollcall.call.CallEvent;
import io.rollcall.call.Clocks;
import io.rollcall.camel.HandDrivenTime;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.matrix.NoMemory;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.Rate;
import io.rollcall.vendor.TokenContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** One permit a second: a call that loses it stops all others. Time and workers are driven by hand. */
class CallExecutorTest {
    private static final URI BASE = URI.create("http://127.0.0.1:1");
    private static final HttpResponse OK = HttpResponse.of(200, Map.of(), "fine");

    private final HandDrivenTime time = new HandDrivenTime();
    private final List<String> ends = new ArrayList<>();
    private Function<HttpRequest, CallEvent> vendor = request -> new CallEvent.Answered(OK);
    private CallListener listener = CallListener.NONE;
    private Function<HttpResponse, ParsedResponse<AccessToken>> readToken = response -> {
        throw new IllegalStateException("this test needs no token");
    };
    private final CallExecutor calls = new CallExecutor(
            (request, action, then) -> then.accept(vendor.apply(request)),
            new Application("app", new OneToken(), List.of(BASE), List.of(new Rate(1, Duration.ofSeconds(1))), 0),
            new NoMemory(),
            Duration.ofSeconds(10),
            new Clocks(time, time),
            time,
            time,
            new SafeCallListener(new CallListener() {
                @Override
                public void sent(OperationName operation, Fault.Kind fault) {
                    listener.sent(operation, fault);
                }

                @Override
                public void ended(OperationName operation, Fault.Kind fault) {
                    listener.ended(operation, fault);
                }
            }));

    /** Has no operation but the token's. */
    private final class OneToken implements Provider {
        @Override
        public String name() {
            return "dingtalk";
        }

        @Override
        public Operation<TokenContext, AccessToken> token() {
            return new Op<>("token", input -> request("/token"), response -> readToken.apply(response));
        }
    }

    private record Op<I, O>(
            String call, Function<I, HttpRequest> asking, Function<HttpResponse, ParsedResponse<O>> reading)
            implements Operation<I, O> {
        @Override
        public OperationName name() {
            return new OperationName("dingtalk", call);
        }

        @Override
        public HttpRequest request(I input) {
            return asking.apply(input);
        }

        @Override
        public ParsedResponse<O> read(I input, HttpResponse response) {
            return reading.apply(response);
        }

        @Override
        public Repeat afterUnknownOutcome() {
            return Repeat.NEVER;
        }

        @Override
        public boolean metered() {
            return false;
        }
    }

    private static HttpRequest request(String path) {
        return new HttpRequest(
                HttpRequest.Method.GET, BASE, path, List.of(), List.of(), null, HttpRequest.TokenPlace.NONE);
    }

    private static Op<String, String> sound() {
        return new Op<>("read", CallExecutorTest::request, response -> ParsedResponse.answer("read"));
    }

    private void call(Operation<String, String> operation, String path) {
        call(operation, path, new Cancellation());
    }

    private void call(Operation<String, String> operation, String path, Cancellation cancellation) {
        calls.call(
                new CallRequest<>(
                        operation, path, Purpose.POLL, new CallCount(), CallerContext.current(), cancellation),
                outcome -> ends.add(path + " " + word(outcome)),
                failure -> ends.add(path + " " + failure.getClass().getSimpleName()));
    }

    private static String word(Outcome<String> outcome) {
        return outcome instanceof Outcome.Failed<String> failed
                ? failed.fault().kind().word() + (failed.fault().certainlyNotDone() ? " not done" : " unknown")
                : ((Outcome.Done<String>) outcome).value();
    }

    /** What a library may throw that was built for another version, or a stack too small. */
    private enum Thrown {
        RUNTIME(() -> new IllegalStateException("a secret")),
        LINKAGE(() -> new NoSuchMethodError("a secret")),
        NO_CLASS(() -> new NoClassDefFoundError("a secret")),
        INITIALIZER(() -> new ExceptionInInitializerError("a secret")),
        STACK(StackOverflowError::new),
        ASSERTION(AssertionError::new);

        private final Supplier<Throwable> made;

        Thrown(Supplier<Throwable> made) {
            this.made = made;
        }

        <T> T now() {
            return sneak(made.get());
        }

        @SuppressWarnings("unchecked")
        private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }

    private void assertPermitIsBack() {
        // without a response the permit comes back one second after the response timeout
        time.pass(Duration.ofSeconds(11));
        ends.clear();
        vendor = request -> new CallEvent.Answered(OK);
        call(sound(), "after");
        time.pass(Duration.ofSeconds(2));
        assertThat(ends).as("the permit is back").containsExactly("after read");
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void request_whenItThrows_endsTheCallAsNotDone(Thrown thrown) {
        call(new Op<>("read", path -> thrown.now(), response -> ParsedResponse.answer("read")), "x");
        time.runAll();
        assertThat(ends).containsExactly("x no-answer not done");
        assertPermitIsBack();
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void read_whenItThrows_endsTheCallAsUnknown(Thrown thrown) {
        call(new Op<>("read", CallExecutorTest::request, response -> thrown.now()), "x");
        time.runAll();
        assertThat(ends).containsExactly("x unreadable unknown");
        assertPermitIsBack();
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void send_whenItThrows_endsTheCallAsUnknown(Thrown thrown) {
        vendor = request -> thrown.now();
        call(sound(), "x");
        call(sound(), "y");
        time.runAll();
        assertThat(ends).containsExactly("x unreadable unknown");
        vendor = request -> new CallEvent.Answered(OK);
        time.pass(Duration.ofSeconds(11));
        assertThat(ends).containsExactly("x unreadable unknown", "y read");
        assertPermitIsBack();
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void listener_whenItThrows_changesNothing(Thrown thrown) {
        listener = new CallListener() {
            @Override
            public void sent(OperationName operation, Fault.Kind fault) {
                thrown.now();
            }

            @Override
            public void ended(OperationName operation, Fault.Kind fault) {
                thrown.now();
            }
        };
        call(sound(), "x");
        time.runAll();
        assertThat(ends).containsExactly("x read");
    }

    /** A change that was queued before the pause is not sent during it. */
    @Test
    void change_whenThePauseBeginsWhileItWaitsForAPermit_isNotSent() {
        AtomicBoolean paused = new AtomicBoolean();
        List<String> sent = new ArrayList<>();
        vendor = request -> {
            sent.add(request.path());
            return new CallEvent.Answered(OK);
        };
        change("x", paused);
        change("y", paused);
        time.runAll();
        assertThat(ends).containsExactly("x read");
        paused.set(true);
        time.pass(Duration.ofSeconds(11));

        assertThat(ends).containsExactly("x read", "y paused not done");
        assertThat(sent).containsExactly("x");
        assertPermitIsBack();
    }

    private void change(String path, AtomicBoolean paused) {
        calls.call(
                new CallRequest<>(
                        sound(),
                        path,
                        Purpose.CHANGE,
                        new CallCount(),
                        CallerContext.current(),
                        new Cancellation(),
                        paused::get),
                outcome -> ends.add(path + " " + word(outcome)),
                failure -> ends.add(path + " " + failure.getClass().getSimpleName()));
    }

    @Test
    void store_whenLostBeforeAChangeIsSent_sendsNothing() {
        List<String> sent = new ArrayList<>();
        vendor = request -> {
            sent.add(request.path());
            return new CallEvent.Answered(OK);
        };
        calls.call(
                new CallRequest<>(
                        sound(),
                        "x",
                        Purpose.CHANGE,
                        new CallCount(),
                        CallerContext.current(),
                        new Cancellation(),
                        () -> {
                            throw new StoreException("lost", null);
                        }),
                outcome -> ends.add("x " + word(outcome)),
                failure -> ends.add("x " + failure.getClass().getSimpleName()));
        time.runAll();

        assertThat(ends).containsExactly("x StoreException");
        assertThat(sent).isEmpty();
    }

    @Test
    void memory_whenUsedUp_endsTheCallAndIsReported() {
        List<VirtualMachineError> reported = new ArrayList<>();
        Consumer<VirtualMachineError> reporting = reported::add;
        FatalErrors.addListener(reporting);
        try {
            OutOfMemoryError full = new OutOfMemoryError("Java heap space");
            vendor = request -> {
                throw full;
            };
            call(sound(), "x");
            time.runAll();
            assertThat(ends).containsExactly("x IllegalStateException");
            assertThat(reported).containsExactly(full);
            assertPermitIsBack();
        } finally {
            FatalErrors.removeListener(reporting);
        }
    }

    @Test
    void store_whenLost_isToldAsSuch() {
        vendor = request -> {
            throw new StoreException("lost", new IllegalStateException());
        };
        call(sound(), "x");
        time.runAll();
        assertThat(ends).containsExactly("x StoreException");
    }

    @Test
    void stop_whenCallsWaitForAPermit_answersThemAll() {
        vendor = request -> {
            call(sound(), "b");
            call(sound(), "c");
            return new CallEvent.Answered(OK);
        };
        call(sound(), "a");
        time.runAll();
        assertThat(ends).containsExactly("a read");

        calls.stopWaiting();
        time.runAll();

        assertThat(ends).containsExactlyInAnyOrder("a read", "b no-answer not done", "c no-answer not done");
    }

    @Test
    void end_whenCallsWaitForAWorker_answersThemAll() {
        call(sound(), "a");
        call(sound(), "b");

        calls.end();

        assertThat(ends).containsExactlyInAnyOrder("a RejectedExecutionException", "b RejectedExecutionException");
        call(sound(), "late");
        assertThat(ends).contains("late RejectedExecutionException");
    }

    @Test
    void end_whenACallHasItsPermitAndWaitsForAWorker_answersIt() {
        call(sound(), "a");
        call(sound(), "b");
        time.runAll();
        assertThat(ends).containsExactly("a read");

        calls.end();

        assertThat(ends).containsExactly("a read", "b no-answer not done");
    }

    @Test
    void send_whenNothingIsSentAnyMore_failsAsNotDone() {
        vendor = request -> {
            throw new RejectedExecutionException("the route is gone");
        };
        call(sound(), "a");
        time.runAll();
        assertThat(ends).containsExactly("a no-answer not done");
    }

    @Test
    void cancel_whenACallWaitsForAPermit_endsItAtOnceAndLeavesThePermitToOthers() {
        Cancellation cancellation = new Cancellation();
        call(sound(), "a");
        call(sound(), "b", cancellation);
        call(sound(), "c");
        time.runAll();

        cancellation.cancel();
        time.runAll();
        assertThat(ends).containsExactly("a read", "b no-answer not done");

        time.pass(Duration.ofSeconds(1));
        assertThat(ends).containsExactly("a read", "b no-answer not done", "c read");
        assertPermitIsBack();
    }

    @Test
    void cancel_whenACallHasItsPermitAndWaitsForAWorker_endsItUnsent() {
        Cancellation cancellation = new Cancellation();
        List<String> sent = new ArrayList<>();
        vendor = request -> {
            sent.add(request.uri().getPath());
            return new CallEvent.Answered(OK);
        };
        call(sound(), "/a");
        call(sound(), "/b", cancellation);
        time.runAll();
        time.passWithoutWorkers(Duration.ofSeconds(2));

        cancellation.cancel();
        time.runAll();

        assertThat(ends).containsExactly("/a read", "/b no-answer not done");
        assertThat(sent).containsExactly("/a");
        assertPermitIsBack();
    }

    @Test
    void cancel_whenACallWaitsForAToken_endsItAtOnce() {
        Cancellation cancellation = new Cancellation();
        Fault.Origin origin = Fault.Origin.of(new OperationName("dingtalk", "token"));
        readToken = response ->
                ParsedResponse.refusal(new Fault.Throttled(origin, Fault.Throttled.Window.SECOND, null, "slow down"));
        Op<String, String> needsToken = new Op<>(
                "read",
                path -> new HttpRequest(
                        HttpRequest.Method.GET,
                        BASE,
                        path,
                        List.of(),
                        List.of(),
                        null,
                        HttpRequest.TokenPlace.header("token")),
                response -> ParsedResponse.answer("read"));
        call(needsToken, "a", cancellation);
        time.runAll();
        assertThat(ends).isEmpty();

        cancellation.cancel();
        time.runAll();

        assertThat(ends).containsExactly("a no-answer not done");
        time.pass(Duration.ofMinutes(1));
        assertThat(ends).hasSize(1);
        assertPermitIsBack();
    }

    @Test
    void cancel_beforeACallStarts_endsItUnsent() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        call(sound(), "a", cancellation);
        time.runAll();
        assertThat(ends).containsExactly("a no-answer not done");
        assertPermitIsBack();
    }

    @Test
    void cancel_whileARequestIsSent_changesNothing() {
        Cancellation cancellation = new Cancellation();
        vendor = request -> {
            cancellation.cancel();
            return new CallEvent.Answered(OK);
        };
        call(sound(), "a", cancellation);
        time.runAll();
        assertThat(ends).containsExactly("a read");
        assertPermitIsBack();
    }

    @Test
    void caller_whenItsThreadHasAnMdc_isInTheLogsOfItsRequestsOnly() {
        List<String> seen = new ArrayList<>();
        vendor = request -> {
            seen.add(request.uri().getPath() + " " + MDC.get("tenant"));
            return new CallEvent.Answered(OK);
        };
        MDC.put("tenant", "north");
        call(sound(), "/a");
        MDC.put("tenant", "south");
        call(sound(), "/b");
        MDC.put("tenant", "worker");

        time.pass(Duration.ofSeconds(2));

        assertThat(seen).containsExactly("/a north", "/b south");
        assertThat(MDC.get("tenant")).isEqualTo("worker");
        MDC.clear();
    }
}
