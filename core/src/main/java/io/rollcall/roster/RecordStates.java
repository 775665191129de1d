package io.rollcall.roster;

import io.rollcall.report.RosterResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each record in a byte: how the person's look-up ended, and whether the record was written. Records are
 * numbered from 0 in the order in which they leave the look-up. Not thread-safe.
 */
final class RecordStates {
    private static final int CHUNK = 1 << 14;
    private static final LookupStatus[] STATUSES = LookupStatus.values();
    private static final int WITHDRAWN = 7;
    private static final int STATUS = 7;
    private static final int WRITTEN = 8;

    private final List<byte[]> states = new ArrayList<>();
    private int count;
    private int written;

    /**
     * Appends the next record.
     *
     * @param status how the look-up ended; null if it failed
     */
    void add(@Nullable LookupStatus status) {
        if (count % CHUNK == 0) {
            states.add(new byte[CHUNK]);
        }
        set(count++, code(status));
    }

    /** How many records there are. */
    int count() {
        return count;
    }

    /** How the look-up of a record ended; null if it failed. */
    @Nullable LookupStatus status(int number) {
        int code = get(number) & STATUS;
        return code == WITHDRAWN ? LookupStatus.UNATTRIBUTED : code == 0 ? null : STATUSES[code - 1];
    }

    /** The look-up turned out to be ambiguous after the record had left it; the person is unattributed. */
    void withdraw(int number) {
        set(number, get(number) & WRITTEN | WITHDRAWN);
    }

    /**
     * The record was written.
     *
     * @param status what it says of the look-up; has no effect on one that was withdrawn
     */
    void written(int number, @Nullable LookupStatus status) {
        int code = get(number) & STATUS;
        set(number, WRITTEN | (code == WITHDRAWN ? WITHDRAWN : code(status)));
        written++;
    }

    boolean isWritten(int number) {
        return number >= 0 && number < count && (get(number) & WRITTEN) != 0;
    }

    /** How many records were written. */
    int written() {
        return written;
    }

    /** The first written record from a number on; the number of all records if there is none. */
    int nextWritten(int from) {
        int next = from;
        while (next < count && !isWritten(next)) {
            next++;
        }
        return next;
    }

    /** How the look-ups of the written records ended. */
    RosterResult.Lookups lookups() {
        long[] counts = new long[STATUSES.length];
        for (int number = nextWritten(0); number < count; number = nextWritten(number + 1)) {
            LookupStatus status = status(number);
            if (status != null) {
                counts[status.ordinal()]++;
            }
        }
        return new RosterResult.Lookups(
                counts[LookupStatus.FOUND.ordinal()],
                counts[LookupStatus.UNCHANGED.ordinal()],
                counts[LookupStatus.NOT_FOUND.ordinal()],
                counts[LookupStatus.FORBIDDEN.ordinal()],
                counts[LookupStatus.UNATTRIBUTED.ordinal()],
                counts[LookupStatus.UNKNOWN_STATUS.ordinal()]);
    }

    long bytes() {
        return (long) states.size() * CHUNK;
    }

    private static int code(@Nullable LookupStatus status) {
        return status == null ? 0 : status.ordinal() + 1;
    }

    private int get(int number) {
        return states.get(number / CHUNK)[number % CHUNK];
    }

    private void set(int number, int state) {
        states.get(number / CHUNK)[number % CHUNK] = (byte) state;
    }
}
