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
 * Whether the program is ready: it has started, its store can be used, and no flow has missed its schedule. How runs
 * ended, accounts and the budget are shown and do not count: a flow whose vendor is down is as ready as can be. The states
 * are those of {@link RollcallHealth}, which a host's health checks read too. Thread-safe.
 */
public final class Health {
    private static final JsonFactory JSON = new JsonFactory();

    private final RollcallHealth states;
    private final SortedMap<String, String> off;
    private final Supplier<Optional<ClockJump>> jumps;
    private volatile boolean started;

    /**
     * @param off flows that are not run because of their lists, with the reason
     * @param jumps the last jump of the system clock, or empty
     */
    public Health(RollcallHealth states, Map<String, String> off, Supplier<Optional<ClockJump>> jumps) {
        this.states = states;
        this.off = new TreeMap<>(off);
        this.jumps = jumps;
    }

    /** All schedules run from now on. */
    public void started() {
        started = true;
    }

    /**
     * An answer to who asks.
     *
     * @param json one object
     */
    record Answer(boolean ready, String json) {}

    Answer answer() {
        Optional<String> storeTrouble = states.storeProblem();
        List<FlowMonitor.Standing> standings = states.flows().standings();
        boolean ready = started && storeTrouble.isEmpty() && standings.stream().noneMatch(FlowMonitor.Standing::stale);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", ready ? "up" : "down");
            json.writeBooleanField("started", started);
            json.writeObjectFieldStart("store");
            json.writeStringField("status", storeTrouble.isEmpty() ? "up" : "down");
            if (storeTrouble.isPresent()) {
                json.writeStringField("message", storeTrouble.get());
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
            if (storeTrouble.isEmpty()) {
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
        return new Answer(ready, text.toString());
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
