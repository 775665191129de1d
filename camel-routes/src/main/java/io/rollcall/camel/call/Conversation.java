package io.rollcall.camel.call;

import io.rollcall.call.Call;
import io.rollcall.call.CallCount;
import io.rollcall.call.Effect;
import io.rollcall.call.Event;
import io.rollcall.call.Operation;
import io.rollcall.call.OperationName;
import io.rollcall.call.Outcome;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;

/** A call under way and the effect that it wants next. Passed from thread to thread, used by one at a time. */
final class Conversation<I, O> {
    private static final String PROPERTY = "CamelRollcallConversation";

    private final Call<I, O> call;
    private final CallCount count;
    private final InstantSource time;
    private final OperationName operation;
    private final BooleanSupplier wanted;
    private Effect<O> effect;

    Conversation(Call<I, O> call, Request<I, O> request, InstantSource time) {
        this.call = call;
        this.operation = request.operation().name();
        this.count = request.count();
        this.wanted = request.wanted();
        this.time = time;
        this.effect = call.next(new Event.Started(), time.instant());
    }

    static Conversation<?, ?> of(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(PROPERTY, Conversation.class));
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Tells the call what happened. */
    void tell(Event event) {
        effect = call.next(event, time.instant());
    }

    Effect<O> effect() {
        return effect;
    }

    <E> E effect(Class<E> type) {
        return type.cast(effect);
    }

    boolean isOver() {
        return effect instanceof Effect.Finish;
    }

    /** Whether nobody wants the call any more that was not sent yet. */
    boolean isPointless() {
        boolean beforeSending = effect instanceof Effect.GetPlace
                || effect instanceof Effect.GetToken
                || effect instanceof Effect.Wait
                || effect instanceof Effect.Send;
        return beforeSending && !wanted.getAsBoolean();
    }

    Outcome<O> outcome() {
        return ((Effect.Finish<O>) effect).outcome();
    }

    OperationName operation() {
        return operation;
    }

    CallCount count() {
        return count;
    }

    /** What the caller of a vendor's route puts into the exchange. */
    record Request<I, O>(Operation<I, O> operation, I input, CallCount count, BooleanSupplier wanted) {
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
