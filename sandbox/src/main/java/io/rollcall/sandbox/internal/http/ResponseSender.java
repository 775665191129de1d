package io.rollcall.sandbox.internal.http;

import io.rollcall.sandbox.script.Preset;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/** Sends responses, and breaks connections on purpose. Thread-safe. */
public final class ResponseSender {
    private static final Set<Preset> BREAKING = EnumSet.of(
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
    private static final Map<String, HttpString> HEADER_NAMES = new ConcurrentHashMap<>();

    private final ConcurrentMap<HttpServerExchange, Boolean> unanswered = new ConcurrentHashMap<>();

    /** Whether a preset affects the connection rather than the content of a response. */
    public static boolean breaksConnection(Preset preset) {
        return BREAKING.contains(preset);
    }

    void send(HttpServerExchange exchange, Response response) {
        head(exchange, response);
        exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
    }

    private static void head(HttpServerExchange exchange, Response response) {
        exchange.setStatusCode(response.status());
        if (!response.contentType().isEmpty()) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, response.contentType());
        }
        response.headers().forEach((name, value) -> exchange.getResponseHeaders()
                .put(HEADER_NAMES.computeIfAbsent(name, HttpString::new), value));
    }

    void sendBroken(@Nullable Preset preset, HttpServerExchange exchange, @Nullable Response genuine) {
        Response response = genuine == null ? Response.json(200, "{}") : genuine;
        if (preset == Preset.SLOW_BODY) {
            sendInSteps(exchange, response, SLOW_STEPS);
        } else if (preset == Preset.UNHURRIED_BODY) {
            sendInSteps(exchange, response, UNHURRIED_STEPS);
        } else if (preset == Preset.TRUNCATED_BODY) {
            sendHalf(exchange, response);
        } else if (preset == Preset.HUGE_BODY) {
            sendHuge(exchange);
        } else if (preset == Preset.NO_ANSWER) {
            leaveUnanswered(exchange);
        } else {
            reset(exchange);
        }
    }

    /** Closes the connections of all calls that never get a response. */
    public void close() {
        unanswered.keySet().forEach(exchange -> IoUtils.safeClose(exchange.getConnection()));
        unanswered.clear();
    }

    private void leaveUnanswered(HttpServerExchange exchange) {
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
            throw new UncheckedIOException(e);
        }
        IoUtils.safeClose(channel);
    }

    /** Sends the genuine response in this many pieces. Leading white space makes short responses slow too. */
    private static void sendInSteps(HttpServerExchange exchange, Response response, int steps) {
        byte[] body = response.body();
        if (body.length < steps) {
            byte[] padded = new byte[steps];
            Arrays.fill(padded, (byte) ' ');
            System.arraycopy(body, 0, padded, steps - body.length, body.length);
            body = padded;
        }
        head(exchange, response);
        exchange.setResponseContentLength(body.length);
        ByteBuffer whole = ByteBuffer.wrap(body);
        int step = (body.length + steps - 1) / steps;
        sendStep(exchange, exchange.getResponseSender(), whole, step);
    }

    private static void sendStep(HttpServerExchange exchange, Sender sender, ByteBuffer whole, int step) {
        ByteBuffer piece = whole.slice(whole.position(), Math.min(step, whole.remaining()));
        whole.position(whole.position() + piece.remaining());
        sender.send(piece, new NextStep(() -> {
            if (whole.hasRemaining()) {
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> exchange.getIoThread()
                        .executeAfter(
                                () -> sendStep(exchange, sender, whole, step), SLOW_MILLIS, TimeUnit.MILLISECONDS));
            } else {
                exchange.endExchange();
            }
        }));
    }

    private static void sendHalf(HttpServerExchange exchange, Response response) {
        head(exchange, response);
        exchange.setResponseContentLength(Math.max(2, response.body().length));
        ByteBuffer half = ByteBuffer.wrap(response.body(), 0, response.body().length / 2);
        exchange.getResponseSender().send(half, new NextStep(() -> IoUtils.safeClose(exchange.getConnection())));
    }

    /** Sends an object whose only value is 100 MB long. */
    private static void sendHuge(HttpServerExchange exchange) {
        head(exchange, Response.json(200, ""));
        exchange.setResponseContentLength(HUGE);
        byte[] filling = new byte[64 * 1024];
        Arrays.fill(filling, (byte) 'x');
        byte[] opening = filling.clone();
        byte[] start = "{\"padding\":\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, opening, 0, start.length);
        sendFilling(exchange, exchange.getResponseSender(), opening, filling, HUGE);
    }

    private static void sendFilling(
            HttpServerExchange exchange, Sender sender, byte[] piece, byte[] filling, long left) {
        byte[] sending = piece;
        if (left == piece.length) {
            sending = piece.clone();
            sending[piece.length - 2] = '"';
            sending[piece.length - 1] = '}';
        }
        long after = left - piece.length;
        sender.send(ByteBuffer.wrap(sending), new NextStep(() -> {
            if (after > 0) {
                sendFilling(exchange, sender, filling, filling, after);
            } else {
                exchange.endExchange();
            }
        }));
    }

    /** Runs the next step after a piece was sent; closes the connection if that failed. */
    private record NextStep(Runnable next) implements IoCallback {
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
