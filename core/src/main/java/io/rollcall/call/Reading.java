package io.rollcall.call;

/** What an operation makes of an answer that arrived. */
public sealed interface Reading<O> {

    /** The vendor answered the question. */
    record Answer<O>(O value) implements Reading<O> {}

    /** The vendor refused, or sent something that is no answer. */
    record Refusal<O>(Fault fault) implements Reading<O> {}

    static <O> Reading<O> answer(O value) {
        return new Answer<>(value);
    }

    static <O> Reading<O> refusal(Fault fault) {
        return new Refusal<>(fault);
    }
}
