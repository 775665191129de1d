package io.rollcall.schedule;

import io.rollcall.call.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A jump of the wall clock against the monotonic one: a correction of the clock, or a suspended machine. Immutable.
 *
 * @param expected what the wall clock would have shown
 * @param found what it shows
 */
public record ClockJump(Instant expected, Instant found) {
    /** The smallest difference that counts as a jump; clocks are adjusted all the time. */
    public static final Duration LEAST = Duration.ofMinutes(1);

    /** By how much the wall clock jumped; negative if it was set back. */
    public Duration by() {
        return Duration.between(expected, found);
    }

    /** For example {@code The system clock moved back by 1h}. */
    public String words() {
        Duration by = by();
        return "The system clock moved " + (by.isNegative() ? "back" : "forward") + " by "
                + WaitingTime.words(by.abs());
    }

    /** Compares successive readings of both clocks. Not thread-safe. */
    public static final class Detector {
        private @Nullable Moment last;

        /** Compares a reading with the previous one; empty if there was no jump. */
        public Optional<ClockJump> read(Moment now) {
            Moment before = last;
            last = now;
            if (before == null) {
                return Optional.empty();
            }
            ClockJump jump = new ClockJump(
                    before.wall().plus(Duration.between(before.monotonic(), now.monotonic())), now.wall());
            return jump.by().abs().compareTo(LEAST) > 0 ? Optional.of(jump) : Optional.empty();
        }
    }
}
