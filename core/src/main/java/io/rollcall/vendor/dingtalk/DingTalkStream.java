package io.rollcall.vendor.dingtalk;

import io.rollcall.call.Moment;
import io.rollcall.event.StreamEffect;
import io.rollcall.event.StreamMachine;
import io.rollcall.event.StreamSignal;
import io.rollcall.event.StreamState;
import io.rollcall.report.Problem;
import io.rollcall.schedule.ClockJump;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk's event connection (docs/vendors/dingtalk-stream.md §1 to §3): closed, opening, dialling, live, draining. A connection is
 * replaced when DingTalk announces its end, when no frame comes, or when the clocks show that the machine was suspended. The successor
 * is opened first, and the old connection is read and acknowledged until it ends. Not thread-safe.
 *
 * <p>A connection is live when it stands, not with its first frame: events come at once, but a frame may take half a minute.
 */
final class DingTalkStream implements StreamMachine {
    /**
     * How long a connection is read after its successor stands. DingTalk closes it about 10 s after its announcement and wants each
     * acknowledgement within 3 s; what is not acknowledged by then comes again on the successor (§2).
     */
    static final Duration GRACE = Duration.ofSeconds(15);

    /** How often the clocks, the connections and a refused secret are looked at. */
    static final Duration LOOK = Duration.ofSeconds(10);

    private final StreamInbox inbox;
    private final OpenSchedule schedule;
    private final ClockJump.Detector clocks = new ClockJump.Detector();
    private final Map<Long, StreamConnection> connections = new LinkedHashMap<>();

    private boolean started;
    private boolean opening;
    private boolean live;
    private long lastId;
    private @Nullable Long dialling;
    private @Nullable Instant lastFrame;
    private @Nullable Problem problem;
    private @Nullable Problem told;
    private StreamState state = StreamState.CLOSED;

    DingTalkStream(DingTalkSettings settings, ZoneId zone, RandomGenerator random) {
        this.inbox = new StreamInbox(settings.corpId());
        this.schedule = new OpenSchedule(settings.clientSecret(), zone, random);
    }

    @Override
    public List<StreamEffect> on(StreamSignal signal, Moment now) {
        List<StreamEffect> effects = new ArrayList<>();
        if (clocks.read(now).isPresent()) {
            connections.values().forEach(StreamConnection::distrust);
        }
        if (signal instanceof StreamSignal.Start start) {
            started = true;
            schedule.start(start.opens(), now);
        } else if (signal instanceof StreamSignal.Stop) {
            stop(effects);
        }
        if (started) {
            handle(signal, now, effects);
            closeOld(now.monotonic(), effects);
            tellCoverage(now.monotonic(), effects);
            openIfWanted(now, effects);
            tellProblem(effects);
        }
        state = stateAt(now.monotonic());
        return effects;
    }

    private void handle(StreamSignal signal, Moment now, List<StreamEffect> effects) {
        if (signal instanceof StreamSignal.Opened opened && opening) {
            opening = false;
            dialling = ++lastId;
            effects.add(new StreamEffect.Dial(lastId, opened.address()));
        } else if (signal instanceof StreamSignal.OpenFailed failed && opening) {
            opening = false;
            schedule.failed(failed, now);
            problem = StreamProblems.notOpened(failed.fault());
        } else if (signal instanceof StreamSignal.Connected connected && isDialling(connected.connection())) {
            connected(connected.connection(), now.monotonic());
        } else if (signal instanceof StreamSignal.DialFailed failed && isDialling(failed.connection())) {
            dialFailed(failed.why());
        } else if (signal instanceof StreamSignal.Received received) {
            received(received, now.monotonic(), effects);
        } else if (signal instanceof StreamSignal.TooLarge tooLarge
                && connections.remove(tooLarge.connection()) != null) {
            effects.add(new StreamEffect.Close(tooLarge.connection()));
            problem = StreamProblems.tooLarge();
        } else if (signal instanceof StreamSignal.Closed closed) {
            connections.remove(closed.connection());
            if (isDialling(closed.connection())) {
                dialFailed(closed.why());
            }
        }
    }

    private void stop(List<StreamEffect> effects) {
        connections.keySet().forEach(connection -> effects.add(new StreamEffect.Close(connection)));
        if (dialling != null) {
            effects.add(new StreamEffect.Close(dialling));
        }
        connections.clear();
        dialling = null;
        started = false;
        opening = false;
        live = false;
        problem = null;
        told = null;
    }

    private void connected(long id, Instant now) {
        dialling = null;
        connections.values().forEach(old -> old.closeAt(now.plus(GRACE)));
        connections.put(id, new StreamConnection(id, now));
    }

    // the ticket is used up, whatever became of it: a new open is needed (§1)
    private void dialFailed(String why) {
        dialling = null;
        problem = StreamProblems.notConnected(why);
    }

    private void received(StreamSignal.Received received, Instant now, List<StreamEffect> effects) {
        StreamConnection connection = connections.get(received.connection());
        if (connection == null) {
            return;
        }
        lastFrame = now;
        connection.frame(now);
        StreamFrame frame = StreamFrame.of(received.frame());
        if (frame != null && frame.isDisconnect()) {
            connection.leave(now);
            schedule.announced(now);
            return;
        }
        if (connection.isProven(now)) {
            schedule.proven();
        }
        if (frame != null) {
            inbox.take(connection.id(), frame, effects);
        }
    }

    private void closeOld(Instant now, List<StreamEffect> effects) {
        connections.values().removeIf(connection -> {
            boolean close = connection.isToBeClosed(now);
            if (close) {
                effects.add(new StreamEffect.Close(connection.id()));
            }
            return close;
        });
    }

    private void tellCoverage(Instant now, List<StreamEffect> effects) {
        if (isUsable(now)) {
            problem = null;
            told = null;
            schedule.succeeded();
        }
        if (!live && isUsable(now)) {
            live = true;
            effects.add(new StreamEffect.Live());
        } else if (live && connections.values().stream().noneMatch(connection -> connection.covers(now))) {
            live = false;
            effects.add(new StreamEffect.Lost());
        }
    }

    private void openIfWanted(Moment now, List<StreamEffect> effects) {
        if (opening || dialling != null || isUsable(now.monotonic())) {
            schedule.notWanted();
        } else if (schedule.open(now)) {
            opening = true;
            effects.add(new StreamEffect.Open());
        }
    }

    /** While events still come, a failure to replace the connection needs no attention yet. */
    private void tellProblem(List<StreamEffect> effects) {
        Problem current = schedule.obstacle() == null ? problem : schedule.obstacle();
        if (!live && current != null && !current.equals(told)) {
            told = current;
            effects.add(new StreamEffect.Tell(current));
        }
    }

    /** How many ids and connections are kept; for the test of its memory. */
    int remembered() {
        return inbox.remembered() + connections.size();
    }

    private boolean isUsable(Instant now) {
        return connections.values().stream().anyMatch(connection -> connection.isUsable(now));
    }

    private boolean isDialling(long connection) {
        return dialling != null && dialling == connection;
    }

    @Override
    public @Nullable Duration untilWake(Moment now) {
        if (!started) {
            return null;
        }
        Instant next = schedule.next();
        Duration until = next == null ? LOOK : Duration.between(now.monotonic(), next);
        return until.isNegative() ? Duration.ZERO : until.compareTo(LOOK) < 0 ? until : LOOK;
    }

    private StreamState stateAt(Instant now) {
        if (!started) {
            return StreamState.CLOSED;
        }
        if (isUsable(now)) {
            return StreamState.LIVE;
        }
        if (live) {
            return StreamState.DRAINING;
        }
        if (dialling != null) {
            return StreamState.DIALLING;
        }
        return schedule.isRefused() ? StreamState.CLOSED : StreamState.OPENING;
    }

    @Override
    public StreamState state() {
        return state;
    }

    @Override
    public @Nullable Duration frameAge(Moment now) {
        return lastFrame == null ? null : Duration.between(lastFrame, now.monotonic());
    }
}
