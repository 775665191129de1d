package io.rollcall.camel.matrix;

import io.rollcall.camel.matrix.Api.Family;
import io.rollcall.camel.matrix.Api.Role;
import io.rollcall.camel.matrix.Expected.Ending;
import io.rollcall.camel.matrix.Expected.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The table as a page of Markdown. */
final class FaultMatrixPage {
    private static final Map<String, Predicate<Api>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("every operation", api -> true);
        GROUPS.put("every token", api -> api.role() == Role.TOKEN);
        GROUPS.put("every read", api -> api.role() == Role.READ);
        GROUPS.put("DingTalk", api -> api.family() != Family.HUAWEI);
        GROUPS.put("Huawei", api -> api.family() == Family.HUAWEI);
        GROUPS.put("DingTalk tokens", api -> api.family() == Family.NEW && api.role() == Role.TOKEN);
        GROUPS.put("DingTalk reads", api -> api.family() != Family.HUAWEI && api.role() == Role.READ);
        GROUPS.put(
                "meeting reads",
                api -> api.family() == Family.NEW && api.role() == Role.READ && api != Api.LEAVE_RECORDS);
        GROUPS.put("meeting actions", api -> api.role() == Role.WRITE);
        GROUPS.put("event connection", api -> api.role() == Role.OPEN);
        GROUPS.put("contacts", api -> api.family() == Family.OLD);
    }

    private static final String HEAD =
            """
            # The fault matrix

            What comes of every fault at every operation. This page is printed from the table in
            `camel-routes/src/test/java/io/rollcall/camel/matrix/FaultMatrix.java`. Each of its cells is tried out twice on every
            build: without HTTP, and through the routes over real HTTP against the sandbox, where the fault must first have
            fired. A test fails when this page is not the table's;

                mvn -o test -pl camel-routes -am -Dtest=FaultMatrixPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dfault-matrix.write=true

            writes it anew.

            ## How to read it

            - **N requests**: those of the operation that arrive at the vendor's server. Requests for the operation's token are
              listed if there is more than one.
            - **done**: the vendor answered. **not done**: the vendor certainly did not act; a later run may try again.
              **unknown**: the vendor may have acted. The call never repeats the action; the flows read the meeting first.
              **failed**: a reading call without a result.
            - The word in `code` is the report's `fault`. It is the fault of the last request.
            - **struck once**: only the first request meets the fault. **struck every time**: each request does.
            - Pauses are those before each retry.

            The operations, in groups:

            """;

    private static final String RULES =
            """

            ## The rules behind it

            - A retry again takes its share of the budget, its permit and a token. The token's call is executed like any other.
            - **Reads and tokens** are repeated twice, after 0.4 to 1.6 seconds, if the outcome is unknown.
            - **Meeting actions** are never repeated then. They are repeated if the vendor refuses the call before it
              processes it: for the rate (five times) and for the token (once).
            - **The event connection** (`dingtalk.open-stream`) is never repeated by the call: the pauses and the limits of the
              connection decide when the next one is opened. A quota that DingTalk refused does not prevent it.
            - Refusals for the rate are not counted against the month, neither in the report nor in the store; nor is what never
              arrived. An open that is refused for the rate is counted.
            - If the token's call fails in any way, the operation that needed it was never sent, and so certainly not done.
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    static String print() {
        return new FaultMatrixPage().all();
    }

    private String all() {
        groups();
        page.append(RULES);
        FaultMatrix.ROWS.forEach(this::row);
        return page.toString();
    }

    private void groups() {
        page.append("| group | operations |\n|---|---|\n");
        GROUPS.forEach((name, group) -> {
            List<String> titles =
                    Arrays.stream(Api.values()).filter(group).map(Api::title).toList();
            if (!name.startsWith("every") && !name.equals("DingTalk") && !name.equals("DingTalk reads")) {
                page.append("| ")
                        .append(name)
                        .append(" | ")
                        .append(String.join(", ", titles))
                        .append(" |\n");
            }
        });
    }

    private void row(FaultRow row) {
        page.append("\n## ").append(capital(row.name())).append("\n\n");
        if (!row.note().isEmpty()) {
            page.append(row.note()).append("\n\n");
        }
        Map<String, List<Api>> occurs = new LinkedHashMap<>();
        Map<String, List<Api>> never = new LinkedHashMap<>();
        for (Api api : Api.values()) {
            row.never(api)
                    .ifPresentOrElse(
                            why -> never.computeIfAbsent(why, none -> new ArrayList<>())
                                    .add(api),
                            () -> occurs.computeIfAbsent(cells(row.cells(api)), none -> new ArrayList<>())
                                    .add(api));
        }
        page.append("| at | struck once | struck every time |\n|---|---|---|\n");
        occurs.forEach((cells, apis) -> page.append("| ")
                .append(names(apis))
                .append(" | ")
                .append(cells)
                .append(" |\n"));
        never.forEach((why, apis) -> page.append("| ")
                .append(names(apis))
                .append(" | cannot occur | ")
                .append(why)
                .append(" |\n"));
    }

    private static String cells(List<Cell> cells) {
        String last = words(cells.get(cells.size() - 1));
        return (cells.get(0).mode() == Mode.ONCE ? words(cells.get(0)) : "-") + " | " + last;
    }

    private static String words(Cell cell) {
        Expected expected = cell.expected();
        StringBuilder words = new StringBuilder(requests(expected.requests()));
        boolean repeated = expected.requests() > 1 || (cell.row().isAtToken() && expected.tokens() > 1);
        if (cell.api().needsToken() && expected.tokens() != 1) {
            words.append(" and ").append(expected.tokens()).append(" for tokens");
        }
        if (repeated && !cell.conduct().longest().isZero()) {
            words.append(", pauses of ").append(span(cell.conduct()));
        }
        words.append(", ").append(end(expected, cell.api()));
        if (cell.conduct().rests() && expected.ending() != Ending.DONE) {
            words.append("; later calls: no request, **not done**: `")
                    .append(expected.fault())
                    .append('`');
        }
        return words.toString();
    }

    private static String end(Expected expected, Api api) {
        return switch (expected.ending()) {
            case DONE -> "done";
            case NOT_DONE -> "**not done**: `" + expected.fault() + "`";
            case UNKNOWN -> (api.role() == Role.WRITE ? "**unknown**" : "failed") + ": `" + expected.fault() + "`";
        };
    }

    private static String requests(int requests) {
        return switch (requests) {
            case 0 -> "no request";
            case 1 -> "1 request";
            default -> requests + " requests";
        };
    }

    private static String span(Conduct conduct) {
        // the table's time starts ten seconds after a full minute
        if (conduct.longest().compareTo(Duration.ofMinutes(1)) > 0) {
            return "up to a minute";
        }
        return seconds(conduct.shortest()) + " to " + seconds(conduct.longest()) + " s";
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.toMillis() / 1000.0).replaceAll("\\.0$", "");
    }

    /** The largest groups first, then what is left one by one. */
    private static String names(List<Api> apis) {
        List<Api> left = new ArrayList<>(apis);
        List<String> names = new ArrayList<>();
        GROUPS.forEach((name, group) -> {
            List<Api> members = Arrays.stream(Api.values()).filter(group).toList();
            if (left.containsAll(members)) {
                names.add(name);
                left.removeAll(members);
            }
        });
        left.forEach(api -> names.add(api.title()));
        return String.join(", ", names);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
