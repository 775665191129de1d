package io.rollcall.roster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The lines of a stream as bytes in one buffer, so that a reader that wants little of each line copies nothing. Lines end with
 * a line feed; what follows the last one is no line. The stream stays open. Not thread-safe.
 */
public final class ByteLines {
    private static final int BUFFER = 1 << 16;

    /** Eight bytes at once: a line has hundreds that say nothing of where it ends. */
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long IN_EACH_BYTE = 0x0101010101010101L;
    private static final long LINE_ENDS = '\n' * IN_EACH_BYTE;
    private static final long BRACES = '{' * IN_EACH_BYTE;

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
            for (at = next(bytes, at, known); at < known; at = next(bytes, at + 1, known)) {
                if (bytes[at] == '\n') {
                    lineEnd = at;
                    return true;
                }
                several |= isBehindObject(bytes, first, at);
            }
            int read = at - start;
            if (read >= longest || !fill()) {
                return false;
            }
            at = start + read;
        }
    }

    /** The next line end or opening brace from a place on; the end if there is none. */
    private static int next(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES && !holdsAny((long) WORDS.get(bytes, at))) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '\n' && bytes[at] != '{') {
            at++;
        }
        return at;
    }

    private static boolean holdsAny(long word) {
        return ((zeros(word ^ LINE_ENDS) | zeros(word ^ BRACES)) & IN_EACH_BYTE << Byte.SIZE - 1) != 0;
    }

    /** Has the highest bit of some byte set if, and only if, some byte of the word is zero. */
    private static long zeros(long word) {
        return word - IN_EACH_BYTE & ~word;
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
