package io.rollcall.setting;

/** A secret that a request needs cannot be read now. The message names the key and the file, never the value. */
public final class UnavailableSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableSecretException(String message) {
        super(message);
    }
}
