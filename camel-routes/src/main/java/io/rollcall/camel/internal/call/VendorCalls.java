package io.rollcall.camel.internal.call;

import io.rollcall.call.Call;
import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Effect;
import io.rollcall.call.Event;
import io.rollcall.call.Fault;
import io.rollcall.call.Line;
import io.rollcall.call.Operation;
import io.rollcall.call.OperationName;
import io.rollcall.call.Outcome;
import io.rollcall.call.Pacer;
import io.rollcall.call.Purpose;
import io.rollcall.call.Token;
import io.rollcall.call.TokenQuestion;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.Defects;
import io.rollcall.camel.FatalErrors;
import io.rollcall.http.HttpDate;
import io.rollcall.memory.Memory;
import io.rollcall.memory.MemoryException;
import io.rollcall.memory.Upkeep;
import io.rollcall.provider.Application;
import io.rollcall.provider.Provider;
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
public final class VendorCalls {
    private static final Logger LOG = LoggerFactory.getLogger(VendorCalls.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Line line;
    private final BudgetKeeping budget;
    private final Upkeep upkeep;
    private final Duration responseTimeout;
    private final Clocks clocks;
    private final ExecutorService workers;
    private final Waiting waiting;
    private final TokenDesk tokens;
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
        void send(io.rollcall.http.HttpRequest request, boolean action, Consumer<Event> then);
    }

    /**
     * @param workers as many threads as calls may be sent at once
     */
    public VendorCalls(
            Transport transport,
            Application application,
            Memory memory,
            Duration responseTimeout,
            Clocks clocks,
            ScheduledExecutorService timer,
            ExecutorService workers,
            CallListener listener) {
        this.line = new Line(
                application.id(),
                application.keys(),
                application.rates(),
                application.monthlyCalls(),
                application.reserve());
        this.budget = new BudgetKeeping(memory, application.name(), clocks.wall());
        this.upkeep = memory.upkeep();
        this.responseTimeout = responseTimeout;
        this.clocks = clocks;
        this.workers = workers;
        this.waiting = new Waiting(clocks.monotonic(), timer, this::goOn);
        this.provider = application.provider();
        this.tokens = new TokenDesk(
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
     * @param broken told a failure instead, never a vendor's fault: a {@link MemoryException} where the store is lost, a
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
                new CallUnderWay<>(new Conversation.Request<>(operation, input, purpose, count, wanted), then, broken);
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
        Event atOnce = tokens.token(null, fetched -> fetchToken(count, fetched), event -> then.accept(refusal(event)));
        if (atOnce != null) {
            then.accept(refusal(atOnce));
        }
    }

    private static Optional<Fault> refusal(Event event) {
        return event instanceof Event.TokenFailed failed ? Optional.of(failed.fault()) : Optional.empty();
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

    private void fetchToken(CallCount count, Consumer<Outcome<Token>> then) {
        Operation<TokenQuestion, Token> fetch = provider.token();
        TokenQuestion question = new TokenQuestion(clocks.wall().instant(), nonce());
        call(fetch, question, count, then, failure -> then.accept(brokenFetch(fetch)));
    }

    private static Outcome<Token> brokenFetch(Operation<?, Token> fetch) {
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
        String what = " because of an unexpected error (" + Defects.name(failure)
                + "). This is a defect of Rollcall, or of a library beside it; report it with the log's lines about it.";
        Fault.Origin origin = Fault.Origin.of(operation);
        return sent
                ? new Fault.Unreadable(
                        origin, "The answer could not be used" + what + " Nobody knows whether the vendor acted.")
                : new Fault.NoAnswer(origin, true, "Nothing was sent" + what);
    }

    /** One call on its way. Passed from thread to thread, used by one at a time; tells its caller exactly once. */
    private final class CallUnderWay<I, O> implements Runnable, Waiting.Waiter {
        private final Conversation.Request<I, O> request;
        private final Consumer<Outcome<O>> then;
        private final Consumer<Exception> broken;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Conversation<I, O> conversation;

        CallUnderWay(Conversation.Request<I, O> request, Consumer<Outcome<O>> then, Consumer<Exception> broken) {
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
                Conversation<I, O> begun = new Conversation<>(call, request, clocks, listener);
                conversation = begun;
                carryOut(begun);
            } catch (RuntimeException | Error failure) {
                failed(failure);
            }
        }

        @Override
        public void goOn(Event event) {
            Conversation<I, O> begun = conversation;
            if (begun == null || over.get()) {
                if (event instanceof Event.Placed placed) {
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

        private void carryOut(Conversation<I, O> begun) {
            while (!begun.isOver()) {
                Effect<O> effect = begun.effect();
                Event event;
                if (begun.isBeforeSending() && (waiting.isStopped() || !begun.isWanted())) {
                    event = new Event.Stopped();
                } else if (effect instanceof Effect.Send<O> send) {
                    send(begun, send);
                    continue;
                } else if (effect instanceof Effect.GetPlace<O> place) {
                    event = waiting.place(place.pacer(), this);
                } else if (effect instanceof Effect.GetToken<O> token) {
                    event = tokens.token(token.rejected(), fetched -> fetchToken(request.count(), fetched), this::goOn);
                } else if (effect instanceof Effect.Wait<O> pause) {
                    event = waiting.sleep(pause.time(), this);
                } else {
                    budget.count(begun);
                    continue;
                }
                if (event == null) {
                    return; // goes on later, on a worker
                }
                begun.tell(event);
                if (event instanceof Event.Stopped) {
                    mayBeFree();
                }
            }
            finish(begun.outcome());
        }

        private void send(Conversation<I, O> begun, Effect.Send<O> send) {
            try {
                transport.send(send.request(), begun.isAction(), event -> {
                    noteTime(event);
                    begun.tell(event);
                });
            } catch (RejectedExecutionException stopped) {
                begun.tell(new Event.Stopped());
            } finally {
                mayBeFree();
            }
        }

        private void noteTime(Event event) {
            ZonedDateTime sent = event instanceof Event.Answered answered ? HttpDate.of(answered.response()) : null;
            if (sent != null) {
                upkeep.vendorTime(line.application(), sent.toInstant());
            }
        }

        private void mayBeFree() {
            Pacer pacer = line.pacer(request.operation().name());
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
                Conversation<I, O> begun = conversation;
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
                } else if (first && failure instanceof MemoryException lost) {
                    broken.accept(lost);
                } else if (first) {
                    then.accept(new Outcome.Failed<>(fault(request.operation().name(), failure, sent)));
                }
            } finally {
                if (!FatalErrors.report(failure) && !(failure instanceof MemoryException)) {
                    LOG.error(
                            "a call of {} ended with an unexpected error; this is a defect",
                            request.operation().name(),
                            Defects.withoutMessages(failure));
                }
            }
        }
    }
}
