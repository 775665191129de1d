package io.rollcall.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that the test sets. */
final class MovableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-20T08:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void move(Duration by) {
        now = now.plus(by);
    }
}
