package io.rollcall.app.text;

import io.rollcall.json.Sanitizer;
import io.rollcall.report.CsvRecord;
import io.rollcall.report.JsonLine;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.AuditRepository.Result;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries of the audit trail, each on a line of its own, as they are read: for people, as JSON, as CSV. Pure and
 * thread-safe.
 */
public final class AuditLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssXXX", Locale.ROOT);
    private static final String COLUMNS = "%-25s  %-21s  %-12s  %-7s  %-20s  %-20s  %-15s  %s";
    private static final List<String> CSV = List.of(
            "at", "flow", "action", "meeting", "user", "phone", "reason", "outcome", "settledAt", "code", "requestId");
    private static final String UNSETTLED = "unknown (interrupted)";

    private AuditLine() {}

    /** A time as people read it in a zone. */
    public static String time(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone));
    }

    /** The head of the table for people. */
    public static String textHead() {
        return row("WHEN", "OUTCOME", "FLOW", "ACTION", "WHO", "MEETING", "WHY", "CODE, REQUEST");
    }

    /**
     * An entry for people; wide values push the rest of their line to the right.
     *
     * @param zone in which the times are shown
     */
    public static String text(Entry entry, ZoneId zone) {
        Intention intention = entry.intention();
        return row(
                time(intention.at(), zone),
                outcome(entry),
                intention.flow(),
                intention.action(),
                whom(intention),
                intention.meeting(),
                intention.reason(),
                trace(entry));
    }

    private static String row(Object... cells) {
        return Sanitizer.text(String.format(Locale.ROOT, COLUMNS, cells)).stripTrailing();
    }

    private static String trace(Entry entry) {
        String code = Objects.requireNonNullElse(entry.code(), "");
        String request = Objects.requireNonNullElse(entry.requestId(), "");
        return code.isEmpty() || request.isEmpty() ? code + request : code + ", " + request;
    }

    private static String whom(Intention intention) {
        String user = intention.user();
        return user != null ? user : Objects.requireNonNullElse(intention.phone(), "");
    }

    private static String outcome(Entry entry) {
        return entry.result() == null ? UNSETTLED : word(entry.result());
    }

    private static String word(Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    /** An entry for programs; if no outcome is saved, {@code settledAt} is missing and the outcome is unknown. */
    public static String json(Entry entry) {
        return JsonLine.of(fields(entry));
    }

    /** The fields of an entry's JSON; absent values are left out. */
    public static Map<String, Object> fields(Entry entry) {
        Intention intention = entry.intention();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", intention.at().toString());
        fields.put("flow", intention.flow());
        fields.put("action", intention.action());
        fields.put("meeting", intention.meeting());
        put(fields, "user", intention.user());
        put(fields, "phone", intention.phone());
        fields.put("reason", intention.reason());
        fields.put("outcome", plainOutcome(entry));
        put(fields, "settledAt", settledAt(entry));
        put(fields, "code", entry.code());
        put(fields, "requestId", entry.requestId());
        return fields;
    }

    private static void put(Map<String, Object> fields, String field, @Nullable String value) {
        if (value != null) {
            fields.put(field, value);
        }
    }

    /** The byte order mark and the names of the columns, with the line end. */
    public static String csvHead() {
        return CsvRecord.BYTE_ORDER_MARK + CsvRecord.head(CSV);
    }

    /** An entry as a record of CSV with the columns of {@link #csvHead}, with the line end. */
    public static String csv(Entry entry) {
        Intention intention = entry.intention();
        return CsvRecord.of(
                intention.at().toString(),
                intention.flow(),
                intention.action(),
                sanitized(intention.meeting()),
                sanitized(intention.user()),
                sanitized(intention.phone()),
                intention.reason(),
                plainOutcome(entry),
                settledAt(entry),
                sanitized(entry.code()),
                sanitized(entry.requestId()));
    }

    private static @Nullable String sanitized(@Nullable String text) {
        return text == null ? null : Sanitizer.text(text);
    }

    private static String plainOutcome(Entry entry) {
        return word(Objects.requireNonNullElse(entry.result(), Result.UNKNOWN));
    }

    private static @Nullable String settledAt(Entry entry) {
        return entry.settledAt() == null ? null : entry.settledAt().toString();
    }
}
