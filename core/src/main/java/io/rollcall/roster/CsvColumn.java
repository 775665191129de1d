package io.rollcall.roster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads one column of a CSV file (RFC 4180, UTF-8, a byte order mark is tolerated) record by record, whatever the size
 * of the file. Used by one thread.
 */
final class CsvColumn {
    /** No id and no name of a column is as long; what is, is no roster. */
    private static final int LONGEST_CELL = 4_096;

    private static final int END = -1;
    private static final int NONE = -1;

    private final Reader in;
    private final String column;
    private final Consumer<String> cells;
    private final StringBuilder cell = new StringBuilder();
    private boolean inHead = true;
    private int wanted = NONE;
    private int at;

    private CsvColumn(Reader in, String column, Consumer<String> cells) {
        this.in = in;
        this.column = column;
        this.cells = cells;
    }

    /**
     * Hands over the column's cells, empty ones included; those of a file without a record are none.
     *
     * @throws IOException where the file cannot be read, is no UTF-8, or has no such column
     */
    static void read(InputStream in, String column, Consumer<String> cells) throws IOException {
        // a decoder of its own reports what is no UTF-8 instead of replacing it
        new CsvColumn(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())), column, cells)
                .read();
    }

    private void read() throws IOException {
        int c = in.read();
        if (c == '\uFEFF') {
            c = in.read();
        }
        boolean any = c != END;
        while (c != END) {
            c = cell(c);
            boolean last = c != ',';
            cellEnded();
            if (last) {
                recordEnded();
                c = c == '\r' || c == '\n' ? afterLineEnd(c) : c;
            } else {
                at++;
                c = in.read();
                if (c == END || c == '\r' || c == '\n') {
                    cellEnded();
                    recordEnded();
                    c = c == END ? c : afterLineEnd(c);
                }
            }
        }
        if (any && wanted == NONE) {
            throw new IOException("there is no column " + column);
        }
    }

    private int afterLineEnd(int c) throws IOException {
        int next = in.read();
        while (next == '\r' || next == '\n') {
            next = in.read();
        }
        return next;
    }

    /** Reads a cell that begins with a character; answers the character behind it. */
    private int cell(int first) throws IOException {
        int c = first;
        boolean quoted = c == '"';
        if (quoted) {
            c = in.read();
        }
        while (c != END) {
            if (quoted && c == '"') {
                c = in.read();
                if (c != '"') {
                    quoted = false;
                    continue;
                }
            } else if (!quoted && (c == ',' || c == '\r' || c == '\n')) {
                return c;
            }
            add((char) c);
            c = in.read();
        }
        if (quoted) {
            throw new IOException("a quoted cell has no end");
        }
        return END;
    }

    private void add(char c) throws IOException {
        if (inHead || at == wanted) {
            if (cell.length() == LONGEST_CELL) {
                throw new IOException("a cell is too long");
            }
            cell.append(c);
        }
    }

    private void cellEnded() {
        if (inHead && cell.toString().equals(column)) {
            wanted = at;
        } else if (!inHead && at == wanted) {
            cells.accept(cell.toString());
        }
        cell.setLength(0);
    }

    private void recordEnded() throws IOException {
        if (inHead && wanted == NONE) {
            throw new IOException("there is no column " + column);
        }
        inHead = false;
        at = 0;
    }
}
