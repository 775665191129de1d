package io.rollcall.roster;

import io.rollcall.roster.RosterConfig.Format;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Turns the lines of a roster's temporary file into the roster: with what became known later, and in the configured format.
 * Used by one thread.
 */
public final class RosterRenderer {
    private final Format format;
    private final boolean forExcel;
    private final LateUpdates updates;
    private final RecordStates records;
    private int line = -1;
    private int record = -1;

    /** @param forExcel whether cells of CSV are protected from spreadsheets that would change them */
    RosterRenderer(Format format, boolean forExcel, LateUpdates updates, RecordStates records) {
        this.format = format;
        this.forExcel = forExcel;
        this.updates = updates;
        this.records = records;
    }

    /** Whether the temporary file is the roster already, without a change. */
    public boolean isAsSpooled() {
        return format == Format.NDJSON && updates.isEmpty();
    }

    /** Writes what comes before the first record; nothing for NDJSON. */
    public void writeHead(OutputStream out) throws IOException {
        if (format == Format.CSV) {
            RosterCsv.writeHead(out);
        }
    }

    /**
     * Writes the record of a line.
     *
     * @param number the line's number, from 0
     * @param written as {@link RosterLine#write} made it, with or without its line end
     */
    public void writeRecord(int number, byte[] written, OutputStream out) throws IOException {
        LateUpdates.Amendment amendment = updates.of(record(number));
        byte[] right = amendment == null ? written : RosterLine.amended(written, amendment);
        if (format == Format.CSV) {
            RosterCsv.writeRecord(right, forExcel, out);
        } else {
            out.write(right);
            if (right.length == 0 || right[right.length - 1] != '\n') {
                out.write('\n');
            }
        }
    }

    // records that a step dropped have no line
    private int record(int number) {
        if (number < line) {
            line = -1;
            record = -1;
        }
        while (line < number) {
            record = records.nextWritten(record + 1);
            line++;
        }
        return record;
    }

    /** The name beside a target for a roster that is not complete: {@code roster.incomplete.csv}. */
    public static String incompleteName(String target) {
        return marked(target, ".incomplete");
    }

    /** The name beside a target for a roster that would lose too many people: {@code roster.quarantined.csv}. */
    public static String quarantinedName(String target) {
        return marked(target, ".quarantined");
    }

    private static String marked(String target, String mark) {
        int name = Math.max(target.lastIndexOf('/'), target.lastIndexOf('\\')) + 1;
        int dot = target.lastIndexOf('.');
        return dot < name ? target + mark : target.substring(0, dot) + mark + target.substring(dot);
    }
}
