package io.rollcall.setting;

/**
 * A value does not fit its setting. The message continues a sentence that begins with the key, for example "must be a whole
 * number from 1 to 100, not 'many'". It never contains a secret or personal data.
 */
public final class MalformedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    public MalformedValueException(String explanation) {
        super(explanation, null, false, false);
        this.explanation = explanation;
    }

    /** The message, never null. */
    public String explanation() {
        return explanation;
    }
}
