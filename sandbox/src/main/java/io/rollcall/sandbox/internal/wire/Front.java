package io.rollcall.sandbox.internal.wire;

import io.rollcall.sandbox.script.Effect;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.seen.SeenRequest;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes every request: counts it, lets a scripted fault strike, lets the vendor act, and hands the answer on. */
public final class Front implements HttpHandler {
    private static final Pattern SECRETS =
            Pattern.compile("((?:access_token|appsecret|corpsecret|signature|suiteTicket)=)[^&]*");
    private static final String ADMIN = "/sandbox";

    private final Vendors vendors;
    private final CallLog log;
    private final FaultScript faults;
    private final Delivery delivery;
    private final Ticks ticks;
    private final long latencyNanos;
    private final long jitterNanos;

    public Front(
            Vendors vendors,
            CallLog log,
            FaultScript faults,
            Delivery delivery,
            Ticks ticks,
            Duration latency,
            Duration jitter) {
        this.vendors = vendors;
        this.log = log;
        this.faults = faults;
        this.delivery = delivery;
        this.ticks = ticks;
        this.latencyNanos = latency.toNanos();
        this.jitterNanos = jitter.toNanos();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullBytes((whole, body) -> arrived(new Request(whole, body), whole));
    }

    private void arrived(Request request, HttpServerExchange exchange) {
        if (request.path().startsWith(ADMIN)) {
            delivery.send(exchange, vendors.admin(request));
            return;
        }
        long onTheWay = travel();
        later(exchange, onTheWay, () -> handle(request, exchange));
    }

    private long travel() {
        long jitter = jitterNanos == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitterNanos + 1);
        return (latencyNanos + jitter) / 2;
    }

    private static void later(HttpServerExchange exchange, long nanos, Runnable work) {
        if (nanos == 0) {
            work.run();
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> exchange.getIoThread()
                    .executeAfter(work, nanos, TimeUnit.NANOSECONDS));
        }
    }

    private void handle(Request request, HttpServerExchange exchange) {
        Optional<Route> found = vendors.route(request);
        if (found.isEmpty()) {
            Reply reply = vendors.unknownPath(request);
            note(request, "-", reply.status(), "");
            later(exchange, travel(), () -> delivery.send(exchange, reply));
            return;
        }
        Route route = found.get();
        log.arrive(route.api());
        Fault fault = faults.strike(route, request);
        if (fault == null) {
            Reply reply = route.endpoint().apply(request);
            note(request, route.api().reportName(), reply.status(), "");
            later(exchange, travel(), () -> delivery.send(exchange, reply));
        } else {
            struck(fault, route, request, exchange);
        }
    }

    private void struck(Fault fault, Route route, Request request, HttpServerExchange exchange) {
        Reply genuine = fault.acts() ? route.endpoint().apply(request) : null;
        Preset preset = fault.then() instanceof Effect.Ready ready ? ready.preset() : null;
        boolean broken = preset != null && Delivery.isOnTheWire(preset);
        Reply reply = broken ? genuine : reply(fault, genuine, route, request);
        note(
                request,
                route.api().reportName(),
                reply == null ? 0 : reply.status(),
                fault.then().toString());
        long wait = travel() + fault.delay().toNanos();
        later(exchange, wait, () -> {
            if (broken) {
                delivery.breakWith(preset, exchange, reply);
            } else if (reply != null) {
                delivery.send(exchange, reply);
            }
        });
    }

    private Reply reply(Fault fault, @Nullable Reply genuine, Route route, Request request) {
        if (fault.then() instanceof Effect.Verbatim verbatim) {
            return verbatim(verbatim);
        }
        if (fault.then() instanceof Effect.Ready ready) {
            if (ready.preset() == Preset.CUT_JSON && genuine != null) {
                return genuine.withBody(java.util.Arrays.copyOf(genuine.body(), genuine.body().length / 2));
            }
            return vendors.preset(route.api(), ready.preset());
        }
        return genuine == null ? route.endpoint().apply(request) : genuine;
    }

    private static Reply verbatim(Effect.Verbatim verbatim) {
        Reply reply = Reply.json(verbatim.status(), verbatim.body());
        for (Map.Entry<String, String> header : verbatim.headers().entrySet()) {
            reply = header.getKey().equalsIgnoreCase("Content-Type")
                    ? new Reply(reply.status(), header.getValue(), reply.headers(), reply.body())
                    : reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    private void note(Request request, String call, int status, String fault) {
        log.seen(new SeenRequest(
                ticks.millis(),
                call,
                request.method(),
                request.path(),
                withoutToken(request.rawQuery()),
                status,
                fault));
    }

    private static String withoutToken(String query) {
        return SECRETS.matcher(query).replaceAll("$1***");
    }
}
