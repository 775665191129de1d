package io.rollcall.roster;

/**
 * Which person had a key first: needed only if two people can have one key. At most 24 bytes a
 * person. Not thread-safe.
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
