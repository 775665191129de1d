package io.rollcall.camel.internal.call;

import io.rollcall.call.Moment;
import java.time.InstantSource;

/**
 * The two clocks. Thread-safe.
 *
 * @param wall the time of day; jumps when the clock is corrected
 * @param monotonic never goes back and does not jump
 */
public record Clocks(InstantSource wall, InstantSource monotonic) {

    /** A wall clock, with the machine's monotonic clock beside it. */
    public static Clocks with(InstantSource wall) {
        return new Clocks(wall, MonotonicClock.system());
    }

    /** Reads both clocks. */
    public Moment now() {
        return new Moment(wall.instant(), monotonic.instant());
    }
}
