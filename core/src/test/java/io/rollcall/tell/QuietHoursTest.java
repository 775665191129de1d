package io.rollcall.tell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which times are quiet, and when they end. */
class QuietHoursTest {
    @ParameterizedTest
    @CsvSource({
        // passes midnight
        "22:00-07:00, Asia/Shanghai, 2026-11-20T13:59:59Z, 2026-11-20T13:59:59Z",
        "22:00-07:00, Asia/Shanghai, 2026-11-20T14:00:00Z, 2026-11-20T23:00:00Z",
        "22:00-07:00, Asia/Shanghai, 2026-11-20T20:00:00Z, 2026-11-20T23:00:00Z",
        "22:00-07:00, Asia/Shanghai, 2026-11-20T23:00:00Z, 2026-11-20T23:00:00Z",
        // within one day
        "12:00-13:30, Asia/Shanghai, 2026-11-20T04:10:00Z, 2026-11-20T05:30:00Z",
        "12:00-13:30, Asia/Shanghai, 2026-11-20T03:59:00Z, 2026-11-20T03:59:00Z",
        "12:00-13:30, Asia/Shanghai, 2026-11-20T05:30:00Z, 2026-11-20T05:30:00Z",
        // ends at midnight
        "20:00-00:00, Asia/Shanghai, 2026-11-20T13:00:00Z, 2026-11-20T16:00:00Z",
        "20:00-00:00, Asia/Shanghai, 2026-11-20T16:00:00Z, 2026-11-20T16:00:00Z",
        // begins at midnight
        "00:00-06:00, Asia/Shanghai, 2026-11-20T16:00:00Z, 2026-11-20T22:00:00Z",
        // the clock is set forward at 02:00: 02:30 does not exist, and 03:30 is an hour after 01:30
        "01:00-02:30, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
        // the clock is set back at 03:00: the hour from 02:00 comes twice, and the first one ends the quiet hours
        "01:00-02:30, Europe/Berlin, 2026-10-24T23:30:00Z, 2026-10-25T00:30:00Z"
    })
    void next_isTheEndOfTheHours_orTheTimeItself(String hours, String zone, Instant time, Instant next) {
        assertThat(QuietHours.parse(hours).next(time, ZoneId.of(zone))).isEqualTo(next);
    }
}
