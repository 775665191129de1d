package io.rollcall.roster;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 128 bits of the SHA-256 of a text. Millions of texts have different fingerprints, even if they are chosen to
 * collide. Immutable and thread-safe.
 */
record Fingerprint(long high, long low) {

    /** Computes fingerprints. Not thread-safe. */
    static final class Maker {
        private final MessageDigest digest;
        private byte[] buffer = new byte[256];

        Maker() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        Fingerprint of(String text) {
            // two bytes a character: UTF-8 would make one of all characters that it cannot express
            if (buffer.length < 2 * text.length()) {
                buffer = new byte[4 * text.length()];
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                buffer[2 * i] = (byte) (c >> 8);
                buffer[2 * i + 1] = (byte) c;
            }
            digest.update(buffer, 0, 2 * text.length());
            byte[] hash = digest.digest();
            return new Fingerprint(number(hash, 0), number(hash, Long.BYTES));
        }

        private static long number(byte[] bytes, int from) {
            long number = 0;
            for (int i = from; i < from + Long.BYTES; i++) {
                number = number << 8 | bytes[i] & 0xff;
            }
            return number;
        }
    }
}
