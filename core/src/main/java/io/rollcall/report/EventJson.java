package io.rollcall.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes events for programs: each as one JSON object on one line, without the line end. A change, a problem and a report
 * look the same as in {@link ReportJson}. Stateless and thread-safe.
 */
public final class EventJson {
    private EventJson() {}

    /**
     * What a run tells before its report.
     *
     * @param at when it was told
     */
    public static String write(RunName run, Instant at, FlowEvent event) {
        return JsonLine.of(json -> {
            writeHead(word(event), run, at, json);
            json.writeFieldName(word(event));
            if (event instanceof FlowEvent.Changed changed) {
                ReportJson.write(changed.change(), json);
            } else {
                ReportJson.write(((FlowEvent.Troubled) event).problem(), json);
            }
        });
    }

    /**
     * That a run ended.
     *
     * @param at when it was told
     */
    public static String write(FlowReport report, Instant at) {
        RunName run = new RunName(report.flow(), report.type(), report.mode());
        return JsonLine.of(json -> {
            writeHead("report", run, at, json);
            json.writeObjectFieldStart("report");
            ReportJson.writeFields(report, json);
            json.writeEndObject();
        });
    }

    /** The word for the kind of an event. */
    public static String word(FlowEvent event) {
        return event instanceof FlowEvent.Changed ? "change" : "problem";
    }

    private static void writeHead(String event, RunName run, Instant at, JsonGenerator json) throws IOException {
        json.writeStringField("event", event);
        json.writeStringField("flow", run.flow());
        json.writeStringField("type", run.type());
        json.writeStringField("mode", run.mode().word());
        json.writeStringField("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
