package io.rollcall.call;

import java.time.InstantSource;

/**
 * The two clocks. Thread-safe.
 *
 * @param wall the time of day; jumps when the clock is corrected
 * @param monotonic never goes back and does not jump
 */
public record Clocks(InstantSource wall, InstantSource monotonic) {

    /** Reads both clocks. */
    public Moment now() {
        return new Moment(wall.instant(), monotonic.instant());
    }
}
