package io.rollcall.app.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of secrets: what is compared is a hash, so that the time of a comparison says nothing about the secret. */
final class Hashes {
    private Hashes() {}

    /** The SHA-256 of a text, in hexadecimal. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether two texts have the same hash; the comparison takes the same time wherever they differ. */
    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                sha256(one.getBytes(StandardCharsets.UTF_8)), sha256(other.getBytes(StandardCharsets.UTF_8)));
    }
}
