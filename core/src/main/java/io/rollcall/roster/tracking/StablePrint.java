package io.rollcall.roster.tracking;

import org.jspecify.annotations.Nullable;

/**
 * 64 bits of SipHash-2-4 of a sequence of values, under a fixed key: the store keeps prints, so neither the key nor the way in
 * which values become words may ever change. Not thread-safe.
 */
final class StablePrint {
    private static final long KEY_0 = 0x726f6c6c63616c6cL;
    private static final long KEY_1 = 0x2d726f737465722eL;
    private static final int CHARS_A_WORD = Long.BYTES / Character.BYTES;

    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long words;

    StablePrint() {
        begin();
    }

    private void begin() {
        v0 = KEY_0 ^ 0x736f6d6570736575L;
        v1 = KEY_1 ^ 0x646f72616e646f6dL;
        v2 = KEY_0 ^ 0x6c7967656e657261L;
        v3 = KEY_1 ^ 0x7465646279746573L;
        words = 0;
    }

    /** Adds a text; an empty one is an absent one. */
    StablePrint add(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return add(0);
        }
        int length = text.length();
        // the length comes first, so that no two sequences have the same words
        add((long) length);
        long word = 0;
        for (int i = 0; i < length; i++) {
            int place = i % CHARS_A_WORD;
            word |= (long) text.charAt(i) << place * Character.SIZE;
            if (place == CHARS_A_WORD - 1) {
                add(word);
                word = 0;
            }
        }
        return length % CHARS_A_WORD == 0 ? this : add(word);
    }

    /** Adds a whole number. */
    StablePrint add(@Nullable Long number) {
        return number == null ? add(0L) : add(1L).add(number.longValue());
    }

    /** Adds yes or no. */
    StablePrint add(@Nullable Boolean answer) {
        return add(answer == null ? 0L : answer ? 2L : 1L);
    }

    /** Adds a word. */
    StablePrint add(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
        words++;
        return this;
    }

    /** The print of everything that was added since the last one. */
    long print() {
        add(words * Long.BYTES << Long.SIZE - Byte.SIZE);
        v2 ^= 0xff;
        for (int i = 0; i < 4; i++) {
            round();
        }
        long print = v0 ^ v1 ^ v2 ^ v3;
        begin();
        return print;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
