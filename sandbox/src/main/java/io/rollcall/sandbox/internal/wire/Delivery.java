package io.rollcall.sandbox.internal.wire;

import io.rollcall.sandbox.script.Preset;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.StreamConnection;

/** Puts answers on the wire, whole or broken. Thread-safe. */
public final class Delivery {
    private static final Set<Preset> ON_THE_WIRE = EnumSet.of(
            Preset.RESET_BEFORE,
            Preset.RESET_AFTER,
            Preset.NO_ANSWER,
            Preset.SLOW_BODY,
            Preset.UNHURRIED_BODY,
            Preset.TRUNCATED_BODY,
            Preset.HUGE_BODY);
    private static final int SLOW_STEPS = 300;
    private static final int UNHURRIED_STEPS = 10;
    private static final int SLOW_MILLIS = 100;
    private static final long HUGE = 100L * 1024 * 1024;
    private static final Map<String, HttpString> NAMES = new ConcurrentHashMap<>();

    private final ConcurrentMap<HttpServerExchange, Boolean> unanswered = new ConcurrentHashMap<>();

    /** Whether a preset is done to the connection rather than said in an answer. */
    public static boolean isOnTheWire(Preset preset) {
        return ON_THE_WIRE.contains(preset);
    }

    void send(HttpServerExchange exchange, Reply reply) {
        head(exchange, reply);
        exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
    }

    private static void head(HttpServerExchange exchange, Reply reply) {
        exchange.setStatusCode(reply.status());
        if (!reply.contentType().isEmpty()) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, reply.contentType());
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders()
                .put(NAMES.computeIfAbsent(name, HttpString::new), value));
    }

    void breakWith(@Nullable Preset preset, HttpServerExchange exchange, @Nullable Reply genuine) {
        Reply reply = genuine == null ? Reply.json(200, "{}") : genuine;
        if (preset == Preset.SLOW_BODY) {
            slowly(exchange, reply, SLOW_STEPS);
        } else if (preset == Preset.UNHURRIED_BODY) {
            slowly(exchange, reply, UNHURRIED_STEPS);
        } else if (preset == Preset.TRUNCATED_BODY) {
            half(exchange, reply);
        } else if (preset == Preset.HUGE_BODY) {
            hugely(exchange);
        } else if (preset == Preset.NO_ANSWER) {
            never(exchange);
        } else {
            reset(exchange);
        }
    }

    /** Closes the connections of all calls that wait for an answer for ever. */
    public void close() {
        unanswered.keySet().forEach(exchange -> IoUtils.safeClose(exchange.getConnection()));
        unanswered.clear();
    }

    private void never(HttpServerExchange exchange) {
        unanswered.put(exchange, true);
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {});
        exchange.getConnection().addCloseListener(connection -> unanswered.remove(exchange));
    }

    private static void reset(HttpServerExchange exchange) {
        StreamConnection channel = ((AbstractServerConnection) exchange.getConnection()).getChannel();
        try {
            // without lingering, closing a socket sends RST instead of FIN
            channel.setOption(Options.CLOSE_ABORT, true);
        } catch (IOException e) {
            IoUtils.safeClose(exchange.getConnection());
            throw new java.io.UncheckedIOException(e);
        }
        IoUtils.safeClose(channel);
    }

    /** The genuine answer in so many pieces. White space before it keeps short answers slow too. */
    private static void slowly(HttpServerExchange exchange, Reply reply, int steps) {
        byte[] body = reply.body();
        if (body.length < steps) {
            byte[] padded = new byte[steps];
            Arrays.fill(padded, (byte) ' ');
            System.arraycopy(body, 0, padded, steps - body.length, body.length);
            body = padded;
        }
        head(exchange, reply);
        exchange.setResponseContentLength(body.length);
        ByteBuffer whole = ByteBuffer.wrap(body);
        int step = (body.length + steps - 1) / steps;
        drip(exchange, exchange.getResponseSender(), whole, step);
    }

    private static void drip(HttpServerExchange exchange, Sender sender, ByteBuffer whole, int step) {
        ByteBuffer piece = whole.slice(whole.position(), Math.min(step, whole.remaining()));
        whole.position(whole.position() + piece.remaining());
        sender.send(piece, new Then(() -> {
            if (whole.hasRemaining()) {
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> exchange.getIoThread()
                        .executeAfter(() -> drip(exchange, sender, whole, step), SLOW_MILLIS, TimeUnit.MILLISECONDS));
            } else {
                exchange.endExchange();
            }
        }));
    }

    private static void half(HttpServerExchange exchange, Reply reply) {
        head(exchange, reply);
        exchange.setResponseContentLength(Math.max(2, reply.body().length));
        ByteBuffer half = ByteBuffer.wrap(reply.body(), 0, reply.body().length / 2);
        exchange.getResponseSender().send(half, new Then(() -> IoUtils.safeClose(exchange.getConnection())));
    }

    /** An object whose only value is 100 MB long. */
    private static void hugely(HttpServerExchange exchange) {
        head(exchange, Reply.json(200, ""));
        exchange.setResponseContentLength(HUGE);
        byte[] filling = new byte[64 * 1024];
        Arrays.fill(filling, (byte) 'x');
        byte[] opening = filling.clone();
        byte[] start = "{\"padding\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, opening, 0, start.length);
        pour(exchange, exchange.getResponseSender(), opening, filling, HUGE);
    }

    private static void pour(HttpServerExchange exchange, Sender sender, byte[] piece, byte[] filling, long left) {
        byte[] sending = piece;
        if (left == piece.length) {
            sending = piece.clone();
            sending[piece.length - 2] = '"';
            sending[piece.length - 1] = '}';
        }
        long after = left - piece.length;
        sender.send(ByteBuffer.wrap(sending), new Then(() -> {
            if (after > 0) {
                pour(exchange, sender, filling, filling, after);
            } else {
                exchange.endExchange();
            }
        }));
    }

    /** Goes on after a piece was sent; a client that has gone ends the exchange. */
    private record Then(Runnable next) implements IoCallback {
        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
            next.run();
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}
