package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.TimeText;
import java.time.Instant;
import java.time.ZoneId;

/** How commands read a time in the past, {@code WHEN}. Stateless and thread-safe. */
final class PastTime {
    /** How such a time is written, for the description of an option. */
    static final String FORMS =
            "a time back from now (2h, 7d), a date or a date with a time in rollcall.timezone (2026-11-20,"
                    + " 2026-11-20T08:30), or an instant (2026-11-20T08:30:00Z).";

    private PastTime() {}

    /**
     * Reads the value of an option.
     *
     * @throws UsageException if it is no time
     */
    static Instant read(String option, String text, Instant now, ZoneId zone) {
        try {
            return TimeText.since(text, now, zone);
        } catch (MalformedValueException malformed) {
            throw new UsageException(option + " " + malformed.explanation() + ".");
        }
    }
}
