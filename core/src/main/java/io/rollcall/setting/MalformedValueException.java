package io.rollcall.setting;

/**
 * A value is not what its setting needs. The message completes the sentence that starts with the key, for example
 * "must be a whole number from 1 to 100, not 'many'". It never holds a secret or a person's data.
 */
public final class MalformedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    /** Says what the value must be. */
    public MalformedValueException(String explanation) {
        super(explanation, null, false, false);
        this.explanation = explanation;
    }

    /** What the value must be; the same as the message. */
    public String explanation() {
        return explanation;
    }
}
