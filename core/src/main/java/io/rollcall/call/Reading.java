package io.rollcall.call;

import java.util.function.Function;

/** What an operation makes of an answer that arrived. */
public sealed interface Reading<O> {

    /** The vendor answered the question. */
    record Answer<O>(O value) implements Reading<O> {}

    /** The vendor refused, or sent something that is no answer. */
    record Refusal<O>(Fault fault) implements Reading<O> {}

    /** Goes on with an answer; a refusal stays what it is. */
    default <P> Reading<P> then(Function<O, Reading<P>> next) {
        return this instanceof Answer<O> answer
                ? next.apply(answer.value())
                : new Refusal<>(((Refusal<O>) this).fault());
    }

    static <O> Reading<O> answer(O value) {
        return new Answer<>(value);
    }

    static <O> Reading<O> refusal(Fault fault) {
        return new Refusal<>(fault);
    }
}
