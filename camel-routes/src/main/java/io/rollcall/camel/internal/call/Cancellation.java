package io.rollcall.camel.internal.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a caller give up its calls. Calls that were not sent yet fail at once, certainly not done; a request that is on its
 * way is not affected. One for a caller, however many calls it makes. Thread-safe.
 */
public final class Cancellation {
    private final Set<Runnable> listeners = new LinkedHashSet<>();
    private boolean cancelled;

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

    /** Whether the caller gave up. */
    public synchronized boolean isCancelled() {
        return cancelled;
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
