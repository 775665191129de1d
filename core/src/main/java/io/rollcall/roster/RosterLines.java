package io.rollcall.roster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The userIds of an NDJSON roster, as far as its lines are in the form in which {@link RosterLine} writes them: the id comes
 * first, and the rest of the line need not be parsed, which would be most of the work of comparing a million people. Not
 * thread-safe.
 */
final class RosterLines {
    private static final byte[] BEGIN = "{\"userId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    RosterLines(InputStream in) {
        this.in = in;
    }

    /** The id of the next line; null at the end, and before the first line that has another form. */
    @Nullable String nextId() throws IOException {
        int lineEnd = lineEnd();
        if (lineEnd < 0) {
            return null;
        }
        String id = id(lineEnd);
        if (id != null) {
            start = lineEnd + 1;
        }
        return id;
    }

    /** All that was not read yet. */
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(buffer, start, end - start), in);
    }

    /** Where the line ends that begins at the start; -1 if no further line ends, or if it is longer than Rollcall's. */
    private int lineEnd() throws IOException {
        int at = start;
        while (true) {
            for (; at < end; at++) {
                if (buffer[at] == '\n') {
                    return at;
                }
            }
            int read = at - start;
            if (!fill()) {
                return -1;
            }
            at = start + read;
        }
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == LONGEST_LINE) {
            return false;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int more = in.read(buffer, end, buffer.length - end);
        if (more < 0) {
            return false;
        }
        end += more;
        return true;
    }

    private @Nullable String id(int lineEnd) {
        int first = start + BEGIN.length;
        if (first >= lineEnd
                || buffer[lineEnd - 1] != '}'
                || !Arrays.equals(buffer, start, first, BEGIN, 0, BEGIN.length)) {
            return null;
        }
        int at = first;
        while (at < lineEnd && buffer[at] > ' ' && buffer[at] != '"' && buffer[at] != '\\') {
            at++;
        }
        boolean isWhole = at > first
                && buffer[at] == '"'
                && (buffer[at + 1] == ',' || at + 2 == lineEnd)
                && !mayHoldSeveral(at, lineEnd);
        return isWhole ? new String(buffer, first, at - first, StandardCharsets.US_ASCII) : null;
    }

    /** Whether a second object may follow in the same line. */
    private boolean mayHoldSeveral(int from, int lineEnd) {
        boolean closed = false;
        for (int at = from; at < lineEnd; at++) {
            if (closed && buffer[at] == '{') {
                return true;
            }
            closed = buffer[at] == '}' || (closed && (buffer[at] == ' ' || buffer[at] == '\t'));
        }
        return false;
    }
}
