package io.rollcall.app.api;

import io.rollcall.app.text.AttendanceText;
import io.rollcall.history.AttendedMeeting;
import io.rollcall.report.JsonLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * A file of the attendance history. Immutable and thread-safe.
 *
 * @param zone of the times in CSV
 */
record AttendanceExport(ZoneId zone, Format format) {
    /** What a file is for: spreadsheets or programs. */
    enum Format {
        CSV,
        JSON
    }

    /** Meetings, which are passed on one by one. */
    @FunctionalInterface
    interface Meetings {
        void forEach(Consumer<AttendedMeeting> each);
    }

    /** @param meetings read while the file is written */
    ApiFile file(Meetings meetings) {
        return format == Format.CSV
                ? new ApiFile("attendance.csv", "text/csv; charset=utf-8", out -> csv(meetings, out))
                : new ApiFile("attendance.json", "application/json", out -> json(meetings, out));
    }

    private void csv(Meetings meetings, OutputStream out) throws IOException {
        AttendanceText text = new AttendanceText(zone);
        write(out, AttendanceText.csvHead());
        meetings.forEach(meeting -> writeUnchecked(out, text.csv(meeting)));
    }

    private static void json(Meetings meetings, OutputStream out) throws IOException {
        String[] separator = {"["};
        meetings.forEach(meeting -> {
            writeUnchecked(out, separator[0] + "\n" + JsonLine.of(meeting));
            separator[0] = ",";
        });
        write(out, separator[0].equals("[") ? "[]\n" : "\n]\n");
    }

    private static void writeUnchecked(OutputStream out, String text) {
        try {
            write(out, text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
