package io.rollcall.sandbox;

/** A folder holds no recording, or one that this version cannot play. The message says what to do. */
public final class InvalidRecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRecordingException(String message) {
        super(message);
    }
}
