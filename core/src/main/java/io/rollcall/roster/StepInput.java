package io.rollcall.roster;

import io.rollcall.task.StepException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * What one step takes from the step before it, directly or through steps of a host. Not thread-safe.
 *
 * <p>What a host's step reads and does not hand on it drops on purpose. What it does not read is missing: {@link #hasUnread}.
 */
final class StepInput<T> {
    private final Iterator<?> given;
    private final StepOutput<T> source;
    private final Class<T> type;
    private final String steps;

    /**
     * @param given what the step is given
     * @param source what the step before it made
     * @param before the step before it
     * @param step the step itself
     */
    StepInput(Iterator<?> given, StepOutput<T> source, Class<T> type, String before, String step) {
        this.given = given;
        this.source = source;
        this.type = type;
        this.steps = before + " and " + step;
    }

    boolean hasNext() {
        try {
            return given.hasNext();
        } catch (RuntimeException | Error failed) {
            throw failure(failed);
        }
    }

    T next() {
        Object next;
        try {
            next = given.next();
        } catch (RuntimeException | Error failed) {
            throw failure(failed);
        }
        if (!type.isInstance(next)) {
            throw refused(
                    "a " + (next == null ? "null" : next.getClass().getName()) + " instead of a " + type.getName());
        }
        return type.cast(next);
    }

    /** Whether a step ended the input before it had read everything. */
    boolean hasUnread() {
        return source.hasNext();
    }

    /** A step handed on what the next one cannot use. */
    StepException refused(String what) {
        return new StepException("A step between " + steps + " handed on " + what + ". Correct the route.");
    }

    private RuntimeException failure(Throwable failed) {
        if (failed instanceof VirtualMachineError fatal && !(failed instanceof StackOverflowError)) {
            throw fatal;
        }
        // without a step in between, and for what the run itself threw, no step of a host is to blame
        if (source.threw(failed) || failed instanceof StepException) {
            throw sneaky(failed);
        }
        String name = failed instanceof NoSuchElementException ? "had no next element" : "failed";
        return new StepException(
                "A step between " + steps + " " + name + " ("
                        + failed.getClass().getSimpleName() + "). Correct the route.",
                failed);
    }

    private static RuntimeException sneaky(Throwable failed) {
        if (failed instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failed;
    }
}
