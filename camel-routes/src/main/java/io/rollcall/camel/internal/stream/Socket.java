package io.rollcall.camel.internal.stream;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection: joins the pieces of text frames, sends one frame after the other, and reads the next frame only
 * when asked to. Thread-safe.
 */
final class Socket implements WebSocket.Listener {
    /** Many times the largest event that is documented. */
    static final int LARGEST_FRAME_BYTES = 1 << 20;

    /** A server that reads nothing for so many frames is gone. */
    static final int MOST_UNSENT = 1_000;

    private static final long CLOSE_MILLIS = 1_000;

    private final Events events;
    private final ScheduledExecutorService timer;
    private final Set<Socket> open;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger unsent = new AtomicInteger();
    private final StringBuilder frame = new StringBuilder();
    private int frameBytes;
    private volatile @Nullable WebSocket connection;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    /** Receives what happens; called on the threads of the client, one call after the other. Must return at once. */
    interface Events {
        void connected();

        /** A whole text frame; the next one comes after {@link Socket#more}. */
        void received(String text);

        /** A frame is larger than {@value #LARGEST_FRAME_BYTES} bytes; nothing more is read. */
        void tooLarge();

        /** The connection has ended; called once at most, and not after {@link Socket#close}. */
        void closed(String why);
    }

    /** @param open holds this socket until it has ended for good */
    Socket(Events events, ScheduledExecutorService timer, Set<Socket> open) {
        this.events = events;
        this.timer = timer;
        this.open = open;
        open.add(this);
    }

    @Override
    public void onOpen(WebSocket opened) {
        connection = opened;
        if (ended.get()) {
            opened.abort();
            return;
        }
        events.connected();
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
        frameBytes += bytes(piece);
        if (frameBytes > LARGEST_FRAME_BYTES) {
            if (ended.compareAndSet(false, true)) {
                events.tooLarge();
            }
            abort();
            return null;
        }
        frame.append(piece);
        if (!last) {
            from.request(1);
            return null;
        }
        String whole = frame.toString();
        frame.setLength(0);
        frameBytes = 0;
        events.received(whole);
        return null;
    }

    /** In UTF-8, as the piece came; a piece holds no half characters. */
    private static int bytes(CharSequence piece) {
        int bytes = 0;
        for (int i = 0; i < piece.length(); i++) {
            char one = piece.charAt(i);
            bytes += one < 0x80 ? 1 : one < 0x800 || Character.isSurrogate(one) ? 2 : 3;
        }
        return bytes;
    }

    /** Assumption: vendors send text only. */
    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer piece, boolean last) {
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end("the connection ended with the status " + status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end("the connection broke (" + failure.getClass().getSimpleName() + ")");
    }

    private void end(String why) {
        if (ended.compareAndSet(false, true)) {
            events.closed(why);
        }
        abort();
    }

    /** Reads the next frame. */
    void more() {
        WebSocket made = connection;
        if (made != null && !ended.get()) {
            made.request(1);
        }
    }

    /** Sends a text frame after those before it. */
    void send(String text) {
        if (unsent.incrementAndGet() > MOST_UNSENT) {
            end("the other side reads nothing");
            return;
        }
        queue(made -> made.sendText(text, true)).whenComplete((sent, failure) -> {
            unsent.decrementAndGet();
            if (failure != null) {
                end("a frame could not be sent");
            }
        });
    }

    private interface Sending {
        CompletableFuture<WebSocket> on(WebSocket made);
    }

    // the JDK allows one pending text at a time
    private synchronized CompletableFuture<?> queue(Sending next) {
        WebSocket made = connection;
        sending = made == null
                ? CompletableFuture.failedFuture(new IllegalStateException("not connected"))
                : sending.thenCompose(sent -> next.on(made));
        return sending;
    }

    /** Closes in order; what does not end within a second is cut. */
    void close() {
        boolean first = ended.compareAndSet(false, true);
        if (!first || connection == null) {
            abort();
            return;
        }
        queue(made -> made.sendClose(WebSocket.NORMAL_CLOSURE, "")).whenComplete((sent, failure) -> {
            if (failure != null) {
                abort();
            }
        });
        try {
            timer.schedule(this::abort, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            abort();
        }
    }

    /** Cuts the connection. */
    void abort() {
        ended.set(true);
        open.remove(this);
        WebSocket made = connection;
        if (made != null) {
            made.abort();
        }
    }
}
