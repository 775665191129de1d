package io.rollcall.provider;

/** Something that must never be shown. Its text form is masked. Thread-safe. */
public interface Secret {

    /**
     * The value, read anew each time where it lies in a file.
     *
     * @throws UnavailableSecretException where it cannot be read now
     */
    String reveal();

    /** A secret whose value is known. */
    static Secret of(String value) {
        return new Secret() {
            @Override
            public String reveal() {
                return value;
            }

            @Override
            public String toString() {
                return "***";
            }
        };
    }

    /** A secret cannot be read now. The message names the key and the file, never the value. */
    final class UnavailableSecretException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnavailableSecretException(String message) {
            super(message);
        }
    }
}
