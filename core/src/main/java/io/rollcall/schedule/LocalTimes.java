package io.rollcall.schedule;

import java.time.LocalDateTime;
import java.util.Optional;

/** The fire times of one cron expression on a calendar without a time zone. Thread-safe. */
@FunctionalInterface
public interface LocalTimes {

    /** The first fire time after the given one, on a whole second; empty if there is none. */
    Optional<LocalDateTime> nextAfter(LocalDateTime time);
}
