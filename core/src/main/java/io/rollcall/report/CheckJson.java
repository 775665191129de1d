package io.rollcall.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes checks for programs, an object for each line; {@code docs/check-and-audit.md} says what is in it. */
public final class CheckJson {
    private CheckJson() {}

    /** One JSON object a line of the check, without line ends. Absent values are left out, {@code flows} never is. */
    public static List<String> write(CheckReport report) {
        return report.lines().stream()
                .map(line -> JsonLine.of(json -> write(line, json)))
                .toList();
    }

    private static void write(CheckLine line, JsonGenerator json) throws IOException {
        json.writeStringField("check", line.check());
        json.writeStringField("result", line.result().word());
        JsonLine.present(json, "subject", line.subject());
        json.writeArrayFieldStart("flows");
        for (String flow : line.flows()) {
            json.writeString(flow);
        }
        json.writeEndArray();
        if (line.amount() != null) {
            json.writeNumberField("meteredCalls", line.amount().calls());
            json.writeNumberField("monthlyCalls", line.amount().budget());
        }
        JsonLine.present(
                json, "fault", line.fault() == null ? null : line.fault().word());
        JsonLine.present(json, "code", line.code());
        JsonLine.present(json, "requestId", line.requestId());
        JsonLine.present(json, "message", line.message());
    }
}
