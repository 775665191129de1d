package io.rollcall.flow.internal.roster;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which person had a key first, and how that person's record was written: needed only where the key is not what
 * people are told apart by. At most 25 bytes a person. Not thread-safe.
 */
final class SharedKeys {
    /** What {@link #take} answers for a key that nobody had. */
    static final int NOBODY = -1;

    private static final int CHUNK = 1 << 14;
    private static final LookupStatus[] STATUSES = LookupStatus.values();

    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private final FingerprintIndex keys = FingerprintIndex.ofOrdinals();
    private final List<byte[]> written = new ArrayList<>();

    /** Who had the key first; {@link #NOBODY} where nobody had, and from now on this person has. */
    int take(String key, int ordinal) {
        long before = keys.putIfAbsent(fingerprints.of(key), ordinal, 0);
        return before == FingerprintIndex.ABSENT ? NOBODY : (int) (before >>> 32);
    }

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
        return keys.bytes() + (long) written.size() * CHUNK;
    }
}
