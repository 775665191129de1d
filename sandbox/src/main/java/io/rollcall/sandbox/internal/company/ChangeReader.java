package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyChange.Action;
import io.rollcall.sandbox.internal.http.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads changes of people and departments, and leave records. */
public final class ChangeReader {
    private static final long YEAR_MILLIS = 365L * 86_400_000;

    private ChangeReader() {}

    /**
     * Reads the body of a request.
     *
     * @throws IllegalArgumentException with every problem of the body
     */
    public static CompanyChange read(Action action, JsonNode body) {
        List<String> problems = new ArrayList<>();
        JsonSection section = new JsonSection(body.isMissingNode() ? Json.object() : body, "", problems);
        CompanyChange change = change(action, section);
        section.end();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return change;
    }

    /** The name of an action in requests and company files, such as {@code new-user-id}. */
    public static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The action with this name; empty if there is none. */
    public static Optional<Action> named(String name) {
        return Arrays.stream(Action.values())
                .filter(action -> name(action).equals(name))
                .findFirst();
    }

    static PlannedChange planned(JsonSection section) {
        Duration after = Duration.ofMillis(section.number("afterMillis", 0, 0, YEAR_MILLIS));
        String name = section.required("action");
        Optional<Action> action = named(name);
        if (action.isPresent()) {
            CompanyChange change = change(action.get(), section);
            section.end();
            return new PlannedChange(after, change);
        }
        if (!name.isBlank()) {
            String names = Arrays.stream(Action.values())
                    .map(ChangeReader::name)
                    .sorted()
                    .collect(Collectors.joining(", "));
            section.problem("action", "must be one of " + names + ", not '" + name + "'");
        }
        // not usable, as the whole company is not: the file has a problem
        return new PlannedChange(after, person(Action.RETURN, "", Json.object(), false));
    }

    static Leave leave(JsonSection section) {
        String userId = section.required("userId");
        Leave leave = new Leave(
                userId,
                section.text("name", userId),
                section.text("stateCode"),
                section.text("mobile"),
                section.number("leftAt", 0, 0, Long.MAX_VALUE),
                reason(section));
        if (leave.at() == 0) {
            section.problem("leftAt", "is required");
        }
        section.end();
        return leave;
    }

    private static String reason(JsonSection section) {
        String reason = section.text("reason", "leave");
        if (!CompanyChange.REASONS.contains(reason)) {
            section.problem(
                    "reason", "must be one of " + String.join(", ", CompanyChange.REASONS) + ", not '" + reason + "'");
        }
        return reason;
    }

    private static CompanyChange change(Action action, JsonSection section) {
        boolean event = section.flag("event", true);
        return switch (action) {
            case JOIN -> person(action, "", object(section, "person"), event);
            case RETURN -> person(action, section.required("userId"), Json.object(), event);
            case LEAVE ->
                new CompanyChange(
                        action,
                        section.required("userId"),
                        0,
                        0,
                        "",
                        Json.object(),
                        section.flag("record", true),
                        reason(section),
                        event);
            case MOVE -> {
                section.has("departments");
                List<Long> departments = section.numbers("departments");
                if (departments.isEmpty()) {
                    section.problem("departments", "is required");
                }
                ObjectNode fields = Json.object();
                fields.set("departments", Json.tree(departments));
                yield person(action, section.required("userId"), fields, event);
            }
            case RENAME ->
                person(action, section.required("userId"), Json.object().put("name", section.required("name")), event);
            case CHANGE -> person(action, section.required("userId"), object(section, "fields"), event);
            case NEW_USER_ID ->
                person(
                        action,
                        section.required("userId"),
                        Json.object().put("userId", section.required("newUserId")),
                        event);
            case ADD_DEPARTMENT ->
                department(
                        action, section, parent(section, Department.ROOT), section.text("name", "Department"), event);
            case RENAME_DEPARTMENT -> department(action, section, 0, section.required("name"), event);
            case MOVE_DEPARTMENT -> {
                long parent = parent(section, 0);
                if (parent == 0) {
                    section.problem("parent", "is required");
                }
                yield department(action, section, parent, "", event);
            }
            case REMOVE_DEPARTMENT, HIDE_DEPARTMENT, SHOW_DEPARTMENT, FAIL_DEPARTMENT, RESTORE_DEPARTMENT ->
                department(action, section, 0, "", event);
        };
    }

    private static CompanyChange person(Action action, String userId, JsonNode fields, boolean event) {
        return new CompanyChange(action, userId, 0, 0, "", fields, true, "leave", event);
    }

    private static CompanyChange department(
            Action action, JsonSection section, long parent, String name, boolean event) {
        long id = section.number("id", 0, 1, Long.MAX_VALUE);
        if (id == 0) {
            section.problem("id", "is required");
        }
        return new CompanyChange(action, "", id, parent, name, Json.object(), true, "leave", event);
    }

    private static long parent(JsonSection section, long ifAbsent) {
        return section.number("parent", ifAbsent, 1, Long.MAX_VALUE);
    }

    private static JsonNode object(JsonSection section, String key) {
        JsonNode value = section.raw(key);
        if (!value.isObject()) {
            section.problem(key, value.isMissingNode() ? "is required" : "must be an object");
            return Json.object();
        }
        return value;
    }
}
