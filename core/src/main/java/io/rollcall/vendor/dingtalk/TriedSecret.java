package io.rollcall.vendor.dingtalk;

import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Recognizes that a secret was changed since it was tried, without keeping it in readable form. A value that cannot be read now is no
 * change. Not thread-safe.
 */
final class TriedSecret {
    private static final byte[] UNREADABLE = {};

    private final Secret secret;
    private byte[] tried = UNREADABLE;

    TriedSecret(Secret secret) {
        this.secret = secret;
    }

    /** The value that it has now is tried. */
    void trying() {
        tried = digest();
    }

    boolean isChanged() {
        byte[] now = digest();
        return now.length > 0 && !MessageDigest.isEqual(now, tried);
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (UnavailableSecretException unreadable) {
            return UNREADABLE;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java has SHA-256", impossible);
        }
    }
}
