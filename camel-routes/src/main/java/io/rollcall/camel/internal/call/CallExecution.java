package io.rollcall.camel.internal.call;

import io.rollcall.call.Call;
import io.rollcall.call.CallEffect;
import io.rollcall.call.CallEvent;
import io.rollcall.call.Moment;
import io.rollcall.call.RateLimiter;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.http.HttpDate;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import java.time.ZonedDateTime;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the effects of one call, until it ends or waits. Passed from thread to thread, used by one at a time. The
 * caller gets exactly one result, and the permit is released, after any exception too.
 */
final class CallExecution<I, O> {
    private static final Logger LOG = LoggerFactory.getLogger(CallExecution.class);

    private final CallServices services;
    private final CallRequest<I, O> request;
    private final Consumer<Outcome<O>> then;
    private final Consumer<Exception> broken;
    private final OperationName operation;
    private final Call<I, O> call;
    private final CallProgress progress;
    private final Runnable whenCancelled = this::cancelled;
    private CallEffect<O> effect = new CallEffect.Start<>();
    private volatile @Nullable Wait wait;

    CallExecution(
            CallServices services,
            CallRequest<I, O> request,
            RandomGenerator random,
            Consumer<Outcome<O>> then,
            Consumer<Exception> broken) {
        this.services = services;
        this.request = request;
        this.then = then;
        this.broken = broken;
        this.operation = request.operation().name();
        this.call = new Call<>(
                request.operation(),
                request.input(),
                request.purpose(),
                services.application(),
                request.count(),
                services.responseTimeout(),
                random);
        this.progress = new CallProgress(operation, call, services.listener());
    }

    /** Starts, on a worker. */
    void start() {
        request.cancellation().add(whenCancelled);
        resume(new CallEvent.Started());
    }

    /** Ends without a start: Rollcall is being stopped. */
    void refuse(RejectedExecutionException stopped) {
        broken.accept(stopped);
    }

    private void resume(CallEvent event) {
        request.caller().run(() -> advance(event));
    }

    private void advance(CallEvent event) {
        boolean waits = false;
        Throwable failure = null;
        try {
            next(event);
            while (!waits && !(effect instanceof CallEffect.Finish)) {
                waits = !carryOut();
            }
        } catch (RuntimeException | Error unexpected) {
            failure = unexpected;
        } finally {
            if (!waits) {
                end(failure);
            }
        }
    }

    private void next(CallEvent event) {
        Moment now = services.clocks().now();
        CallEffect<O> carriedOut = effect;
        effect = call.next(event, now);
        progress.report(carriedOut, event, effect, now.monotonic());
    }

    /**
     * Carries out the effect.
     *
     * @return false where the call waits, and resumes on another thread
     */
    private boolean carryOut() {
        if (effect instanceof CallEffect.Send<O> send) {
            CallEvent obstacle = obstacle();
            if (obstacle == null && request.paused().getAsBoolean()) {
                obstacle = new CallEvent.Paused();
            }
            if (obstacle == null) {
                send(send);
            } else {
                next(obstacle);
            }
            return true;
        }
        CallEvent stored =
                services.budget().carryOut(effect, operation, request.count().flow());
        if (stored != null) {
            next(stored);
            return true;
        }
        Wait begun = new Wait();
        wait = begun;
        // checked after the wait is visible: a later cancellation ends it
        CallEvent event = obstacle();
        if (event == null) {
            event = startWait(begun);
        }
        if (event == null) {
            return false;
        }
        if (!begun.end()) {
            discard(event);
            return false;
        }
        next(event);
        return true;
    }

    /** The event, where there is no need to wait; null where the call resumes on another thread. */
    private @Nullable CallEvent startWait(Wait begun) {
        try {
            return eventOrWait(begun);
        } catch (RuntimeException | Error unexpected) {
            if (begun.end()) {
                throw unexpected;
            }
            log(unexpected);
            return null;
        }
    }

    private @Nullable CallEvent eventOrWait(Wait begun) {
        if (effect instanceof CallEffect.AcquirePermit<O> acquire) {
            return services.scheduler().acquire(acquire.limiter(), begun);
        } else if (effect instanceof CallEffect.GetToken<O> token) {
            return services.tokens()
                    .token(
                            token.rejected(),
                            fetched -> services.fetcher().fetch(request.count(), request.caller(), fetched),
                            begun::resume);
        }
        return services.scheduler().delay(((CallEffect.Wait<O>) effect).time(), begun);
    }

    /** Why the call must not go on; null where it may. */
    private @Nullable CallEvent obstacle() {
        if (services.scheduler().isStopped()) {
            return new CallEvent.Stopped();
        }
        return request.cancellation().isCancelled() ? new CallEvent.Cancelled() : null;
    }

    private void send(CallEffect.Send<O> send) {
        CallerContext.Sending sending = request.caller().sending(operation);
        try {
            boolean action = request.operation().afterUnknownOutcome() != Operation.Repeat.REPEAT;
            services.transport().send(send.request(), action, event -> {
                noteTime(event);
                next(event);
            });
        } catch (RejectedExecutionException stopped) {
            next(new CallEvent.Stopped());
        } finally {
            sending.sent(call.trouble().map(Fault::kind).orElse(null));
            permitReturned();
        }
    }

    private void noteTime(CallEvent event) {
        ZonedDateTime sent = event instanceof CallEvent.Answered answered ? HttpDate.of(answered.response()) : null;
        if (sent != null) {
            services.maintenance().vendorTime(services.application().application(), sent.toInstant());
        }
    }

    private void cancelled() {
        Wait begun = wait;
        if (begun != null && begun.end()) {
            services.resume(() -> resume(new CallEvent.Cancelled()));
        }
    }

    private void discard(CallEvent event) {
        if (event instanceof CallEvent.PermitAcquired acquired) {
            limiter().releaseUnused(acquired.permit());
            permitReturned();
        }
    }

    private void permitReturned() {
        services.scheduler().permitReturned(limiter());
    }

    private RateLimiter limiter() {
        return services.application().limiter(operation);
    }

    /**
     * Ends the call.
     *
     * @param failure an exception that no part of it expects; null for a regular end
     */
    void end(@Nullable Throwable failure) {
        boolean sent = true;
        try {
            sent = call.abandon();
            request.cancellation().remove(whenCancelled);
            permitReturned();
        } finally {
            try {
                complete(failure, sent);
            } catch (RuntimeException | Error unexpected) {
                log(unexpected);
            }
            if (failure != null) {
                log(failure);
            }
        }
    }

    private void complete(@Nullable Throwable failure, boolean sent) {
        if (failure == null) {
            then.accept(((CallEffect.Finish<O>) effect).outcome());
        } else if (FatalErrors.in(failure) != null) {
            broken.accept(new IllegalStateException("the Java virtual machine failed", failure));
        } else if (failure instanceof StoreException lost) {
            broken.accept(lost);
        } else {
            then.accept(new Outcome.Failed<>(unexpected(operation, failure, sent)));
        }
    }

    /**
     * The fault of a call that ended with an exception that no part of it expects.
     *
     * @param sent whether its request may have been sent
     */
    static Fault unexpected(OperationName operation, Throwable failure, boolean sent) {
        String what = " because of an unexpected error (" + UnexpectedErrors.name(failure)
                + "). This is a defect of Rollcall, or of a library beside it; report it with the log's lines about it.";
        Fault.Origin origin = Fault.Origin.of(operation);
        return sent
                ? new Fault.Unreadable(
                        origin, "The response could not be used" + what + " It is unknown whether the vendor acted.")
                : new Fault.NoAnswer(origin, true, "Nothing was sent" + what);
    }

    private void log(Throwable failure) {
        if (!FatalErrors.report(failure) && !(failure instanceof StoreException)) {
            LOG.error(
                    "a call of {} ended with an unexpected error; this is a defect",
                    operation,
                    UnexpectedErrors.withoutMessages(failure));
        }
    }

    /** One wait, which ends once: at its event, or when the call is cancelled. */
    private final class Wait implements CallScheduler.Waiter {
        private final AtomicBoolean ended = new AtomicBoolean();

        /** Whether this ended the wait. */
        boolean end() {
            return ended.compareAndSet(false, true);
        }

        @Override
        public boolean isWaiting() {
            return !ended.get();
        }

        @Override
        public void resume(CallEvent event) {
            if (end()) {
                CallExecution.this.resume(event);
            } else {
                discard(event);
            }
        }
    }

    @Override
    public String toString() {
        return "CallExecution[" + operation + "]";
    }
}
