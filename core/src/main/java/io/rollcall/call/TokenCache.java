package io.rollcall.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token of one application, kept until shortly before it ends. Thread-safe; the time is passed in.
 *
 * <p>A token is renewed ten minutes before it ends, or when four fifths of its life are over where that is later, so
 * that a token that lives for seconds is used too.
 */
public final class TokenCache {
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private @Nullable Token current;

    /**
     * The token to use now; empty where one must be fetched.
     *
     * @param rejected a token that the vendor did not accept: it is dropped if it is still the one that is kept
     */
    public synchronized Optional<Token> usable(Instant now, @Nullable Token rejected) {
        // by identity: the vendor may have answered the same value again, and that is a newer token
        if (rejected != null && rejected == current) {
            current = null;
        }
        if (current == null) {
            return Optional.empty();
        }
        Duration life = Duration.between(current.obtainedAt(), current.expiresAt());
        Duration margin = life.dividedBy(5);
        Instant renewAt = current.expiresAt().minus(margin.compareTo(MARGIN) < 0 ? margin : MARGIN);
        return now.isBefore(renewAt) ? Optional.of(current) : Optional.empty();
    }

    /** Keeps a token that was just fetched. */
    public synchronized void keep(Token fetched) {
        current = fetched;
    }
}
