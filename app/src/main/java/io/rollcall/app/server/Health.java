package io.rollcall.app.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.camel.watch.AccountMonitor;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.ChannelMonitor;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.camel.watch.RollcallHealth;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.report.JsonLine;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.schedule.ClockJump;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.tell.ChannelStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The readiness of the program: it has started, its store is available, no flow has missed its schedule or failed for two
 * scheduled runs, and the events of vendors that are wanted come. Accounts, the budget and channels are shown and have no effect on
 * readiness. The states
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

    /** Why the store cannot be used; empty if it can. Answers within a second. */
    Optional<String> storeProblem() {
        return states.storeProblem();
    }

    /** Whether the program is ready, and why not. */
    Response readiness() {
        Readiness readiness = readiness(
                states.storeProblem(),
                states.flows().standings(),
                states.streams().standings());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", readiness.word());
        fields.put("reasons", readiness.reasons());
        return new Response(readiness.isReady(), JsonLine.of(fields));
    }

    /** @param reasons why it is not ready, each with what to do; empty if it is */
    private record Readiness(List<String> reasons) {
        boolean isReady() {
            return reasons.isEmpty();
        }

        String word() {
            return isReady() ? "up" : "down";
        }
    }

    private Readiness readiness(
            Optional<String> storeProblem, List<FlowMonitor.Standing> flows, List<StreamMonitor.Standing> streams) {
        List<String> reasons = new ArrayList<>();
        if (!started) {
            reasons.add("Rollcall is starting. Wait until all schedules are active.");
        }
        storeProblem.ifPresent(reasons::add);
        for (FlowMonitor.Standing flow : flows) {
            if (flow.stale()) {
                reasons.add("A scheduled run of the flow " + flow.flow()
                        + " is missing. Look for an earlier run that does not end.");
            } else if (flow.outdated()) {
                reasons.add("The flow " + flow.flow() + " has had no successful run "
                        + (flow.succeededAt() == null ? "yet" : "since " + flow.succeededAt())
                        + (flow.fault() == null ? "" : " (" + flow.fault() + ")")
                        + ". The report of its last run says what to do.");
            }
        }
        for (StreamMonitor.Standing stream : streams) {
            stream.fault().ifPresent(reasons::add);
        }
        return new Readiness(List.copyOf(reasons));
    }

    /** Everything that is known about the program's health. */
    Response response() {
        Optional<String> storeProblem = states.storeProblem();
        List<FlowMonitor.Standing> standings = states.flows().standings();
        List<StreamMonitor.Standing> streams = states.streams().standings();
        Readiness readiness = readiness(storeProblem, standings, streams);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", readiness.word());
            json.writeStringField("live", "up");
            json.writeFieldName("reasons");
            json.writeRawValue(JsonLine.of(readiness.reasons()));
            json.writeBooleanField("started", started);
            json.writeObjectFieldStart("store");
            json.writeStringField("status", storeProblem.isEmpty() ? "up" : "down");
            if (storeProblem.isPresent()) {
                json.writeStringField("message", storeProblem.get());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("flows");
            for (FlowMonitor.Standing flow : standings) {
                write(flow, storeProblem.isEmpty(), json);
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
            json.writeFieldName("paused");
            json.writeRawValue(JsonLine.of(storeProblem.isEmpty() ? states.pauses() : List.of()));
            json.writeObjectFieldStart("streams");
            for (StreamMonitor.Standing stream : streams) {
                write(stream, json);
            }
            json.writeEndObject();
            json.writeObjectFieldStart("channels");
            for (ChannelMonitor.Standing channel : states.channels().standings()) {
                write(channel, json);
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
        return new Response(readiness.isReady(), text.toString());
    }

    private void write(FlowMonitor.Standing flow, boolean storeIsUp, JsonGenerator json) throws IOException {
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
        Instant succeededAt = flow.succeededAt();
        if (succeededAt != null) {
            json.writeStringField("succeededAt", succeededAt.toString());
        }
        if (flow.holder() != null) {
            json.writeStringField("waiting", "waiting for the other process: " + flow.holder());
        }
        // each read of a store that is down would wait for it
        Optional<Quarantine> quarantine = storeIsUp ? states.quarantine(flow.flow()) : Optional.empty();
        if (quarantine.isPresent()) {
            write(flow.flow(), quarantine.get(), json);
        }
        json.writeEndObject();
    }

    private void write(String flow, Quarantine quarantine, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("quarantine");
        json.writeStringField("since", quarantine.at().toString());
        json.writeNumberField("lost", quarantine.lost());
        json.writeNumberField("before", quarantine.before());
        Instant until = quarantine.allowedUntil();
        if (until != null) {
            json.writeStringField("acceptedUntil", until.toString());
        }
        json.writeStringField("message", states.words(flow, quarantine));
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

    private static void write(StreamMonitor.Standing stream, JsonGenerator json) throws IOException {
        StreamMonitor.Connection connection = stream.connection();
        json.writeObjectFieldStart(stream.account());
        json.writeStringField("status", stream.fault().isEmpty() ? "up" : "down");
        json.writeStringField("state", connection.word());
        Duration age = connection.frameAge();
        if (age != null) {
            json.writeNumberField("frameAgeSeconds", age.toSeconds());
        }
        StreamMonitor.Month month = stream.month();
        if (month != null) {
            json.writeNumberField("opens", month.opens());
            json.writeNumberField("events", month.events());
        }
        json.writeNumberField("monthlyEvents", stream.monthlyEvents());
        if (connection.holder() != null) {
            json.writeStringField("waiting", "waiting for the other process: " + connection.holder());
        }
        Problem problem = connection.problem();
        if (problem != null || stream.fault().isPresent()) {
            json.writeStringField("message", problem == null ? stream.fault().orElse("") : problem.message());
        }
        json.writeEndObject();
    }

    private static void write(ChannelMonitor.Standing channel, JsonGenerator json) throws IOException {
        ChannelStatus status = channel.status();
        json.writeObjectFieldStart(status.channel());
        json.writeStringField("kind", channel.kind());
        json.writeStringField("status", status.state().word());
        json.writeStringField("since", status.since().toString());
        if (status.until() != null) {
            json.writeStringField("until", status.until().toString());
        }
        if (status.deliveredAt() != null) {
            json.writeStringField("deliveredAt", status.deliveredAt().toString());
        }
        json.writeBooleanField("waiting", channel.waiting());
        if (status.code() != null) {
            json.writeStringField("code", status.code());
        }
        if (status.remedy() != null) {
            json.writeStringField("message", status.remedy());
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
