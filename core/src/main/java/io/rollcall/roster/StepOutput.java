package io.rollcall.roster;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What a step makes, element by element, as the next step reads it. Reading may wait for calls. Not thread-safe, and never
 * read from within itself.
 */
abstract class StepOutput<T> implements Iterator<T> {
    private @Nullable T next;
    private boolean ended;
    private boolean reading;
    private @Nullable Throwable thrown;

    /** Makes the next element; null at the end. Is not called again after that, nor after an exception. */
    abstract @Nullable T make();

    @Override
    public final boolean hasNext() {
        if (next == null && !ended) {
            read();
        }
        return next != null;
    }

    private void read() {
        if (reading) {
            throw new IllegalStateException("The output of a step is being read already. Read it in one thread, and not"
                    + " from within a function that it calls.");
        }
        if (thrown != null) {
            throw rethrown(thrown);
        }
        reading = true;
        try {
            next = make();
            ended = next == null;
        } catch (RuntimeException | Error failed) {
            thrown = failed;
            throw failed;
        } finally {
            reading = false;
        }
    }

    private static RuntimeException rethrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }

    @Override
    public final T next() {
        T element = hasNext() ? next : null;
        if (element == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return element;
    }

    /** Whether an exception came from here. */
    final boolean threw(Throwable failed) {
        return thrown == failed;
    }
}
