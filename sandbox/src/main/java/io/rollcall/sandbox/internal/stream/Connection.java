package io.rollcall.sandbox.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.company.StreamSettings;
import io.rollcall.sandbox.internal.company.StreamSettings.Times;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.WebSocket;
import io.rollcall.sandbox.internal.http.WebSocketListener;
import io.rollcall.sandbox.journal.EventPush.Acknowledgement;
import io.rollcall.sandbox.journal.StreamConnection;
import io.rollcall.sandbox.journal.StreamConnection.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection from its handshake to its end (docs/vendors/dingtalk-stream.md §2, §3). Thread-safe. */
final class Connection implements WebSocketListener {
    /** Takes acknowledgements; false if one answers no event. */
    interface Acknowledgements {
        boolean accept(String messageId, Acknowledgement acknowledgement);
    }

    private static final int NORMAL = 1000;

    private final String id = RandomIds.hex();
    private final StreamSettings settings;
    private final FrameWriter frames;
    private final TimedTasks tasks;
    private final SeededRandom random;
    private final Acknowledgements acknowledgements;
    private final Pings pings = new Pings();
    /** What was sent before the handshake had ended. */
    private final List<String> early = new ArrayList<>();

    private volatile @Nullable WebSocket socket;
    private volatile State state = State.CLOSED;
    private volatile boolean silent;
    private volatile int invalidResponses;

    Connection(
            StreamSettings settings,
            FrameWriter frames,
            TimedTasks tasks,
            SeededRandom random,
            Acknowledgements acknowledgements) {
        this.settings = settings;
        this.frames = frames;
        this.tasks = tasks;
        this.random = random;
        this.acknowledgements = acknowledgements;
    }

    String id() {
        return id;
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    boolean isOpen() {
        return state != State.CLOSED;
    }

    StreamConnection snapshot() {
        return new StreamConnection(id, state, pings.sent(), pings.answered(), invalidResponses);
    }

    /** Nothing is missed by a client that sees the end of the handshake before the gateway does. */
    @Override
    public synchronized void opening() {
        state = State.LIVE;
    }

    /** Locked, so that no event precedes the first frame. */
    @Override
    public synchronized void opened(WebSocket opened) {
        socket = opened;
        if (!isOpen()) {
            opened.cut();
            return;
        }
        Times times = settings.times();
        tasks.after(times.keepAlive(), () -> repeating(times.keepAlive(), () -> system("KEEPALIVE", "{}")));
        tasks.after(times.ping(), () -> repeating(times.ping(), this::ping));
        tasks.after(times.connection(), () -> announceEnd("connection is expired"));
        boolean isRegistered = random.happens(settings.registered());
        system("CONNECTED", "{}");
        if (isRegistered) {
            system("REGISTERED", "{}");
        }
        silent = random.happens(settings.faults().silent());
        early.forEach(this::send);
        early.clear();
    }

    private void repeating(Duration every, Runnable action) {
        if (isOpen()) {
            action.run();
            tasks.after(every, () -> repeating(every, action));
        }
    }

    private void system(String topic, String data) {
        send(frames.system(topic, RandomIds.hex(), data));
    }

    private void ping() {
        if (!silent) {
            String messageId = RandomIds.hex();
            send(frames.system("ping", messageId, pings.next(messageId)));
        }
    }

    /** Announces the end, after which no event is delivered, and closes some time later. */
    synchronized void announceEnd(String reason) {
        if (isLive()) {
            state = State.DRAINING;
            system("disconnect", Json.object().put("reason", reason).toString());
            tasks.after(settings.times().closing(), this::close);
        }
    }

    private void close() {
        WebSocket open = socket;
        if (open != null) {
            open.close(NORMAL, "");
        }
    }

    /** Nothing is pushed on the connection from now on. */
    synchronized void cut() {
        state = State.CLOSED;
        WebSocket open = socket;
        if (open != null) {
            open.cut();
        }
    }

    /** A silent connection stays open and answers WebSocket pings; no frame is sent on it. */
    synchronized void silence(boolean on) {
        silent = on;
    }

    synchronized void send(String text) {
        WebSocket open = socket;
        if (open == null) {
            if (isOpen()) {
                early.add(text);
            }
        } else if (!silent) {
            open.send(text);
        }
    }

    @Override
    public void received(String text) {
        long now = System.nanoTime();
        JsonNode response = json(text);
        String messageId = response.path("headers").path("messageId").asText("");
        String data = response.path("data").asText("");
        int code = response.path("code").asInt(0);
        if (pings.answer(messageId, code, data)) {
            return;
        }
        String status = json(data).path("status").asText("");
        if (!acknowledgements.accept(messageId, new Acknowledgement(code, status, id, now))) {
            countInvalidResponse();
        }
    }

    private synchronized void countInvalidResponse() {
        invalidResponses++;
    }

    private static JsonNode json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void closed() {
        state = State.CLOSED;
    }
}
