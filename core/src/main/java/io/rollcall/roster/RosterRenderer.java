package io.rollcall.roster;

import io.rollcall.config.FlowConfig.Roster.Format;
import java.io.IOException;
import java.io.OutputStream;

/**
 * How the lines that were spooled become the file: with what became known later, and in the format that was asked for.
 * Used by one thread.
 */
public final class RosterRenderer {
    private final Format format;
    private final boolean forExcel;
    private final LateUpdates amendments;

    /** @param forExcel whether cells of CSV are protected from spreadsheets that would change them */
    RosterRenderer(Format format, boolean forExcel, LateUpdates amendments) {
        this.format = format;
        this.forExcel = forExcel;
        this.amendments = amendments;
    }

    /** Whether the spooled lines are the file already and need no rewriting. */
    public boolean isAsSpooled() {
        return format == Format.NDJSON && amendments.isEmpty();
    }

    /** Writes what comes before the first record; nothing for NDJSON. */
    public void writeHead(OutputStream out) throws IOException {
        if (format == Format.CSV) {
            RosterCsv.writeHead(out);
        }
    }

    /**
     * Writes the record of a spooled line.
     *
     * @param number the line's number, from 0
     * @param line as {@link RosterLine#write} made it, with or without its line end
     */
    public void writeRecord(int number, byte[] line, OutputStream out) throws IOException {
        LateUpdates.Amendment amendment = amendments.of(number);
        byte[] right = amendment == null ? line : RosterLine.amended(line, amendment);
        if (format == Format.CSV) {
            RosterCsv.writeRecord(right, forExcel, out);
        } else {
            out.write(right);
            if (right.length == 0 || right[right.length - 1] != '\n') {
                out.write('\n');
            }
        }
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
