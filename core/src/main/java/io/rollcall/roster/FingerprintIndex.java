package io.rollcall.roster;

/**
 * Numbers by fingerprint, packed: 8 bytes for the fingerprint and 4 for each number, in 256 tables, one for each lower byte of a
 * fingerprint, that are 76 to 86 % full once they have grown and that grow one at a time, so that growing costs no second copy
 * of everything.
 *
 * <p>A table is sorted by 32 bits of the fingerprints, each at the place that these bits would have in an even distribution,
 * or behind it where that is taken. So a search reads a few neighbours, and growing copies from front to back; with hashing to
 * distant slots, most of the time is spent waiting for memory. Not thread-safe.
 */
final class FingerprintIndex {
    /** The result for a fingerprint that is not there. */
    static final long ABSENT = -1;

    private static final int TABLES = 1 << Byte.SIZE;
    private static final int FIRST_PLACES = 16;
    /** Fuller, and a search would read many neighbours: their number grows with the square of what is left. */
    private static final int FULL_PERCENT = 86;

    private static final int GROWTH = 8;
    private static final int FINGERPRINT_INTS = 2;
    /** Where in an entry the bits are by which a table is sorted. */
    private static final int SORTED_BY = 1;

    private final int stride;
    private final int[][] tables = new int[TABLES][];
    private final int[] sizes = new int[TABLES];
    /** Over how many slots the entries of each table are distributed; the table has a few more. */
    private final int[] places = new int[TABLES];

    private FingerprintIndex(int numbers) {
        this.stride = FINGERPRINT_INTS + numbers;
    }

    /** An index of one number, 0 or larger, a fingerprint. */
    static FingerprintIndex ofOrdinals() {
        return new FingerprintIndex(1);
    }

    /** An index of a number, 0 or larger, and any further 32 bits a fingerprint. */
    static FingerprintIndex ofOrdinalsWithHash() {
        return new FingerprintIndex(2);
    }

    /**
     * Returns what is stored for the fingerprint: the number in the upper half, the further bits in the lower. If nothing is,
     * stores the given values and returns {@link #ABSENT}.
     */
    long putIfAbsent(Fingerprint fingerprint, int ordinal, int hash) {
        int which = Byte.toUnsignedInt(fingerprint.low());
        int[] table = tables[which];
        if (table == null) {
            places[which] = FIRST_PLACES;
            table = empty(FIRST_PLACES);
            tables[which] = table;
        }
        int at = find(table, places[which], fingerprint);
        if (holds(table, at, fingerprint)) {
            return numbers(table, at);
        }
        int gap = gap(table, at);
        while (gap == table.length || (sizes[which] + 1) * 100L > (long) places[which] * FULL_PERCENT) {
            table = grow(which);
            at = find(table, places[which], fingerprint);
            gap = gap(table, at);
        }
        System.arraycopy(table, at, table, at + stride, gap - at);
        sizes[which]++;
        table[at] = (int) (fingerprint.high() >>> 32);
        table[at + SORTED_BY] = (int) fingerprint.high();
        // an empty slot has 0 here
        table[at + FINGERPRINT_INTS] = ordinal + 1;
        if (stride > FINGERPRINT_INTS + 1) {
            table[at + FINGERPRINT_INTS + 1] = hash;
        }
        return ABSENT;
    }

    /** What is stored for the fingerprint, as {@link #putIfAbsent} returns it; {@link #ABSENT} if it is not there. */
    long get(Fingerprint fingerprint) {
        int which = Byte.toUnsignedInt(fingerprint.low());
        int[] table = tables[which];
        if (table == null) {
            return ABSENT;
        }
        int at = find(table, places[which], fingerprint);
        return holds(table, at, fingerprint) ? numbers(table, at) : ABSENT;
    }

    private long numbers(int[] table, int at) {
        long first = (long) (table[at + FINGERPRINT_INTS] - 1) << 32;
        return stride == FINGERPRINT_INTS + 1 ? first : first | table[at + FINGERPRINT_INTS + 1] & 0xffffffffL;
    }

    /** The bytes that it takes now. */
    long bytes() {
        long bytes = 0;
        for (int[] table : tables) {
            bytes += table == null ? 0 : 16L + (long) Integer.BYTES * table.length;
        }
        return bytes;
    }

    /** A table with a few slots behind the last place, for entries whose place is taken. */
    private int[] empty(int places) {
        return new int[(places + 3 + places / 64) * stride];
    }

    /** Where the fingerprint is, or where it would go; the end of the table if it would go behind everything. */
    private int find(int[] table, int places, Fingerprint fingerprint) {
        int sortedBy = (int) fingerprint.high();
        int at = place(sortedBy, places) * stride;
        while (at < table.length
                && table[at + FINGERPRINT_INTS] != 0
                && Integer.compareUnsigned(table[at + SORTED_BY], sortedBy) < 0) {
            at += stride;
        }
        while (at < table.length
                && table[at + FINGERPRINT_INTS] != 0
                && table[at + SORTED_BY] == sortedBy
                && !holds(table, at, fingerprint)) {
            at += stride;
        }
        return at;
    }

    private static int place(int sortedBy, int places) {
        return (int) ((sortedBy & 0xffffffffL) * places >>> 32);
    }

    private static boolean holds(int[] table, int at, Fingerprint fingerprint) {
        return at < table.length
                && table[at + FINGERPRINT_INTS] != 0
                && table[at + SORTED_BY] == (int) fingerprint.high()
                && table[at] == (int) (fingerprint.high() >>> 32);
    }

    /** The first empty slot from here on; the end of the table if there is none. */
    private int gap(int[] table, int from) {
        int at = from;
        while (at < table.length && table[at + FINGERPRINT_INTS] != 0) {
            at += stride;
        }
        return at;
    }

    private int[] grow(int which) {
        int[] table = tables[which];
        int[] larger;
        do {
            places[which] += Math.max(1, places[which] / GROWTH);
            larger = empty(places[which]);
        } while (!copy(table, larger, places[which]));
        tables[which] = larger;
        return larger;
    }

    /** Whether all entries found a slot. */
    private boolean copy(int[] table, int[] larger, int places) {
        int next = 0;
        for (int from = 0; from < table.length; from += stride) {
            if (table[from + FINGERPRINT_INTS] != 0) {
                int at = Math.max(next, place(table[from + SORTED_BY], places) * stride);
                if (at == larger.length) {
                    return false;
                }
                System.arraycopy(table, from, larger, at, stride);
                next = at + stride;
            }
        }
        return true;
    }
}
