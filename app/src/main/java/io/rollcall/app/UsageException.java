package io.rollcall.app;

/** Somebody asked for something that cannot be had; the message says what and what to do instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
