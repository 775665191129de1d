package io.rollcall.check;

import io.rollcall.vendor.Operation;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call that a check makes. Immutable; thread-safe if its function is.
 *
 * @param account the account whose application makes the call, as {@link CheckTask#account} returns it
 * @param subject the person or meeting of the input, for the line of the check; null if there is none
 * @param flows the names of the flows that need the call
 * @param then receives the result before the line is added; returns the line's message, or null
 * @param ifUnknown the message if the vendor does not know the person or meeting of the input; null if that is a failure
 * @param without what the flows lack where the call fails, which is a warning then; null for a call that they need
 */
public record Probe<I, O>(
        String account,
        Operation<I, O> operation,
        I input,
        @Nullable String subject,
        List<String> flows,
        Function<O, @Nullable String> then,
        @Nullable String ifUnknown,
        @Nullable String without) {
    public Probe {
        flows = List.copyOf(flows);
    }

    /** A call of which each failure is a failure of the check. */
    public Probe(
            String account,
            Operation<I, O> operation,
            I input,
            @Nullable String subject,
            List<String> flows,
            Function<O, @Nullable String> then) {
        this(account, operation, input, subject, flows, then, null, null);
    }

    /** A call that the flows need, unless the vendor does not know the person or meeting of the input. */
    public Probe(
            String account,
            Operation<I, O> operation,
            I input,
            @Nullable String subject,
            List<String> flows,
            Function<O, @Nullable String> then,
            @Nullable String ifUnknown) {
        this(account, operation, input, subject, flows, then, ifUnknown, null);
    }

    /**
     * A call without which the flows still work.
     *
     * @param what a sentence about what they lack then
     */
    public Probe<I, O> without(String what) {
        return new Probe<>(account, operation, input, subject, flows, then, ifUnknown, what);
    }

    String name() {
        return operation.name().toString();
    }
}
