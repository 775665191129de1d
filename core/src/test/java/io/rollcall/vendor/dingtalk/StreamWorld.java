package io.rollcall.vendor.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Moment;
import io.rollcall.event.StreamEffect;
import io.rollcall.event.StreamSignal;
import io.rollcall.event.StreamState;
import io.rollcall.event.VendorEvent.OfPerson;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.Origin;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * DingTalk, the network and the clocks around a machine, by a seed. It carries out what the machine asks for, or fails to, and
 * checks each effect.
 */
final class StreamWorld {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Origin ORIGIN = Origin.of(DingTalkApi.OPEN_STREAM.operation());

    private final Random random;
    private final DingTalkStream machine;
    private final Duration longestPause;
    private Moment now = new Moment(Instant.parse("2026-11-20T08:00:00Z"), Instant.EPOCH);
    private String secret = "s0";
    private String tried = "";
    private String refused = "";

    private boolean openPending;
    private long dialled;
    private long dialling;
    private boolean live;
    private boolean stopped;
    private int events;
    private int messages;
    private int tickets;
    private final Set<Long> open = new TreeSet<>();
    private final Set<String> usedTickets = new HashSet<>();
    private final Set<String> published = new HashSet<>();
    private final List<Instant> counted = new ArrayList<>();
    private final Map<YearMonth, Integer> months = new HashMap<>();
    private YearMonth openedIn = YearMonth.of(2026, 1);

    /** @param longestPause the longest time in which nothing happens */
    StreamWorld(long seed, Duration longestPause) {
        this.longestPause = longestPause;
        random = new Random(seed);
        DingTalkSettings settings = new DingTalkSettings(
                AppType.INTERNAL,
                "key",
                Secret.from(() -> secret),
                null,
                null,
                Dings.INTERNAL.api(),
                Dings.INTERNAL.oapi());
        machine = new DingTalkStream(settings, CHINA, new Random(seed));
    }

    void start() {
        signal(new StreamSignal.Start(List.of()));
    }

    void stop() {
        List<StreamEffect> effects = machine.on(new StreamSignal.Stop(), now);
        Set<Long> all = new TreeSet<>(open);
        if (dialling > 0) {
            all.add(dialling);
        }
        assertThat(effects).allMatch(StreamEffect.Close.class::isInstance).hasSameSizeAs(all);
        stopped = true;
    }

    boolean isLive() {
        return machine.state() == StreamState.LIVE;
    }

    int remembered() {
        return machine.remembered();
    }

    int published() {
        return published.size();
    }

    /** One thing that may happen. */
    void anything() {
        switch (random.nextInt(14)) {
            case 0, 1 -> pass(Duration.ofMillis(random.nextInt(20_000)));
            case 2 -> pass(Duration.ofSeconds(random.nextInt(600)));
            case 3 -> answerOpen();
            case 4 -> answerDial();
            case 5, 6 -> event("e" + ++events);
            case 7 -> event("e" + (events == 0 ? 0 : random.nextInt(events) + 1));
            case 8 -> frame(Frames.system(random.nextBoolean() ? "KEEPALIVE" : "ping", "s" + ++messages, "{}"));
            case 9 -> oddFrame();
            case 10 -> end();
            case 11 -> stray();
            case 12 -> rare();
            default -> keepAlive(Duration.ofSeconds(random.nextInt(300)));
        }
    }

    /** Connections are made, last a while and are cut: what uses the limits up. */
    void flap() {
        work();
        keepAlive(Duration.ofSeconds(random.nextInt(120)));
        end();
        pass(Duration.ofSeconds(random.nextInt(10)));
    }

    private void rare() {
        switch (random.nextInt(6)) {
            case 0 -> pass(Duration.ofMinutes(random.nextInt((int) longestPause.toMinutes())));
            case 1 -> now = new Moment(now.wall().plusSeconds(random.nextInt(20_000) - 10_000), now.monotonic());
            case 2 -> secret = "s" + random.nextInt(1_000_000);
            default -> frame(Frames.system("disconnect", "s" + ++messages, "{}"));
        }
    }

    private void answerOpen() {
        if (!openPending) {
            return;
        }
        openPending = false;
        if (random.nextInt(3) > 0) {
            signal(opened());
            return;
        }
        Fault fault =
                switch (random.nextInt(5)) {
                    case 0 -> new Fault.TokenRejected(ORIGIN, "refused");
                    case 1 -> new Fault.NoAnswer(ORIGIN, true, "unsent");
                    case 2 -> new Fault.QuotaUsedUp(ORIGIN, "used up");
                    default -> new Fault.ServerFailed(ORIGIN, null, "failed");
                };
        StreamSignal.OpenFailed failed = new StreamSignal.OpenFailed(fault);
        if (!failed.counted()) {
            counted.remove(counted.size() - 1);
            months.merge(openedIn, -1, Integer::sum);
        }
        refused = fault instanceof Fault.TokenRejected ? tried : "";
        signal(failed);
    }

    private StreamSignal opened() {
        return new StreamSignal.Opened(Secret.of("wss://h.example/c?ticket=" + ++tickets));
    }

    private void answerDial() {
        if (dialling == 0) {
            return;
        }
        long id = dialling;
        dialling = 0;
        if (random.nextInt(3) == 0) {
            signal(new StreamSignal.DialFailed(id, "refused"));
        } else {
            open.add(id);
            signal(new StreamSignal.Connected(id));
        }
    }

    private void event(String id) {
        for (long connection : some()) {
            String message = "m" + ++messages;
            String frame = Frames.event("user_add_org", id, message, "{\"userId\":[\"" + id + "\"]}");
            List<StreamEffect> effects = signal(new StreamSignal.Received(connection, frame));
            if (stopped) {
                continue;
            }
            assertThat(effects.get(0)).isEqualTo(new StreamEffect.Send(connection, Frames.ok(message)));
            assertThat(published.contains(id))
                    .as("acknowledged means published")
                    .isTrue();
        }
    }

    private void frame(String frame) {
        some().forEach(connection -> signal(new StreamSignal.Received(connection, frame)));
    }

    private void oddFrame() {
        frame(List.of(
                        "no json",
                        "[1]",
                        "{}",
                        "{\"type\":\"EVENT\"}",
                        "{\"type\":\"CALLBACK\",\"headers\":{\"messageId\":\"x\"}}")
                .get(random.nextInt(5)));
    }

    private void end() {
        for (long connection : some()) {
            open.remove(connection);
            boolean tooLarge = random.nextInt(10) == 0;
            List<StreamEffect> effects = signal(
                    tooLarge ? new StreamSignal.TooLarge(connection) : new StreamSignal.Closed(connection, "cut"));
            assertThat(effects.contains(new StreamEffect.Close(connection))).isEqualTo(tooLarge && !stopped);
        }
    }

    /** Signals that fit nothing must have no effect of their own. */
    private void stray() {
        long unknown = 1_000_000 + random.nextInt(10);
        signal(new StreamSignal.Connected(unknown));
        signal(new StreamSignal.Closed(unknown, "late"));
        signal(new StreamSignal.DialFailed(unknown, "late"));
        signal(new StreamSignal.TooLarge(unknown));
        signal(new StreamSignal.Received(unknown, Frames.created("x" + ++events, "x", "c", 1)));
        if (!openPending) {
            signal(opened());
        }
    }

    /** One of the open connections; none if none is. */
    private List<Long> some() {
        List<Long> all = List.copyOf(open);
        return all.isEmpty() ? all : List.of(all.get(random.nextInt(all.size())));
    }

    /** From here on DingTalk and the network work. */
    void recover(Duration atMost) {
        secret = "s-right";
        Instant end = now.monotonic().plus(atMost);
        while (!isLive() && now.monotonic().isBefore(end)) {
            work();
            pass(DingTalkStream.LOOK);
        }
    }

    private void work() {
        if (openPending) {
            openPending = false;
            signal(opened());
        }
        if (dialling > 0) {
            long id = dialling;
            dialling = 0;
            open.add(id);
            signal(new StreamSignal.Connected(id));
        }
    }

    /** A day as DingTalk plays it: keep-alive frames, events, and a new connection every few hours. */
    void ordinaryDay(int eventsAnHour) {
        for (int hour = 0; hour < 24; hour++) {
            for (int event = 0; event < eventsAnHour; event++) {
                keepAlive(Duration.ofHours(1).dividedBy(eventsAnHour));
                event("e" + ++events);
                work();
            }
            if (hour % 5 == 4) {
                frame(Frames.system("disconnect", "d" + ++messages, "{}"));
                work();
            }
        }
    }

    private void keepAlive(Duration time) {
        Instant end = now.monotonic().plus(time);
        while (now.monotonic().isBefore(end)) {
            Duration left = Duration.between(now.monotonic(), end);
            pass(left.compareTo(Duration.ofSeconds(25)) < 0 ? left : Duration.ofSeconds(25));
            List.copyOf(open).forEach(connection -> {
                if (open.contains(connection)) {
                    signal(new StreamSignal.Received(connection, Frames.system("KEEPALIVE", "k", "{}")));
                }
            });
        }
    }

    private void pass(Duration time) {
        Instant end = now.monotonic().plus(time);
        while (now.monotonic().isBefore(end)) {
            Duration left = Duration.between(now.monotonic(), end);
            Duration wake = machine.untilWake(now);
            Duration step = wake == null ? left : wake.plusMillis(1);
            if ((wake == null) != stopped
                    || (wake != null && (wake.isNegative() || wake.compareTo(DingTalkStream.LOOK) > 0))) {
                throw new AssertionError("wakes after " + wake);
            }
            step = step.compareTo(left) < 0 ? step : left;
            now = new Moment(now.wall().plus(step), now.monotonic().plus(step));
            signal(new StreamSignal.Woken());
        }
    }

    private List<StreamEffect> signal(StreamSignal signal) {
        List<StreamEffect> effects = machine.on(signal, now);
        if (stopped) {
            assertThat(effects).isEmpty();
        }
        effects.forEach(this::check);
        if (open.size() > OpenLimit.PER_HOUR + 1) {
            throw new AssertionError(open + " stand");
        }
        return effects;
    }

    private void check(StreamEffect effect) {
        if (effect instanceof StreamEffect.Open) {
            checkOpen();
        } else if (effect instanceof StreamEffect.Dial dial) {
            assertThat(usedTickets.add(dial.address().reveal())).isTrue();
            assertThat(dial.connection()).isGreaterThan(dialled);
            assertThat(dialling).isZero();
            dialled = dial.connection();
            dialling = dialled;
        } else if (effect instanceof StreamEffect.Send send) {
            assertThat(open.contains(send.connection())).isTrue();
        } else if (effect instanceof StreamEffect.Close close) {
            open.remove(close.connection());
        } else if (effect instanceof StreamEffect.Publish publish) {
            publish.events().forEach(event -> assertThat(published.add(((OfPerson) event).userId()))
                    .as("once")
                    .isTrue());
        } else if (effect instanceof StreamEffect.Live || effect instanceof StreamEffect.Lost) {
            assertThat(live).isEqualTo(effect instanceof StreamEffect.Lost);
            live = !live;
        } else if (effect instanceof StreamEffect.Tell tell) {
            assertThat(live).isFalse();
            assertThat(tell.problem().message()).isNotBlank();
        }
    }

    /** The opens of this month that count. */
    int opens() {
        return months.getOrDefault(YearMonth.from(now.wall().atZone(CHINA)), 0);
    }

    private void checkOpen() {
        assertThat(openPending || dialling > 0).as("one at a time").isFalse();
        assertThat(refused.isEmpty() || !refused.equals(secret))
                .as("a refused secret is not tried again")
                .isTrue();
        openPending = true;
        tried = secret;
        Instant hour = now.monotonic().minus(Duration.ofHours(1));
        counted.removeIf(open -> !open.isAfter(hour));
        counted.add(now.monotonic());
        assertThat(counted.size()).isLessThanOrEqualTo(OpenLimit.PER_HOUR);
        openedIn = YearMonth.from(now.wall().atZone(CHINA));
        assertThat(months.merge(openedIn, 1, Integer::sum)).isLessThanOrEqualTo(OpenLimit.PER_MONTH);
    }
}
