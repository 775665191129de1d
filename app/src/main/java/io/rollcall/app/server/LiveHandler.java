package io.rollcall.app.server;

import io.rollcall.app.api.ApiProblem;
import io.rollcall.app.api.LiveTopic;
import io.rollcall.app.api.LiveTopics;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * Sends the topics that changed to the open pages, as server-sent events, and an event {@code heartbeat} at the beginning and every
 * 15 seconds: browsers do not show comments to a page. Of a page that reads slowly it keeps one flag for each topic. It closes connections that take no data for 15 seconds, whose session has ended, or
 * that are half an hour old; a page then connects again. Thread-safe.
 */
final class LiveHandler {
    /** How many pages may be connected. */
    static final int MOST = 200;

    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final LiveTopics topics;
    private final InstantSource clock;
    private final Set<Page> pages = ConcurrentHashMap.newKeySet();

    LiveHandler(LiveTopics topics, InstantSource clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /** How many pages are connected. */
    int connected() {
        return pages.size();
    }

    /**
     * Begins the events of a page.
     *
     * @param allowed whether the page may go on; asked at each heartbeat, on another thread
     * @throws ApiProblem if too many pages are connected
     */
    void handle(HttpServerExchange exchange, BooleanSupplier allowed) throws Exception {
        if (pages.size() >= MOST) {
            throw new ApiProblem(503, "too many pages", "Close pages of Rollcall that are not used.");
        }
        XnioIoThread io = exchange.getIoThread();
        new ServerSentEventHandler((connection, lastId) -> {
                    Page page = new Page(connection, io, allowed, clock);
                    pages.add(page);
                    topics.subscribe(page);
                    connection.addCloseTask(closed -> {
                        topics.unsubscribe(page);
                        pages.remove(page);
                    });
                    page.sendHeartbeat();
                })
                .handleRequest(exchange);
    }

    /** Closes what must be closed. Called every {@link #HEARTBEAT}, on a thread that may read the token's file. */
    void beat() {
        pages.forEach(Page::beat);
    }

    /** Closes all pages. */
    void end() {
        pages.forEach(page -> page.io.execute(page::close));
    }

    /** A connected page. All sending is done on the connection's own thread, so that a publisher waits for nothing. */
    private static final class Page implements Consumer<LiveTopic>, ServerSentEventConnection.EventCallback {
        private final ServerSentEventConnection connection;
        private final XnioIoThread io;
        private final BooleanSupplier allowed;
        private final InstantSource clock;
        private final Instant began;
        private final Set<LiveTopic> waiting = EnumSet.noneOf(LiveTopic.class);
        private final AtomicBoolean scheduled = new AtomicBoolean();
        private final AtomicBoolean heartbeat = new AtomicBoolean();
        private volatile @Nullable Instant sendingSince;

        Page(ServerSentEventConnection connection, XnioIoThread io, BooleanSupplier allowed, InstantSource clock) {
            this.connection = connection;
            this.io = io;
            this.allowed = allowed;
            this.clock = clock;
            this.began = clock.instant();
        }

        @Override
        public void accept(LiveTopic topic) {
            synchronized (waiting) {
                waiting.add(topic);
            }
            scheduleNext();
        }

        private void scheduleNext() {
            if (scheduled.compareAndSet(false, true)) {
                io.execute(() -> {
                    scheduled.set(false);
                    sendNext();
                });
            }
        }

        private void sendNext() {
            if (sendingSince != null) {
                return;
            }
            if (heartbeat.getAndSet(false)) {
                sendingSince = clock.instant();
                connection.send(Long.toString(HEARTBEAT.toSeconds()), "heartbeat", null, this);
                return;
            }
            LiveTopic next;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    return;
                }
                next = waiting.iterator().next();
                waiting.remove(next);
            }
            sendingSince = clock.instant();
            connection.send(next.word(), "changed", null, this);
        }

        void beat() {
            Instant now = clock.instant();
            Instant since = sendingSince;
            if ((since != null && now.isAfter(since.plus(HEARTBEAT)))
                    || now.isAfter(began.plus(LONGEST))
                    || !allowed.getAsBoolean()) {
                io.execute(this::close);
                return;
            }
            sendHeartbeat();
        }

        void sendHeartbeat() {
            heartbeat.set(true);
            scheduleNext();
        }

        private void close() {
            try {
                connection.close();
            } catch (IOException gone) {
                // it is closed already
            }
        }

        @Override
        public void done(
                ServerSentEventConnection sent, @Nullable String data, @Nullable String event, @Nullable String id) {
            io.execute(() -> {
                sendingSince = null;
                sendNext();
            });
        }

        @Override
        public void failed(
                ServerSentEventConnection sent,
                @Nullable String data,
                @Nullable String event,
                @Nullable String id,
                IOException e) {
            io.execute(this::close);
        }
    }
}
