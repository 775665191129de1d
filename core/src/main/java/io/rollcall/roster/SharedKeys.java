package io.rollcall.roster;

/**
 * The person who had each key first, for keys that two people can have. At most 16 bytes a key. Not thread-safe.
 */
final class SharedKeys {
    /** The result of {@link #take} for a new key. */
    static final int NONE = -1;

    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private final FingerprintIndex keys = FingerprintIndex.ofOrdinals();

    /** The number of the person who had the key first; {@link #NONE} if no one had, and from now on this person has it. */
    int take(String key, int ordinal) {
        long before = keys.putIfAbsent(fingerprints.of(key), ordinal, 0);
        return before == FingerprintIndex.ABSENT ? NONE : (int) (before >>> 32);
    }

    long bytes() {
        return keys.bytes();
    }
}
