package io.rollcall.memory;

import org.jspecify.annotations.Nullable;

/** The store cannot be used. The message says what to do, and names no person and no secret. */
public class MemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MemoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
