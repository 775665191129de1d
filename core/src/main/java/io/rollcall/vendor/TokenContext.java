package io.rollcall.vendor;

import java.time.Instant;

/**
 * What the outside adds to a request for a token: time and randomness are passed in.
 *
 * @param now the time of asking
 * @param nonce 32 random characters, letters and digits
 */
public record TokenContext(Instant now, String nonce) {
    @Override
    public String toString() {
        return "TokenQuestion[" + now + "]";
    }
}
