package io.rollcall.vendor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * An access token. Its text form never shows it.
 *
 * @param value never blank
 * @param obtainedAt when it was asked for
 * @param expiresAt when the vendor said that it ends
 */
public record AccessToken(@JsonIgnore String value, Instant obtainedAt, Instant expiresAt) {
    public AccessToken {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an access token must not be blank");
        }
    }

    @Override
    public String toString() {
        return "Token[***, until " + expiresAt + "]";
    }
}
