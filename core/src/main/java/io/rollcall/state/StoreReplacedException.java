package io.rollcall.state;

import org.jspecify.annotations.Nullable;

/**
 * The store is no longer the one that this process opened: replaced, removed or cut off. What the process knows and what
 * the store says do not belong together, so the process changes nothing until it is restarted.
 */
public final class StoreReplacedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreReplacedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
