package io.rollcall.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.vendor.AccessToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
    private static final Duration LIFE = Duration.ofHours(2);

    private final TokenCache cache = new TokenCache();
    private Instant wall = Instant.parse("2026-11-20T08:00:00Z");
    private Instant monotonic = Instant.EPOCH;

    private Moment now() {
        return new Moment(wall, monotonic);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        monotonic = monotonic.plus(time);
    }

    private AccessToken fetch() {
        AccessToken token = new AccessToken("t", wall, wall.plus(LIFE));
        cache.keep(token, monotonic);
        return token;
    }

    @Test
    void token_livesUntilTenMinutesBeforeItsEnd() {
        AccessToken token = fetch();

        pass(LIFE.minusMinutes(10).minusNanos(1));
        assertThat(cache.usable(now(), null)).contains(token);

        pass(Duration.ofNanos(1));
        assertThat(cache.usable(now(), null)).isEmpty();
    }

    @Test
    void token_whenTheWallClockIsSetBack_stillEndsAfterItsLife() {
        fetch();
        wall = wall.minus(Duration.ofDays(180));

        pass(LIFE.minusMinutes(10));

        assertThat(cache.usable(now(), null)).isEmpty();
    }

    @Test
    void token_whenTheWallClockJumpsForward_isFetchedOnceAndThenKept() {
        fetch();

        wall = wall.plus(Duration.ofDays(180));
        assertThat(cache.usable(now(), null)).isEmpty();

        AccessToken second = fetch();
        pass(Duration.ofHours(1));
        assertThat(cache.usable(now(), null)).contains(second);
    }

    @Test
    void token_whenTheClockWasWrongByHalfAYearAndIsCorrected_isFetchedAtMostOnceMore() {
        wall = wall.plus(Duration.ofDays(180));
        AccessToken token = fetch();

        wall = wall.minus(Duration.ofDays(180));

        assertThat(cache.usable(now(), null)).contains(token);
        pass(LIFE);
        assertThat(cache.usable(now(), null)).isEmpty();
    }

    @Test
    void token_afterTheMachineWasSuspended_hasEndedAlthoughTheMonotonicClockStoodStill() {
        fetch();

        wall = wall.plus(LIFE);

        assertThat(cache.usable(now(), null)).isEmpty();
    }
}
