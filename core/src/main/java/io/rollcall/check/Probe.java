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
 */
public record Probe<I, O>(
        String account,
        Operation<I, O> operation,
        I input,
        @Nullable String subject,
        List<String> flows,
        Function<O, @Nullable String> then,
        @Nullable String ifUnknown) {
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
        this(account, operation, input, subject, flows, then, null);
    }

    String name() {
        return operation.name().toString();
    }
}
