package io.rollcall.roster;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the look-up of each record was written, in a byte a person. Not thread-safe. */
final class LookupRecords {
    private static final int CHUNK = 1 << 14;
    private static final LookupStatus[] STATUSES = LookupStatus.values();

    private final List<byte[]> written = new ArrayList<>();

    /** Remembers how a record was written; null where the look-up failed. Records are written in order. */
    void wrote(int ordinal, @Nullable LookupStatus status) {
        if (ordinal / CHUNK == written.size()) {
            written.add(new byte[CHUNK]);
        }
        written.get(ordinal / CHUNK)[ordinal % CHUNK] = (byte) (status == null ? 0 : status.ordinal() + 1);
    }

    /** How the record was written; null where the look-up failed. */
    @Nullable LookupStatus written(int ordinal) {
        byte status = written.get(ordinal / CHUNK)[ordinal % CHUNK];
        return status == 0 ? null : STATUSES[status - 1];
    }

    long bytes() {
        return (long) written.size() * CHUNK;
    }
}
