package io.rollcall.call;

import io.rollcall.vendor.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token of one application, kept until shortly before it ends. Thread-safe; the time is passed in.
 *
 * <p>A token is renewed ten minutes before it ends, or when four fifths of its life are over where that is later, so
 * that a token that lives for seconds is used too. It has ended when either clock says so: the wall clock may have been
 * set back, and the monotonic clock may stand still while the machine is suspended.
 */
public final class TokenCache {
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private @Nullable AccessToken current;
    private Instant renewAtWall = Instant.MIN;
    private Instant renewAtMonotonic = Instant.MIN;

    /**
     * The token to use now; empty where one must be fetched.
     *
     * @param rejected a token that the vendor did not accept: it is dropped if it is still the one that is kept
     */
    public synchronized Optional<AccessToken> usable(Moment now, @Nullable AccessToken rejected) {
        // by identity: the vendor may have answered the same value again, and that is a newer token
        if (rejected != null && rejected == current) {
            current = null;
        }
        if (current == null) {
            return Optional.empty();
        }
        return now.wall().isBefore(renewAtWall) && now.monotonic().isBefore(renewAtMonotonic)
                ? Optional.of(current)
                : Optional.empty();
    }

    private static Duration usableFor(AccessToken token) {
        Duration life = Duration.between(token.obtainedAt(), token.expiresAt());
        Duration margin = life.dividedBy(5);
        return life.minus(margin.compareTo(MARGIN) < 0 ? margin : MARGIN);
    }

    /**
     * Keeps a token that was just fetched.
     *
     * @param askedAt the monotonic clock's reading when it was asked for
     */
    public synchronized void keep(AccessToken fetched, Instant askedAt) {
        Duration usable = usableFor(fetched);
        current = fetched;
        renewAtWall = fetched.obtainedAt().plus(usable);
        renewAtMonotonic = askedAt.plus(usable);
    }
}
