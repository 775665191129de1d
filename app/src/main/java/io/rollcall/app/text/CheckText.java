package io.rollcall.app.text;

import io.rollcall.json.Sanitizer;
import io.rollcall.report.CheckLine;
import io.rollcall.report.CheckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes checks for people at a terminal: a table, with the remedy below each line that has one. Thread-safe. */
public final class CheckText {
    private static final int WIDTH = 96;
    private static final String INDENT = "      ";

    private final CheckReport report;
    private final StringBuilder text = new StringBuilder();

    private CheckText(CheckReport report) {
        this.report = report;
    }

    /** The table, in lines of which each ends with a line feed. */
    public static String write(CheckReport report) {
        CheckText check = new CheckText(report);
        check.table();
        check.summary();
        return check.text.toString();
    }

    private void table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CHECK", "RESULT", "TRIED FOR", "NEEDED BY"));
        report.lines().forEach(line -> rows.add(cells(line)));
        int[] widths = new int[3];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), widths);
            if (i > 0) {
                remarks(report.lines().get(i - 1));
            }
        }
    }

    private static List<String> cells(CheckLine line) {
        return List.of(
                Sanitizer.text(line.check()),
                word(line.result()),
                line.subject() == null ? "" : Sanitizer.text(line.subject()),
                Sanitizer.text(String.join(", ", line.flows())));
    }

    private static String word(CheckLine.Result result) {
        return switch (result) {
            case OK -> "ok";
            case FAILED -> "FAILED";
            case NOT_TRIED -> "not tried";
            case NOT_TESTABLE -> "not testable";
            case WARNING -> "WARNING";
        };
    }

    private void row(List<String> cells, int[] widths) {
        StringBuilder row = new StringBuilder("  ");
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            row.append(cell);
            if (i < widths.length) {
                row.append(" ".repeat(widths[i] - cell.length() + 2));
            }
        }
        text.append(row.toString().stripTrailing()).append('\n');
    }

    private void remarks(CheckLine line) {
        if (line.fault() != null) {
            List<String> facts = new ArrayList<>(List.of(line.fault().word()));
            add(facts, "code ", line.code());
            add(facts, "request ", line.requestId());
            wrapped(String.join(", ", facts), INDENT);
        }
        if (line.message() != null) {
            wrapped(line.message(), INDENT);
        }
    }

    private static void add(List<String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.add(name + value);
        }
    }

    private void wrapped(String words, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : Sanitizer.text(words).split(" ")) {
            if (line.length() > indent.length() && line.length() + word.length() > WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(indent.length());
            }
            line.append(word).append(' ');
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private void summary() {
        long failures = report.failures();
        long warnings = report.count(CheckLine.Result.WARNING);
        List<String> words = new ArrayList<>();
        words.add(failures == 0 ? "Everything that can be tested works" : failures + " failed");
        if (warnings > 0) {
            words.add(warnings + (warnings == 1 ? " warning" : " warnings"));
        }
        text.append('\n').append(String.join(", ", words)).append(".\n");
        long all = report.calls().values().stream().mapToLong(Long::longValue).sum();
        String calls = all == 0
                ? ""
                : report.calls().entrySet().stream()
                        .map(call -> call.getKey() + " " + call.getValue())
                        .collect(Collectors.joining(", ", ": ", ""));
        wrapped(
                all + (all == 1 ? " vendor call, " : " vendor calls, ") + report.meteredCalls() + " metered" + calls,
                "");
    }
}
