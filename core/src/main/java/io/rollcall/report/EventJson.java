package io.rollcall.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes events for programs: each as one JSON object on one line, without the line end. A change, a problem and a report
 * look the same as in the JSON of reports. Stateless and thread-safe.
 */
public final class EventJson {
    private EventJson() {}

    /**
     * What happened in a run before its report.
     *
     * @param at when it was announced
     */
    public static String write(RunName run, Instant at, FlowEvent event) {
        return write(word(event), run, at, value(event));
    }

    /**
     * That a run ended.
     *
     * @param at when it was announced
     */
    public static String write(FlowReport report, Instant at) {
        return write("report", new RunName(report.flow(), report.type(), report.mode()), at, report);
    }

    /** The word for the kind of an event. */
    public static String word(FlowEvent event) {
        return event instanceof FlowEvent.Changed
                ? "change"
                : event instanceof FlowEvent.RosterChanged ? "roster" : "problem";
    }

    /** What an event is about: a {@link Change}, a {@link RosterChange} or a {@link Problem}. */
    public static Object value(FlowEvent event) {
        if (event instanceof FlowEvent.Changed changed) {
            return changed.change();
        }
        return event instanceof FlowEvent.RosterChanged roster
                ? roster.change()
                : ((FlowEvent.Troubled) event).problem();
    }

    private static String write(String event, RunName run, Instant at, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("flow", run.flow());
        fields.put("type", run.type());
        fields.put("mode", run.mode());
        fields.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
        fields.put(event, value);
        return JsonLine.of(fields);
    }
}
