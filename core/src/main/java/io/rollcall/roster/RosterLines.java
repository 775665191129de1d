package io.rollcall.roster;

import java.io.IOException;
import java.io.InputStream;
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
    private static final int LONGEST_LINE = 1 << 20;

    private final ByteLines lines;

    RosterLines(InputStream in) {
        lines = new ByteLines(in, LONGEST_LINE);
    }

    /** The id of the next line; null at the end, and before the first line that has another form. */
    @Nullable String nextId() throws IOException {
        if (!lines.find()) {
            return null;
        }
        String id = lines.mayHoldSeveral() ? null : id(lines.buffer(), lines.start(), lines.end());
        if (id != null) {
            lines.skip();
        }
        return id;
    }

    /** All that was not read yet. */
    InputStream rest() {
        return lines.rest();
    }

    private static @Nullable String id(byte[] buffer, int start, int lineEnd) {
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
        boolean isWhole = at > first && buffer[at] == '"' && (buffer[at + 1] == ',' || at + 2 == lineEnd);
        return isWhole ? new String(buffer, first, at - first, StandardCharsets.US_ASCII) : null;
    }
}
