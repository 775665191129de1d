package io.rollcall.app.control;

/** What was asked for cannot be done as it was written: a command line, a request, or the environment is wrong. The message has the remedy. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message, null, false, false);
    }
}
