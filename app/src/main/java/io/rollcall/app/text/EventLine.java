package io.rollcall.app.text;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.json.Sanitizer;
import io.rollcall.report.JsonLine;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes events that a vendor pushed, each on a line of its own: for people and as JSON. Pure and thread-safe. */
public final class EventLine {
    private EventLine() {}

    private record Line(String account, @JsonUnwrapped ReceivedEvent event) {}

    /** An event for programs. */
    public static String json(String account, ReceivedEvent event) {
        return JsonLine.of(new Line(account, event));
    }

    /**
     * An event for people.
     *
     * @param zone in which the time is shown
     */
    public static String text(String account, ReceivedEvent event, ZoneId zone) {
        StringBuilder ids = new StringBuilder();
        add(ids, "meeting", event.meeting());
        add(ids, "user", event.user());
        add(ids, "userId", event.userId());
        add(ids, "department", event.department());
        String type = event.type() == null ? event.pushed() : event.type().word();
        return Sanitizer.text(String.format(
                        Locale.ROOT, "%s  %s  %-20s%s", AuditLine.time(event.at(), zone), account, type, ids))
                .stripTrailing();
    }

    private static void add(StringBuilder ids, String name, @Nullable String id) {
        if (id != null) {
            ids.append(' ').append(name).append(' ').append(id);
        }
    }
}
