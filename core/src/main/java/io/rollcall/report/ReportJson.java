package io.rollcall.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.vendor.OperationName;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes reports for programs. Stateless and thread-safe. */
public final class ReportJson {
    private static final RosterResult NOTHING_READ =
            new RosterResult(0, 0, new RosterResult.Lookups(0, 0, 0, 0, 0, 0), null);

    private ReportJson() {}

    /** One report as one JSON object on one line, without the line end. Absent values are left out, lists never are. */
    public static String write(FlowReport report) {
        return JsonLine.of(json -> writeFields(report, json));
    }

    /** The fields of the report's object. */
    static void writeFields(FlowReport report, JsonGenerator json) throws IOException {
        RunResult result = report.result();
        json.writeStringField("flow", report.flow());
        json.writeStringField("type", report.type());
        json.writeStringField("mode", report.mode().word());
        json.writeStringField("outcome", result.outcome().word());
        json.writeStringField(
                "startedAt", report.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeNumberField("durationMs", report.duration().toMillis());
        json.writeObjectFieldStart("calls");
        for (Map.Entry<OperationName, Long> call :
                CallOrder.sorted(report.calls()).entrySet()) {
            json.writeNumberField(call.getKey().toString(), call.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("meteredCalls", report.meteredCalls());
        json.writeArrayFieldStart("problems");
        for (Problem problem : result.problems()) {
            write(problem, json);
        }
        json.writeEndArray();
        RosterResult roster = result.roster();
        if (roster != null || report.type().equals("roster")) {
            write(roster == null ? NOTHING_READ : roster, json);
        } else {
            writeMeetings(result, json);
        }
    }

    /** A problem as one object. */
    static void write(Problem problem, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("subject", problem.subject());
        json.writeStringField("fault", problem.fault().word());
        JsonLine.present(json, "code", problem.code());
        JsonLine.present(json, "requestId", problem.requestId());
        json.writeStringField("message", problem.message());
        json.writeEndObject();
    }

    /** One change as one JSON object on one line, as reports show it. */
    public static String write(Change change) {
        return JsonLine.of(json -> writeFields(change, json));
    }

    /** A change as one object. */
    static void write(Change change, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(change, json);
        json.writeEndObject();
    }

    private static void writeFields(Change change, JsonGenerator json) throws IOException {
        json.writeStringField("action", change.action().word());
        writeWho(json, change.meeting(), change.user(), change.phone());
        json.writeStringField("reason", change.reason().word());
        json.writeStringField("status", change.status().word());
    }

    private static void writeMeetings(RunResult result, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("changes");
        for (Change change : result.changes()) {
            write(change, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("unchanged");
        for (Unchanged one : result.unchanged()) {
            json.writeStartObject();
            writeWho(json, one.meeting(), one.user(), one.phone());
            json.writeStringField("reason", one.reason().word());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeWho(
            JsonGenerator json, @Nullable MeetingId meeting, @Nullable UserId user, @Nullable PhoneNumber phone)
            throws IOException {
        JsonLine.present(json, "meeting", meeting == null ? null : meeting.value());
        JsonLine.present(json, "user", user == null ? null : user.value());
        JsonLine.present(json, "phone", phone == null ? null : phone.value());
    }

    private static void write(RosterResult roster, JsonGenerator json) throws IOException {
        RosterResult.Lookups lookup = roster.lookup();
        json.writeNumberField("departments", roster.departments());
        json.writeNumberField("people", roster.people());
        json.writeObjectFieldStart("lookup");
        json.writeNumberField("found", lookup.found());
        json.writeNumberField("unchanged", lookup.unchanged());
        json.writeNumberField("not-found", lookup.notFound());
        json.writeNumberField("forbidden", lookup.forbidden());
        json.writeNumberField("unattributed", lookup.unattributed());
        json.writeNumberField("unknown-status", lookup.unknownStatus());
        json.writeEndObject();
        JsonLine.present(json, "written", roster.written());
    }
}
