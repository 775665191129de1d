package io.rollcall.roster;

/**
 * Which person had a key first: needed only where the key is not what people are told apart by. At most 24 bytes a
 * person. Not thread-safe.
 */
final class SharedKeys {
    /** What {@link #take} answers for a key that nobody had. */
    static final int NOBODY = -1;

    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private final FingerprintIndex keys = FingerprintIndex.ofOrdinals();

    /** Who had the key first; {@link #NOBODY} where nobody had, and from now on this person has. */
    int take(String key, int ordinal) {
        long before = keys.putIfAbsent(fingerprints.of(key), ordinal, 0);
        return before == FingerprintIndex.ABSENT ? NOBODY : (int) (before >>> 32);
    }

    long bytes() {
        return keys.bytes();
    }
}
