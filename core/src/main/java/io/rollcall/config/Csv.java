package io.rollcall.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated text as RFC 4180 has it, tolerating any line end. By hand, since the line numbers are needed for
 * messages and the whole grammar is a page; a test holds it to a CSV library.
 */
final class Csv {

    /**
     * A record.
     *
     * @param line where it starts, counted from 1
     */
    record Row(int line, List<String> cells) {}

    private final String text;
    private final List<Row> rows = new ArrayList<>();
    private final List<LineProblem> problems = new ArrayList<>();
    private int position;
    private int line = 1;

    private Csv(String text) {
        this.text = text;
    }

    /** The records and what is wrong with the quotes; blank lines are left out. Never throws. */
    static ListFile<Row> parse(String text) {
        Csv csv = new Csv(PropertiesText.withoutByteOrderMark(text));
        while (csv.position < csv.text.length()) {
            csv.row();
        }
        return new ListFile<>(csv.rows, csv.problems);
    }

    private void row() {
        int start = line;
        List<String> cells = new ArrayList<>();
        boolean quoted = false;
        boolean more = true;
        while (more) {
            quoted |= at('"');
            cells.add(at('"') ? quotedCell() : plainCell());
            more = at(',');
            if (more) {
                position++;
            }
        }
        endOfLine();
        if (quoted || cells.size() > 1 || !cells.get(0).isBlank()) {
            rows.add(new Row(start, List.copyOf(cells)));
        }
    }

    private String plainCell() {
        int start = position;
        while (position < text.length() && !at(',') && !at('\n') && !at('\r')) {
            position++;
        }
        String cell = text.substring(start, position);
        if (cell.indexOf('"') >= 0) {
            problems.add(new LineProblem(
                    line,
                    "has a quote inside a cell that does not start with one; quote the whole cell, double its quotes"));
        }
        return cell;
    }

    private String quotedCell() {
        StringBuilder cell = new StringBuilder();
        int start = line;
        position++;
        while (position < text.length()) {
            char c = text.charAt(position);
            position++;
            if (c == '"' && !at('"')) {
                afterQuote();
                return cell.toString();
            }
            if (c == '"') {
                position++;
            }
            if (c == '\n' || c == '\r' && !at('\n')) {
                line++;
            }
            cell.append(c);
        }
        problems.add(new LineProblem(start, "opens a quote that nothing closes; add a quote at the cell's end"));
        return cell.toString();
    }

    private void afterQuote() {
        if (position < text.length() && !at(',') && !at('\n') && !at('\r')) {
            problems.add(new LineProblem(
                    line, "goes on after a closing quote; put a comma there, or double the quotes inside"));
            plainCell();
        }
    }

    private void endOfLine() {
        if (at('\r')) {
            position++;
            if (at('\n')) {
                position++;
            }
        } else if (at('\n')) {
            position++;
        }
        line++;
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }
}
