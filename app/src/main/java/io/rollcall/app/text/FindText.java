package io.rollcall.app.text;

import io.rollcall.json.Sanitizer;
import io.rollcall.report.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes people who were found, for people. Stateless and thread-safe. */
public final class FindText {
    private FindText() {}

    /**
     * A table with a row for each person, in lines of which each ends with a line feed.
     *
     * @param zone in which times are shown
     */
    public static String table(List<Candidate> people, ZoneId zone) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("UNIONID", "USERID", "NAME", "STATE", "DEPARTMENTS"));
        people.forEach(person -> rows.add(cells(person, zone)));
        int[] widths = new int[4];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static List<String> cells(Candidate person, ZoneId zone) {
        return List.of(
                Sanitizer.text(person.unionId() == null ? "-" : person.unionId().value()),
                Sanitizer.text(person.userId().value()),
                Sanitizer.text(Objects.requireNonNullElse(person.name(), "-")),
                state(person, zone),
                Sanitizer.text(person.departments().stream()
                                .map(department -> DepartmentText.of(department.id(), department.name()))
                                .collect(Collectors.joining(", "))
                        + flows(person)));
    }

    private static String flows(Candidate person) {
        List<String> flows = person.flows();
        return flows == null ? "" : " (rosters of " + String.join(", ", flows) + ")";
    }

    private static String state(Candidate person, ZoneId zone) {
        Instant since = person.since();
        return since == null
                ? person.state()
                : person.state() + (person.state().equals("left") ? " " : " since ") + AuditLine.time(since, zone);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i));
            if (i < widths.length) {
                line.append(" ".repeat(widths[i] - cells.get(i).length() + 2));
            }
        }
        return line.toString().stripTrailing() + "\n";
    }

    /** A problem in one line. */
    public static String words(Problem problem) {
        return Sanitizer.text(problem.subject() + ": " + problem.word()
                + (problem.code() == null ? "" : " (code " + problem.code() + ")") + ". " + problem.message());
    }
}
