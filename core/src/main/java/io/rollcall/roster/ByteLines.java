package io.rollcall.roster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * The lines of a stream as bytes in one buffer, so that a reader that wants little of each line copies nothing. Lines end with
 * a line feed; what follows the last one is no line. The stream stays open. Not thread-safe.
 */
public final class ByteLines {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private int lineEnd;
    private boolean several;

    /** @param longest the longest line in bytes; a longer one ends the lines */
    public ByteLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Finds the line that comes after those that were skipped; false if there is none. */
    public boolean find() throws IOException {
        int at = start;
        several = false;
        while (true) {
            // not the fields: C1 would read them again for each byte
            byte[] bytes = buffer;
            int known = end;
            int first = start;
            for (; at < known; at++) {
                byte one = bytes[at];
                if (one == '\n') {
                    lineEnd = at;
                    return true;
                } else if (one == '{' && isBehindObject(bytes, first, at)) {
                    several = true;
                }
            }
            int read = at - start;
            if (read >= longest || !fill()) {
                return false;
            }
            at = start + read;
        }
    }

    private static boolean isBehindObject(byte[] bytes, int first, int brace) {
        int at = brace - 1;
        while (at >= first && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at--;
        }
        return at >= first && bytes[at] == '}';
    }

    /** Whether a second JSON object may follow the first in the line that was found: a brace opens behind one that closed, be it in a text. */
    boolean mayHoldSeveral() {
        return several;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int more = in.read(buffer, end, buffer.length - end);
        end += Math.max(more, 0);
        return more > 0;
    }

    /** The bytes that hold the line that was found, from {@link #start} to {@link #end}; valid until the next call of {@link #find}. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the line that was found begins. */
    public int start() {
        return start;
    }

    /** The place after the last byte of the line that was found: that of its line feed. */
    public int end() {
        return lineEnd;
    }

    /** Goes past the line that was found. */
    public void skip() {
        start = lineEnd + 1;
    }

    /** All that was not skipped. */
    public InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(buffer, start, end - start), in);
    }
}
