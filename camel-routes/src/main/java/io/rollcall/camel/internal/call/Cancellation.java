package io.rollcall.camel.internal.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Lets a caller give up its calls. Calls that were not sent yet fail at once, certainly not done; a request that is on its
 * way is not affected. One for a caller, however many calls it makes. Thread-safe.
 */
public final class Cancellation {
    private final BooleanSupplier lost;
    private final Set<Runnable> listeners = new LinkedHashSet<>();
    private boolean cancelled;

    /** A caller that waits until it says otherwise. */
    public Cancellation() {
        this(() -> false);
    }

    /**
     * A caller that may also leave without a word.
     *
     * @param lost whether it has left; asked before each request, thread-safe
     */
    public Cancellation(BooleanSupplier lost) {
        this.lost = lost;
    }

    /** Gives up. */
    public void cancel() {
        List<Runnable> called;
        synchronized (this) {
            cancelled = true;
            called = new ArrayList<>(listeners);
            listeners.clear();
        }
        called.forEach(Runnable::run);
    }

    /** Whether the caller gave up or has left. */
    public boolean isCancelled() {
        synchronized (this) {
            if (cancelled) {
                return true;
            }
        }
        return lost.getAsBoolean();
    }

    /** Runs a listener on {@link #cancel}, on its thread; never where that was before. */
    synchronized void add(Runnable listener) {
        if (!cancelled) {
            listeners.add(listener);
        }
    }

    synchronized void remove(Runnable listener) {
        listeners.remove(listener);
    }
}
