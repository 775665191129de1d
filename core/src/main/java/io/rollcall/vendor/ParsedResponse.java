package io.rollcall.vendor;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an operation makes of an answer that arrived. */
public sealed interface ParsedResponse<O> {

    /**
     * The vendor answered the question.
     *
     * @param skipped the rows of the answer's list that could not be read and are not part of the value
     */
    record Answer<O>(O value, SkippedRows skipped) implements ParsedResponse<O> {}

    /**
     * The vendor refused, or sent something that is no answer.
     *
     * @param quote what the vendor, or something in its place, wrote for people; null where it wrote nothing
     */
    record Refusal<O>(Fault fault, @Nullable Quote quote) implements ParsedResponse<O> {}

    /**
     * Text of a vendor as it arrived. It may hold secrets and people's data: {@code Call} cleans it before anybody sees it.
     *
     * @param label what stands before the text in a message, for example {@code The vendor's message:}
     */
    record Quote(String label, String text) {
        /** Shows nothing of the text. */
        @Override
        public String toString() {
            return "Quote[" + label + " ***]";
        }
    }

    /** Goes on with an answer; a refusal stays what it is. */
    default <P> ParsedResponse<P> then(Function<O, ParsedResponse<P>> next) {
        return this instanceof Answer<O> answer
                ? next.apply(answer.value())
                : new Refusal<>(((Refusal<O>) this).fault(), ((Refusal<O>) this).quote());
    }

    static <O> ParsedResponse<O> answer(O value) {
        return new Answer<>(value, SkippedRows.NONE);
    }

    /** An answer of whose list some rows could not be read. */
    static <O> ParsedResponse<O> answer(O value, SkippedRows skipped) {
        return new Answer<>(value, skipped);
    }

    static <O> ParsedResponse<O> refusal(Fault fault) {
        return new Refusal<>(fault, null);
    }

    /** A refusal with the vendor's own words. */
    static <O> ParsedResponse<O> refusal(Fault fault, @Nullable Quote quote) {
        return new Refusal<>(fault, quote);
    }
}
