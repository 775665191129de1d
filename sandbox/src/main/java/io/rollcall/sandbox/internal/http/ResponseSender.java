package io.rollcall.sandbox.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.rollcall.sandbox.script.Preset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    private static final int HUGE = 100 * 1024 * 1024;
    private static final int HUGE_STEP = 64 * 1024;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Whether a preset affects the connection rather than the content of a response. */
    public static boolean breaksConnection(Preset preset) {
        return BREAKING.contains(preset);
    }

    void send(Channel channel, Response response) {
        HttpResponse whole = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status(response), Unpooled.wrappedBuffer(response.body()), false);
        setHeaders(whole.headers(), response, response.body().length);
        channel.writeAndFlush(whole);
        channel.config().setAutoRead(true);
    }

    private static HttpResponseStatus status(Response response) {
        return HttpResponseStatus.valueOf(response.status());
    }

    private static void setHeaders(HttpHeaders headers, Response response, int length) {
        headers.set("Date", HTTP_DATE.format(Instant.now()));
        headers.set("Content-Length", length);
        if (!response.contentType().isEmpty()) {
            headers.set("Content-Type", response.contentType());
        }
        response.headers().forEach(headers::set);
    }

    void sendBroken(@Nullable Preset preset, Channel channel, @Nullable Response genuine) {
        Response response = genuine == null ? Response.json(200, "{}") : genuine;
        if (preset == Preset.SLOW_BODY) {
            sendInSteps(channel, response, SLOW_STEPS);
        } else if (preset == Preset.UNHURRIED_BODY) {
            sendInSteps(channel, response, UNHURRIED_STEPS);
        } else if (preset == Preset.TRUNCATED_BODY) {
            sendHalf(channel, response);
        } else if (preset == Preset.HUGE_BODY) {
            sendHuge(channel);
        } else if (preset == Preset.NO_ANSWER) {
            // reads on, to notice that the client closes the connection
            channel.config().setAutoRead(true);
        } else {
            reset(channel);
        }
    }

    private static void reset(Channel channel) {
        // without lingering, closing a socket sends RST instead of FIN
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    /** Sends the genuine response in this many pieces. Leading white space makes short responses slow too. */
    private static void sendInSteps(Channel channel, Response response, int steps) {
        byte[] body = response.body();
        if (body.length < steps) {
            byte[] padded = new byte[steps];
            Arrays.fill(padded, (byte) ' ');
            System.arraycopy(body, 0, padded, steps - body.length, body.length);
            body = padded;
        }
        writeHead(channel, response, body.length);
        int step = (body.length + steps - 1) / steps;
        writePieces(channel, Unpooled.wrappedBuffer(body), step, next -> channel.eventLoop()
                .schedule(next, SLOW_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static void sendHalf(Channel channel, Response response) {
        writeHead(channel, response, Math.max(2, response.body().length));
        ByteBuf half = Unpooled.wrappedBuffer(response.body(), 0, response.body().length / 2);
        channel.writeAndFlush(new DefaultHttpContent(half)).addListener(ChannelFutureListener.CLOSE);
    }

    /** Sends an object whose only value is 100 MB long. */
    private static void sendHuge(Channel channel) {
        writeHead(channel, Response.json(200, ""), HUGE);
        byte[] filling = new byte[HUGE_STEP];
        Arrays.fill(filling, (byte) 'x');
        byte[] first = filling.clone();
        byte[] start = "{\"padding\":\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, first, 0, start.length);
        byte[] last = filling.clone();
        last[last.length - 2] = '"';
        last[last.length - 1] = '}';
        ByteBuf[] pieces = new ByteBuf[HUGE / HUGE_STEP];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = Unpooled.wrappedBuffer(i == 0 ? first : i == pieces.length - 1 ? last : filling);
        }
        writePieces(channel, Unpooled.wrappedBuffer(pieces.length, pieces), HUGE_STEP, Runnable::run);
    }

    private static void writeHead(Channel channel, Response response, int length) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(response), false);
        setHeaders(head.headers(), response, length);
        channel.write(head);
    }

    /** Writes a body in pieces, the next one after the last has left and the pause has passed. */
    private static void writePieces(Channel channel, ByteBuf whole, int step, Consumer<Runnable> pause) {
        ByteBuf piece = whole.readRetainedSlice(Math.min(step, whole.readableBytes()));
        HttpContent content = whole.isReadable() ? new DefaultHttpContent(piece) : new DefaultLastHttpContent(piece);
        channel.writeAndFlush(content).addListener(written -> {
            if (written.isSuccess() && whole.isReadable()) {
                pause.accept(() -> writePieces(channel, whole, step, pause));
                return;
            }
            whole.release();
            if (written.isSuccess()) {
                channel.config().setAutoRead(true);
            } else {
                channel.close();
            }
        });
    }
}
