package io.rollcall.camel;

import io.rollcall.setting.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The operations of {@code rollcall:} URIs, and the options that each has. */
enum RollcallOperation {
    ONGOING_MEETINGS(Set.of("account", "timeout")),
    ORGANIZATION_MEETINGS(Set.of("account", "timeout")),
    MEMBERS(Set.of("account", "timeout")),
    SET_CO_HOSTS(Set.of("account", "timeout")),
    INVITE(Set.of("account", "timeout")),
    DEPARTMENT_USERS(Set.of(
            "account",
            "timeout",
            "department",
            "recursive",
            "pageSize",
            "language",
            "orderField",
            "containAccessLimit")),
    USER_DETAILS(Set.of("account", "timeout", "idType")),
    RUN(Set.of("flow", "mode")),
    OBSERVE(Set.of("flow", "mode")),
    PLAN(Set.of("flow")),
    APPLY(Set.of("flow")),
    REPORT(Set.of("flow")),
    DEPARTMENTS(Set.of("flow", "mode")),
    DEPARTMENT_PAGES(Set.of("flow")),
    ENRICH(Set.of("flow")),
    WRITE(Set.of("flow")),
    ACCEPT(Set.of("flow")),
    PAUSE(Set.of("flow", "until", "reason")),
    RESUME(Set.of("flow")),
    ATTENDANCE(Set.of("account", "from", "to", "meeting")),
    EVENTS(Set.of("flow", "kinds", "format", "language")),
    STREAM(Set.of("account", "events"));

    private final Set<String> options;

    RollcallOperation(Set<String> options) {
        this.options = options;
    }

    /** The operation's name in a URI. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the operation runs one flow, which its URI names. */
    public boolean runsFlow() {
        return options.contains("flow") && this != ACCEPT && this != PAUSE && this != RESUME && this != EVENTS;
    }

    /** Whether its URI must name a flow. */
    public boolean needsFlow() {
        return runsFlow() || this == ACCEPT;
    }

    /** Whether a route starts with it; all others are sent to. */
    public boolean isStart() {
        return this == EVENTS || this == STREAM;
    }

    /** The options that the operation has, besides those of every Camel endpoint. */
    public Set<String> options() {
        return options;
    }

    /**
     * Finds an operation.
     *
     * @throws IllegalArgumentException for an unknown one, with the most similar name
     */
    public static RollcallOperation named(String path) {
        return Arrays.stream(values())
                .filter(operation -> operation.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(path)));
    }

    private static String unknown(String path) {
        List<String> all = Arrays.stream(values()).map(RollcallOperation::path).toList();
        return "rollcall:" + path + " is not an operation." + Suggestions.sentence(path, all) + " The operations are "
                + String.join(", ", all) + ".";
    }
}
