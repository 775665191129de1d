package io.rollcall.task;

/**
 * A step of a host's route failed, or handed on what the next step cannot use. The run ends, and its report says so. The
 * message names the steps before and after it and shows no data.
 */
public final class StepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StepException(String message) {
        super(message);
    }

    public StepException(String message, Throwable cause) {
        super(message, cause);
    }
}
