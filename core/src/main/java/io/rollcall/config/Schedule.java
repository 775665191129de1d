package io.rollcall.config;

import java.time.Duration;

/** When a flow runs. */
public sealed interface Schedule {

    /** Once in every period; the first time at once. */
    record Every(Duration period) implements Schedule {}

    /** At the times of a Quartz cron expression, in the configured time zone. */
    record Cron(String expression) implements Schedule {}
}
