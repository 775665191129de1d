package io.rollcall.camel.internal.call;

import io.rollcall.call.ApplicationState;
import io.rollcall.call.Call;
import io.rollcall.call.CallCount;
import io.rollcall.call.CallEffect;
import io.rollcall.call.CallEvent;
import io.rollcall.call.Clocks;
import io.rollcall.call.RateLimiter;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.FatalErrors;
import io.rollcall.camel.UnexpectedErrors;
import io.rollcall.http.HttpDate;
import io.rollcall.state.Maintenance;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.TokenContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of one account at a vendor: carries out the effects of a call, one after the other, until it is over.
 * Calls wait without a thread; at most as many are being sent as there are workers. Whatever is thrown on the way,
 * {@link Error}s included, a caller gets an answer and a place is given back. Thread-safe.
 */
public final class CallExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(CallExecutor.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ApplicationState line;
    private final BudgetLedger budget;
    private final Maintenance upkeep;
    private final Duration responseTimeout;
    private final Clocks clocks;
    private final ExecutorService workers;
    private final CallScheduler waiting;
    private final TokenProvider tokens;
    private final Provider provider;
    private final Transport transport;
    private final CallListener listener;

    /** Sends a request. */
    public interface Transport {
        /**
         * Sends, on the calling thread, and waits for the answer.
         *
         * @param action whether it must not be sent on a connection that the vendor may have closed
         * @param then told what came of it before what the answer takes in memory is let go
         * @throws RejectedExecutionException where nothing is sent any more
         */
        void send(io.rollcall.http.HttpRequest request, boolean action, Consumer<CallEvent> then);
    }

    /**
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
        this.line = new ApplicationState(
                application.id(),
                application.keys(),
                application.rates(),
                application.monthlyCalls(),
                application.reserve());
        this.budget = new BudgetLedger(store, application.name(), clocks.wall());
        this.upkeep = store.upkeep();
        this.responseTimeout = responseTimeout;
        this.clocks = clocks;
        this.workers = workers;
        this.waiting = new CallScheduler(clocks.monotonic(), timer, this::goOn);
        this.provider = application.provider();
        this.tokens = new TokenProvider(
                line.tokens(),
                clocks,
                this::goOn,
                failure -> new Outcome.Failed<>(fault(provider.token().name(), failure, false)));
        this.transport = transport;
        this.listener = listener;
    }

    /**
     * Makes a call.
     *
     * @param then told the outcome once, on a worker; an exception that no part of the call expects is an outcome too
     * @param broken told a failure instead, never a vendor's fault: a {@link StoreException} where the store is lost, a
     *     {@link RejectedExecutionException} where Rollcall is being stopped, anything else where the Java virtual
     *     machine cannot be relied on any more
     */
    public <I, O> void call(
            Operation<I, O> operation,
            I input,
            CallCount count,
            Consumer<Outcome<O>> then,
            Consumer<Exception> broken) {
        call(operation, input, Purpose.of(operation), count, () -> true, then, broken);
    }

    /**
     * Makes a call for somebody who may lose interest in it: from then on it is not sent any more, and fails.
     *
     * @param purpose what the call is for
     * @param wanted thread-safe
     */
    public <I, O> void call(
            Operation<I, O> operation,
            I input,
            Purpose purpose,
            CallCount count,
            BooleanSupplier wanted,
            Consumer<Outcome<O>> then,
            Consumer<Exception> broken) {
        CallUnderWay<I, O> call =
                new CallUnderWay<>(new CallExecution.Request<>(operation, input, purpose, count, wanted), then, broken);
        try {
            // never on the caller's thread, which may hold what a waiting call needs
            workers.execute(call);
        } catch (RejectedExecutionException stopped) {
            call.refuse(stopped);
        } catch (Error noThread) { // "unable to create native thread" is an OutOfMemoryError
            call.failed(noThread);
        }
    }

    // a call that has begun ends even where the workers are gone: on whatever thread this is
    private void goOn(Runnable task) {
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
     * Makes sure that there is a token for the calls to come.
     *
     * @param then told once, at once or on a worker: why there is none; empty where there is one
     */
    public void getToken(CallCount count, Consumer<Optional<Fault>> then) {
        CallEvent atOnce =
                tokens.token(null, fetched -> fetchToken(count, fetched), event -> then.accept(refusal(event)));
        if (atOnce != null) {
            then.accept(refusal(atOnce));
        }
    }

    private static Optional<Fault> refusal(CallEvent event) {
        return event instanceof CallEvent.TokenFailed failed ? Optional.of(failed.fault()) : Optional.empty();
    }

    /** Ends the waits of calls that nobody wants any more: they fail, certainly not done. */
    public void endUnwanted() {
        waiting.endUnwanted();
    }

    /** Ends every wait: calls that were not sent yet fail, certainly not done. */
    public void stopWaiting() {
        waiting.stop();
    }

    /** Ends everything, on the calling thread where need be: every caller gets an answer. */
    public void end() {
        waiting.stop();
        // tasks that no worker began end here: nothing is sent any more
        workers.shutdownNow().forEach(Runnable::run);
    }

    private void fetchToken(CallCount count, Consumer<Outcome<AccessToken>> then) {
        Operation<TokenContext, AccessToken> fetch = provider.token();
        TokenContext question = new TokenContext(clocks.wall().instant(), nonce());
        call(fetch, question, count, then, failure -> then.accept(brokenFetch(fetch)));
    }

    private static Outcome<AccessToken> brokenFetch(Operation<?, AccessToken> fetch) {
        return new Outcome.Failed<>(new Fault.NoAnswer(
                Fault.Origin.of(fetch.name()),
                true,
                "The token could not be fetched because Rollcall is being stopped."));
    }

    private static String nonce() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Fault fault(OperationName operation, Throwable failure, boolean sent) {
        String what = " because of an unexpected error (" + UnexpectedErrors.name(failure)
                + "). This is a defect of Rollcall, or of a library beside it; report it with the log's lines about it.";
        Fault.Origin origin = Fault.Origin.of(operation);
        return sent
                ? new Fault.Unreadable(
                        origin, "The answer could not be used" + what + " Nobody knows whether the vendor acted.")
                : new Fault.NoAnswer(origin, true, "Nothing was sent" + what);
    }

    /** One call on its way. Passed from thread to thread, used by one at a time; tells its caller exactly once. */
    private final class CallUnderWay<I, O> implements Runnable, CallScheduler.Waiter {
        private final CallExecution.Request<I, O> request;
        private final Consumer<Outcome<O>> then;
        private final Consumer<Exception> broken;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable CallExecution<I, O> conversation;

        CallUnderWay(CallExecution.Request<I, O> request, Consumer<Outcome<O>> then, Consumer<Exception> broken) {
            this.request = request;
            this.then = then;
            this.broken = broken;
        }

        /** Begins. */
        @Override
        public void run() {
            if (waiting.isStopped() && workers.isShutdown()) {
                refuse(new RejectedExecutionException("Rollcall is being stopped"));
                return;
            }
            try {
                Call<I, O> call = new Call<>(
                        request.operation(),
                        request.input(),
                        request.purpose(),
                        line,
                        request.count(),
                        responseTimeout,
                        RANDOM);
                CallExecution<I, O> begun = new CallExecution<>(call, request, clocks, listener);
                conversation = begun;
                carryOut(begun);
            } catch (RuntimeException | Error failure) {
                failed(failure);
            }
        }

        @Override
        public void goOn(CallEvent event) {
            CallExecution<I, O> begun = conversation;
            if (begun == null || over.get()) {
                if (event instanceof CallEvent.Placed placed) {
                    line.pacer(request.operation().name()).unused(placed.place());
                }
                return;
            }
            try {
                begun.tell(event);
                carryOut(begun);
            } catch (RuntimeException | Error failure) {
                failed(failure);
            }
        }

        @Override
        public boolean isWanted() {
            return request.wanted().getAsBoolean();
        }

        private void carryOut(CallExecution<I, O> begun) {
            while (!begun.isOver()) {
                CallEffect<O> effect = begun.effect();
                CallEvent event;
                if (begun.isBeforeSending() && (waiting.isStopped() || !begun.isWanted())) {
                    event = new CallEvent.Stopped();
                } else if (effect instanceof CallEffect.Send<O> send) {
                    send(begun, send);
                    continue;
                } else if (effect instanceof CallEffect.GetPlace<O> place) {
                    event = waiting.place(place.pacer(), this);
                } else if (effect instanceof CallEffect.GetToken<O> token) {
                    event = tokens.token(token.rejected(), fetched -> fetchToken(request.count(), fetched), this::goOn);
                } else if (effect instanceof CallEffect.Wait<O> pause) {
                    event = waiting.sleep(pause.time(), this);
                } else {
                    budget.count(begun);
                    continue;
                }
                if (event == null) {
                    return; // goes on later, on a worker
                }
                begun.tell(event);
                if (event instanceof CallEvent.Stopped) {
                    mayBeFree();
                }
            }
            finish(begun.outcome());
        }

        private void send(CallExecution<I, O> begun, CallEffect.Send<O> send) {
            try {
                transport.send(send.request(), begun.isAction(), event -> {
                    noteTime(event);
                    begun.tell(event);
                });
            } catch (RejectedExecutionException stopped) {
                begun.tell(new CallEvent.Stopped());
            } finally {
                mayBeFree();
            }
        }

        private void noteTime(CallEvent event) {
            ZonedDateTime sent = event instanceof CallEvent.Answered answered ? HttpDate.of(answered.response()) : null;
            if (sent != null) {
                upkeep.vendorTime(line.application(), sent.toInstant());
            }
        }

        private void mayBeFree() {
            RateLimiter pacer = line.pacer(request.operation().name());
            waiting.mayBeFree(pacer);
        }

        private void finish(Outcome<O> outcome) {
            if (!over.getAndSet(true)) {
                then.accept(outcome);
            }
        }

        void refuse(RejectedExecutionException stopped) {
            if (!over.getAndSet(true)) {
                broken.accept(stopped);
            }
        }

        /** Ends the call after anything that no part of it expects. */
        void failed(Throwable failure) {
            boolean sent = true;
            try {
                CallExecution<I, O> begun = conversation;
                sent = begun != null && begun.abandon();
                mayBeFree();
            } finally {
                tellFailure(failure, sent);
            }
        }

        private void tellFailure(Throwable failure, boolean sent) {
            boolean first = !over.getAndSet(true);
            try {
                if (first && FatalErrors.in(failure) != null) {
                    broken.accept(new IllegalStateException("the Java virtual machine failed", failure));
                } else if (first && failure instanceof StoreException lost) {
                    broken.accept(lost);
                } else if (first) {
                    then.accept(new Outcome.Failed<>(fault(request.operation().name(), failure, sent)));
                }
            } finally {
                if (!FatalErrors.report(failure) && !(failure instanceof StoreException)) {
                    LOG.error(
                            "a call of {} ended with an unexpected error; this is a defect",
                            request.operation().name(),
                            UnexpectedErrors.withoutMessages(failure));
                }
            }
        }
    }
}
