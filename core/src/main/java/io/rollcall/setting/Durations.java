package io.rollcall.setting;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Formats durations as in configurations. Stateless and thread-safe. */
public final class Durations {
    private Durations() {}

    /** A duration as in a configuration, for example {@code 90s}; truncates to milliseconds. */
    public static String words(Duration duration) {
        if (isWhole(duration, ChronoUnit.DAYS)) {
            return duration.toDays() + "d";
        }
        if (isWhole(duration, ChronoUnit.HOURS)) {
            return duration.toHours() + "h";
        }
        if (isWhole(duration, ChronoUnit.MINUTES)) {
            return duration.toMinutes() + "m";
        }
        return isWhole(duration, ChronoUnit.SECONDS) ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static boolean isWhole(Duration duration, ChronoUnit unit) {
        return duration.getNano() == 0
                && duration.getSeconds() % unit.getDuration().getSeconds() == 0;
    }
}
