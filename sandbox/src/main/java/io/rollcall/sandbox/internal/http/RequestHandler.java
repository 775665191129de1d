package io.rollcall.sandbox.internal.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.rollcall.sandbox.journal.RecordedRequest;
import io.rollcall.sandbox.script.Effect;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Handles every request: counts it, selects a scripted fault, calls the vendor's endpoint, and sends the response. Thread-safe. */
@ChannelHandler.Sharable
public final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Pattern SECRETS =
            Pattern.compile("((?:access_token|appsecret|corpsecret|signature|sign|key|suiteTicket|ticket)=)[^&]*");

    /** The paths of webhooks, which are secrets. */
    private static final Pattern HOOKS = Pattern.compile("^(/open-apis/bot/v2/hook/|/services/).*");

    private static final String ADMIN = "/sandbox";
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Router router;
    private final CallLog log;
    private final FaultScript faults;
    private final ResponseSender sender;
    private final SandboxClock clock;
    private final long latencyNanos;
    private final long jitterNanos;

    public RequestHandler(
            Router router,
            CallLog log,
            FaultScript faults,
            ResponseSender sender,
            SandboxClock clock,
            Duration latency,
            Duration jitter) {
        this.router = router;
        this.log = log;
        this.faults = faults;
        this.sender = sender;
        this.clock = clock;
        this.latencyNanos = latency.toNanos();
        this.jitterNanos = jitter.toNanos();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Channel channel = context.channel();
        channel.config().setAutoRead(false);
        if (request.decoderResult().isFailure()) {
            sender.send(channel, Response.empty(400).with("Connection", "close"));
        } else if (WebSocketChannel.isHandshake(request)) {
            handshake(request, channel);
        } else {
            receive(new Request(request), channel);
        }
    }

    private void handshake(FullHttpRequest request, Channel channel) {
        Request handshake = new Request(request);
        Handshake decision = router.handshake(handshake);
        if (decision instanceof Handshake.Refused refused) {
            record(handshake, "-", refused.response().status(), "");
            sender.send(channel, refused.response());
        } else if (decision instanceof Handshake.Accepted accepted) {
            record(handshake, "-", SWITCHING_PROTOCOLS, "");
            WebSocketChannel.open(channel, request, accepted.listener());
        }
    }

    /** A defect of the sandbox, or a connection that the client has closed. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.close();
        } else {
            sender.send(context.channel(), Response.json(500, "{}").with("Connection", "close"));
        }
    }

    private void receive(Request request, Channel channel) {
        if (request.path().startsWith(ADMIN)) {
            sender.send(channel, router.admin(request));
        } else {
            delay(channel, oneWayNanos(), () -> handle(request, channel));
        }
    }

    private long oneWayNanos() {
        long jitter = jitterNanos == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitterNanos + 1);
        return (latencyNanos + jitter) / 2;
    }

    private static void delay(Channel channel, long nanos, Runnable step) {
        if (nanos == 0) {
            step.run();
        } else {
            channel.eventLoop().schedule(step, nanos, TimeUnit.NANOSECONDS).addListener(done -> {
                if (done.cause() != null) {
                    channel.pipeline().fireExceptionCaught(done.cause());
                }
            });
        }
    }

    private void handle(Request request, Channel channel) {
        Optional<Route> found = router.route(request);
        if (found.isEmpty()) {
            Response response = router.unknownPath(request);
            record(request, "-", response.status(), "");
            delay(channel, oneWayNanos(), () -> sender.send(channel, response));
            return;
        }
        Route route = found.get();
        log.countArrival(route.api());
        Fault fault = faults.next(route, request);
        if (fault == null) {
            Response response = route.endpoint().apply(request);
            record(request, route.api().reportName(), response.status(), "");
            delay(channel, oneWayNanos(), () -> sender.send(channel, response));
        } else {
            applyFault(fault, route, request, channel);
        }
    }

    private void applyFault(Fault fault, Route route, Request request, Channel channel) {
        Response genuine = fault.acts() ? route.endpoint().apply(request) : null;
        Preset preset = fault.then() instanceof Effect.PresetEffect effect ? effect.preset() : null;
        boolean breaksConnection = preset != null && ResponseSender.breaksConnection(preset);
        Response response = breaksConnection ? genuine : response(fault, genuine, route, request);
        record(
                request,
                route.api().reportName(),
                response == null ? 0 : response.status(),
                fault.then().toString());
        delay(channel, oneWayNanos() + fault.delay().toNanos(), () -> {
            if (breaksConnection) {
                sender.sendBroken(preset, channel, response);
            } else if (response != null) {
                sender.send(channel, response);
            }
        });
    }

    private Response response(Fault fault, @Nullable Response genuine, Route route, Request request) {
        if (fault.then() instanceof Effect.CustomResponse custom) {
            Response response = Response.json(custom.status(), custom.body());
            for (Map.Entry<String, String> header : custom.headers().entrySet()) {
                response = response.with(header.getKey(), header.getValue());
            }
            return response;
        }
        if (fault.then() instanceof Effect.PresetEffect effect) {
            return effect.preset() == Preset.CUT_JSON && genuine != null
                    ? genuine.withBody(Arrays.copyOf(genuine.body(), genuine.body().length / 2))
                    : router.preset(route.api(), effect.preset());
        }
        return genuine == null ? route.endpoint().apply(request) : genuine;
    }

    private void record(Request request, String call, int status, String fault) {
        String query = SECRETS.matcher(request.rawQuery()).replaceAll("$1***");
        String path = HOOKS.matcher(request.path()).replaceAll("$1***");
        log.record(new RecordedRequest(clock.millis(), call, request.method(), path, query, status, fault));
    }
}
