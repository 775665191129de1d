package io.rollcall.vendor.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Moment;
import io.rollcall.event.StreamEffect;
import io.rollcall.event.StreamMachine;
import io.rollcall.event.StreamSignal;
import io.rollcall.event.StreamState;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** A machine with clocks that are moved by hand. */
final class StreamBench {
    private static final Duration BEAT = Duration.ofSeconds(30);

    final StreamMachine machine;
    Moment now = new Moment(Instant.parse("2026-11-20T08:00:00Z"), Instant.EPOCH);

    StreamBench(DingTalkSettings settings) {
        machine = new DingTalkStream(settings, ZoneId.of("Asia/Shanghai"), new Random(1));
    }

    List<StreamEffect> start(Instant... opens) {
        return on(new StreamSignal.Start(List.of(opens)));
    }

    List<StreamEffect> opened(String ticket) {
        return on(new StreamSignal.Opened(Secret.of("wss://h.example/connect?ticket=" + ticket)));
    }

    List<StreamEffect> connected(long connection) {
        return on(new StreamSignal.Connected(connection));
    }

    /** Goes to the first live connection, 1. */
    void live() {
        start();
        opened("t1");
        connected(1);
    }

    List<StreamEffect> on(StreamSignal signal) {
        return machine.on(signal, now);
    }

    /** Lets time pass on both clocks, with a look whenever the machine wants one; what it asked for. */
    List<StreamEffect> pass(Duration time) {
        List<StreamEffect> effects = new ArrayList<>();
        Instant end = now.monotonic().plus(time);
        while (now.monotonic().isBefore(end)) {
            Duration left = Duration.between(now.monotonic(), end);
            Duration wake = machine.untilWake(now);
            // a timer is never early and has a millisecond's grain
            Duration step = wake == null ? left : wake.plusMillis(1);
            advance(step.compareTo(left) < 0 ? step : left);
            effects.addAll(on(new StreamSignal.Woken()));
        }
        return effects;
    }

    List<StreamEffect> received(long connection, String frame) {
        return on(new StreamSignal.Received(connection, frame));
    }

    /** Lets time pass while keep-alive frames come each 30 s; what else the machine asked for. */
    List<StreamEffect> keepAlive(long connection, Duration time) {
        List<StreamEffect> effects = new ArrayList<>();
        Instant end = now.monotonic().plus(time);
        while (now.monotonic().isBefore(end)) {
            Duration left = Duration.between(now.monotonic(), end);
            effects.addAll(pass(left.compareTo(BEAT) < 0 ? left : BEAT));
            effects.addAll(received(connection, Frames.system("KEEPALIVE", "m", "{}")));
        }
        return effects;
    }

    /** Replaces the live connection as announced. */
    void replaced(long successor) {
        keepAlive(successor - 1, Duration.ofMinutes(2));
        received(successor - 1, Frames.system("disconnect", "m", "{}"));
        opened("t" + successor);
        connected(successor);
    }

    /** Lets time pass until the machine opens a connection, at most a year; what it asked for. */
    List<StreamEffect> passUntilOpen() {
        List<StreamEffect> effects = new ArrayList<>();
        Instant end = now.monotonic().plus(Duration.ofDays(366));
        while (!effects.contains(new StreamEffect.Open()) && now.monotonic().isBefore(end)) {
            effects.addAll(pass(Duration.ofMillis(1).plus(Objects.requireNonNull(machine.untilWake(now)))));
        }
        return effects;
    }

    Duration untilOpen() {
        Instant before = now.monotonic();
        assertThat(passUntilOpen()).contains(new StreamEffect.Open());
        return Duration.between(before, now.monotonic());
    }

    /** Sets the wall clock; the monotonic one goes on. */
    void jump(Duration by) {
        now = new Moment(now.wall().plus(by), now.monotonic());
    }

    void advance(Duration time) {
        now = new Moment(now.wall().plus(time), now.monotonic().plus(time));
    }

    StreamState state() {
        return machine.state();
    }
}
