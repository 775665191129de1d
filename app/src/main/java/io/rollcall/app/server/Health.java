package io.rollcall.app.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.camel.watch.AccountMonitor;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.camel.watch.RollcallHealth;
import io.rollcall.report.RunOutcome;
import io.rollcall.schedule.ClockJump;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The readiness of the program: it has started, its store is available, and no flow has missed its schedule. Outcomes of
 * runs, accounts and the budget are shown and have no effect on readiness, because a restart does not change them. The states
 * are those of {@link RollcallHealth}, which a host's health checks read too. Thread-safe.
 */
public final class Health {
    private static final JsonFactory JSON = new JsonFactory();

    private final RollcallHealth states;
    private final SortedMap<String, String> off;
    private final Supplier<Optional<ClockJump>> jumps;
    private volatile boolean started;

    /**
     * @param off flows that do not run because of errors in their lists, with the reason
     * @param jumps the last jump of the system clock, or empty
     */
    public Health(RollcallHealth states, Map<String, String> off, Supplier<Optional<ClockJump>> jumps) {
        this.states = states;
        this.off = new TreeMap<>(off);
        this.jumps = jumps;
    }

    /** Sets the program to started: all schedules are active. */
    public void started() {
        started = true;
    }

    /**
     * A response.
     *
     * @param json one object
     */
    record Response(boolean ready, String json) {}

    Response response() {
        Optional<String> storeProblem = states.storeProblem();
        List<FlowMonitor.Standing> standings = states.flows().standings();
        boolean ready = started && storeProblem.isEmpty() && standings.stream().noneMatch(FlowMonitor.Standing::stale);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", ready ? "up" : "down");
            json.writeBooleanField("started", started);
            json.writeObjectFieldStart("store");
            json.writeStringField("status", storeProblem.isEmpty() ? "up" : "down");
            if (storeProblem.isPresent()) {
                json.writeStringField("message", storeProblem.get());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("flows");
            for (FlowMonitor.Standing flow : standings) {
                write(flow, json);
            }
            for (Map.Entry<String, String> flow : off.entrySet()) {
                json.writeObjectFieldStart(flow.getKey());
                json.writeStringField("status", "off");
                json.writeStringField("message", flow.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeObjectFieldStart("budget");
            if (storeProblem.isEmpty()) {
                for (BudgetMonitor.Standing month : states.months()) {
                    write(month, json);
                }
            }
            json.writeEndObject();
            json.writeObjectFieldStart("accounts");
            for (AccountMonitor.Standing account : states.accountStandings()) {
                write(account, json);
            }
            json.writeEndObject();
            Optional<ClockJump> jump = jumps.get();
            if (jump.isPresent()) {
                json.writeObjectFieldStart("lastClockJump");
                json.writeStringField("at", jump.get().found().toString());
                json.writeNumberField("seconds", jump.get().by().toSeconds());
                json.writeStringField("message", jump.get().words());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Response(ready, text.toString());
    }

    private static void write(FlowMonitor.Standing flow, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(flow.flow());
        RunOutcome outcome = flow.outcome();
        Instant endedAt = flow.endedAt();
        Duration duration = flow.duration();
        if (outcome != null && endedAt != null && duration != null) {
            json.writeStringField("outcome", outcome.word());
            json.writeStringField("endedAt", endedAt.toString());
            json.writeNumberField("durationMs", duration.toMillis());
        }
        json.writeBooleanField("stale", flow.stale());
        if (flow.holder() != null) {
            json.writeStringField("waiting", "waiting for the other process: " + flow.holder());
        }
        json.writeEndObject();
    }

    private static void write(AccountMonitor.Standing account, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(account.account());
        json.writeStringField(
                "status", account.refusal() == null ? "ok" : account.refusal().word());
        if (account.since() != null) {
            json.writeStringField("since", account.since().toString());
        }
        json.writeEndObject();
    }

    private static void write(BudgetMonitor.Standing month, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(month.account());
        json.writeStringField("month", month.month().toString());
        json.writeNumberField("used", month.used());
        json.writeNumberField("limit", month.limit());
        json.writeNumberField("reserve", month.reserve());
        json.writeStringField("status", month.word());
        if (month.refusedSince() != null) {
            json.writeStringField("refusedSince", month.refusedSince().toString());
        }
        json.writeEndObject();
    }
}
