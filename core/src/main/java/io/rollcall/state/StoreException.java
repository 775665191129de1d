package io.rollcall.state;

import org.jspecify.annotations.Nullable;

/** The store cannot be used. The message says what to do, and names no person and no secret. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
