package io.rollcall.camel.internal.call;

import io.rollcall.call.ApplicationState;
import io.rollcall.call.CallCount;
import io.rollcall.call.CallEvent;
import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.internal.http.Transport;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.TokenContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Makes the calls of one application. Waiting calls hold no thread; as many are sent at once as there are workers. Every
 * call ends with a result for its caller, after any exception and {@link Error} too. Thread-safe.
 */
public final class CallExecutor {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transport transport;
    private final StateStore store;
    private final Duration responseTimeout;
    private final Clocks clocks;
    private final ExecutorService workers;
    private final CallListener listener;
    private final CallScheduler scheduler;
    private volatile Setup setup;
    private final InProgress inProgress = new InProgress();

    /** What changes with the configuration of the application. A call keeps the set-up that it started with. */
    private record Setup(
            Application application,
            Operation<TokenContext, AccessToken> token,
            TokenProvider tokens,
            CallServices services) {}

    /**
     * @param responseTimeout how long the vendor has for a whole response
     * @param workers as many threads as calls may be sent at once
     */
    public CallExecutor(
            Transport transport,
            Application application,
            StateStore store,
            Duration responseTimeout,
            Clocks clocks,
            ScheduledExecutorService timer,
            ExecutorService workers,
            CallListener listener) {
        this(
                transport,
                application,
                ApplicationState.of(application),
                store,
                responseTimeout,
                clocks,
                timer,
                workers,
                listener);
    }

    /**
     * @param state of the application; one that had calls before keeps to its rates
     * @param responseTimeout how long the vendor has for a whole response
     * @param workers as many threads as calls may be sent at once
     */
    CallExecutor(
            Transport transport,
            Application application,
            ApplicationState state,
            StateStore store,
            Duration responseTimeout,
            Clocks clocks,
            ScheduledExecutorService timer,
            ExecutorService workers,
            CallListener listener) {
        this.transport = transport;
        this.store = store;
        this.responseTimeout = responseTimeout;
        this.clocks = clocks;
        this.workers = workers;
        this.listener = listener;
        this.scheduler = new CallScheduler(clocks.monotonic(), timer, this::resume);
        this.setup = setup(application, state);
    }

    /** The id of the application. */
    String application() {
        return setup.application().id();
    }

    private Setup setup(Application application, ApplicationState state) {
        Operation<TokenContext, AccessToken> token = application.provider().token();
        TokenProvider tokens = new TokenProvider(
                state.tokens(),
                clocks,
                this::resume,
                failure -> new Outcome.Failed<>(CallExecution.unexpected(token.name(), failure, false)));
        CallServices services = new CallServices(
                state,
                new BudgetLedger(
                        store, application.name(), application.provider().quotaZone(), clocks.wall()),
                store.upkeep(),
                responseTimeout,
                clocks,
                scheduler,
                tokens,
                (count, caller, then) -> fetchToken(token, count, caller, then),
                transport,
                listener,
                this::resume);
        return new Setup(application, token, tokens, services);
    }

    /**
     * Makes the calls of a changed configuration of the application from now on. Calls in progress go on as they started;
     * all calls together keep to the rates.
     *
     * @param changed its addresses must be known to the transport
     * @return the state that the calls share from now on
     */
    synchronized ApplicationState change(Application changed) {
        Application before = setup.application();
        ApplicationState state = setup.services()
                .application()
                .changed(
                        changed,
                        before.provider().hasSameCredentials(changed.provider()),
                        clocks.monotonic().instant());
        setup = setup(changed, state);
        return state;
    }

    /** What the calls of the application share. */
    ApplicationState state() {
        return setup.services().application();
    }

    /**
     * Makes a call that cannot be cancelled, for the calling thread.
     *
     * @see #call(CallRequest, Consumer, Consumer)
     */
    public <I, O> void call(
            Operation<I, O> operation,
            I input,
            CallCount count,
            Consumer<Outcome<O>> then,
            Consumer<Exception> broken) {
        call(CallRequest.of(operation, input, count), then, broken);
    }

    /**
     * Makes a call. Exactly one of the consumers is called, once, usually on a worker, which it must not block.
     *
     * @param then receives the outcome; an exception that no part of the call expects is an outcome too
     * @param broken receives a failure that is no vendor's fault: a {@link StoreException} where the store cannot be used,
     *     a {@link RejectedExecutionException} where Rollcall is being stopped, any other where the Java virtual machine
     *     failed
     */
    public <I, O> void call(CallRequest<I, O> request, Consumer<Outcome<O>> then, Consumer<Exception> broken) {
        inProgress.begin();
        CallExecution<I, O> execution =
                new CallExecution<>(setup.services(), request, RANDOM, counted(then), counted(broken));
        try {
            // never on the caller's thread, which may hold what a waiting call needs
            workers.execute(() -> start(execution));
        } catch (RejectedExecutionException stopped) {
            execution.refuse(stopped);
        } catch (Error noThread) { // "unable to create native thread" is an OutOfMemoryError
            execution.end(noThread);
        }
    }

    private <T> Consumer<T> counted(Consumer<T> then) {
        return result -> {
            try {
                then.accept(result);
            } finally {
                inProgress.end();
            }
        };
    }

    /** Waits until no call is in progress, for so long at most. */
    public void awaitIdle(Duration longest) throws InterruptedException {
        inProgress.await(longest);
    }

    private void start(CallExecution<?, ?> execution) {
        if (workers.isShutdown() && scheduler.isStopped()) {
            execution.refuse(new RejectedExecutionException("Rollcall is being stopped"));
        } else {
            execution.start();
        }
    }

    // a call that has started ends even without workers: on this thread
    private void resume(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException stopped) {
            task.run();
        } catch (Error noThread) {
            FatalErrors.report(noThread);
            task.run();
        }
    }

    /**
     * Gets a token for the calls to come, if there is none.
     *
     * @param then called once, on this thread or a worker: why there is none; empty where there is one
     */
    public void getToken(CallCount count, Consumer<Optional<Fault>> then) {
        CallerContext caller = CallerContext.current();
        Setup current = setup;
        CallEvent now = current.tokens()
                .token(
                        null,
                        fetched -> fetchToken(current.token(), count, caller, fetched),
                        event -> then.accept(refusal(event)));
        if (now != null) {
            then.accept(refusal(now));
        }
    }

    private static Optional<Fault> refusal(CallEvent event) {
        return event instanceof CallEvent.TokenFailed failed ? Optional.of(failed.fault()) : Optional.empty();
    }

    private void fetchToken(
            Operation<TokenContext, AccessToken> token,
            CallCount count,
            CallerContext caller,
            Consumer<Outcome<AccessToken>> then) {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        TokenContext input =
                new TokenContext(clocks.wall().instant(), HexFormat.of().formatHex(nonce));
        call(
                new CallRequest<>(token, input, token.purpose(), count, caller, new Cancellation()),
                then,
                failure -> then.accept(new Outcome.Failed<>(new Fault.NoAnswer(
                        Fault.Origin.of(token.name()),
                        true,
                        "The token could not be fetched because Rollcall is being stopped."))));
    }

    /** Ends every wait: calls that were not sent yet fail, certainly not done. */
    public void stopWaiting() {
        scheduler.stop();
    }

    /** Ends all calls, on this thread where need be: every caller gets a result. */
    public void end() {
        scheduler.stop();
        // tasks that no worker has begun end here without being sent
        workers.shutdownNow().forEach(Runnable::run);
    }
}
