package io.rollcall.meeting;

import io.rollcall.json.Json;
import io.rollcall.report.Change;
import io.rollcall.report.JsonLine;
import io.rollcall.report.RunName;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that is exchanged with the endpoint of a flow's key {@code approve}: a plan, and the changes of it that are to
 * be made. Stateless and thread-safe.
 */
public final class Approval {
    private Approval() {}

    /** A plan as one JSON object on one line: the flow, the changes and who is not changed, all as in a report. */
    public static String request(RunName run, Plan plan) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("flow", run.flow());
        request.put("type", run.type());
        request.put("mode", run.mode());
        request.put("changes", plan.changes());
        request.put("unchanged", plan.unchanged());
        return JsonLine.of(request);
    }

    /**
     * The plan with the changes that a response does not contain marked as skipped.
     *
     * @param response a JSON array of changes, or an object whose field {@code changes} is one. A change is identified by
     *     {@code action}, {@code meeting} and {@code user} or {@code phone}; its other fields are ignored
     * @throws IllegalArgumentException if it is neither, or holds a change that is not in the plan; the message shows no
     *     value
     */
    public static Plan approved(Plan plan, byte[] response) {
        Json list;
        try {
            Json read = Json.read(response);
            if (read.isObject() && !read.has("changes")) {
                throw new IllegalArgumentException("its response has no list of changes");
            }
            list = read.isObject() ? read.at("changes") : read;
        } catch (IOException malformed) {
            throw new IllegalArgumentException("its response is not JSON", malformed);
        }
        List<Json> rows = list.rows();
        if (rows == null) {
            throw new IllegalArgumentException("its response has no list of changes");
        }
        Set<Change> approved = new HashSet<>();
        for (Json row : rows) {
            approved.add(plan.changes().stream()
                    .filter(change -> isMeant(row, change))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("its response names a change that is not in the plan")));
        }
        return plan.skip(change -> !approved.contains(change));
    }

    private static boolean isMeant(Json row, Change change) {
        return change.action().word().equals(row.at("action").text())
                && change.meeting().value().equals(row.at("meeting").text())
                && isMeant(
                        row.at("user"),
                        change.user() == null ? null : change.user().value())
                && isMeant(
                        row.at("phone"),
                        change.phone() == null ? null : change.phone().value());
    }

    private static boolean isMeant(Json field, @Nullable String value) {
        return Objects.equals(field.text(), value);
    }
}
