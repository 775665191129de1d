package io.rollcall.camel.internal.call;

import io.rollcall.call.Call;
import io.rollcall.call.CallCount;
import io.rollcall.call.CallEffect;
import io.rollcall.call.CallEvent;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.RequestResult;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A call under way and the effect that it wants next. Passed from thread to thread, used by one at a time. */
final class CallExecution<I, O> {
    private final Call<I, O> call;
    private final CallCount count;
    private final Clocks clocks;
    private final OperationName operation;
    private final Operation.Repeat repeat;
    private final BooleanSupplier wanted;
    private final CallListener listener;
    private CallEffect<O> effect;
    private Instant wantedSince;

    CallExecution(Call<I, O> call, Request<I, O> request, Clocks clocks, CallListener listener) {
        this.call = call;
        this.listener = listener;
        this.operation = request.operation().name();
        this.repeat = request.operation().afterUnknownOutcome();
        this.count = request.count();
        this.wanted = request.wanted();
        this.clocks = clocks;
        Moment now = clocks.now();
        this.wantedSince = now.monotonic();
        this.effect = call.next(new CallEvent.Started(), now);
        tellEnd();
    }

    /** Tells the call what happened. */
    void tell(CallEvent event) {
        Moment now = clocks.now();
        CallEffect<O> carriedOut = effect;
        effect = call.next(event, now);
        if (carriedOut instanceof CallEffect.Send) {
            listener.sent(operation, trouble());
            listener.requested(result(event, Duration.between(wantedSince, now.monotonic())));
        } else if (carriedOut instanceof CallEffect.GetPlace) {
            listener.waited(operation, CallListener.Reason.PLACE, Duration.between(wantedSince, now.monotonic()));
        } else if (carriedOut instanceof CallEffect.Wait) {
            listener.waited(operation, CallListener.Reason.PAUSE, Duration.between(wantedSince, now.monotonic()));
        }
        wantedSince = now.monotonic();
        tellEnd();
    }

    private RequestResult result(CallEvent event, Duration duration) {
        Fault fault = call.trouble().orElse(null);
        if (!(event instanceof CallEvent.Answered answered)) {
            return new RequestResult(operation, null, kind(fault), null, null, duration);
        }
        String requestId = fault == null
                ? new Fault.Origin(operation, null, call.requestId(answered.response())).requestId()
                : fault.origin().requestId();
        return new RequestResult(
                operation,
                answered.response().status(),
                kind(fault),
                fault == null ? null : fault.origin().code(),
                requestId,
                duration);
    }

    private static Fault.@Nullable Kind kind(@Nullable Fault fault) {
        return fault == null ? null : fault.kind();
    }

    private void tellEnd() {
        if (isOver()) {
            Outcome<O> outcome = outcome();
            listener.ended(
                    operation,
                    outcome instanceof Outcome.Failed<O> failed ? failed.fault().kind() : null);
        }
    }

    CallEffect<O> effect() {
        return effect;
    }

    <E> E effect(Class<E> type) {
        return type.cast(effect);
    }

    boolean isOver() {
        return effect instanceof CallEffect.Finish;
    }

    /** Whether a call waits for what must not be waited for any more once Rollcall is being stopped. */
    boolean isBeforeSending() {
        return effect instanceof CallEffect.GetPlace
                || effect instanceof CallEffect.GetToken
                || effect instanceof CallEffect.Wait
                || effect instanceof CallEffect.Send;
    }

    /** Whether somebody still wants the outcome. */
    boolean isWanted() {
        return wanted.getAsBoolean();
    }

    /** Whether lost answers must not be followed by a second request. */
    boolean isAction() {
        return repeat != Operation.Repeat.REPEAT;
    }

    /**
     * Ends the call after an exception that no part of it expects; its place is given back.
     *
     * @return whether its request may have been sent
     */
    boolean abandon() {
        return call.abandon();
    }

    Outcome<O> outcome() {
        return ((CallEffect.Finish<O>) effect).outcome();
    }

    /** What was wrong with the last request; null where it was answered as asked. */
    Fault.@Nullable Kind trouble() {
        return call.trouble().map(Fault::kind).orElse(null);
    }

    OperationName operation() {
        return operation;
    }

    CallCount count() {
        return count;
    }

    /** What is asked of a vendor. */
    record Request<I, O>(Operation<I, O> operation, I input, Purpose purpose, CallCount count, BooleanSupplier wanted) {
        /** Shows nothing of what is asked: inputs may hold names. */
        @Override
        public String toString() {
            return "Request[" + operation.name() + "]";
        }
    }

    @Override
    public String toString() {
        return "Conversation[" + effect.getClass().getSimpleName() + "]";
    }
}
