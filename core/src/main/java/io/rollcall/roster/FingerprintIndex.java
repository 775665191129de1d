package io.rollcall.roster;

/**
 * Numbers by fingerprint, packed: 16 bytes for the fingerprint and 4 for each number, in 256 open-addressing tables
 * that are at least 86 % full once they have grown and that grow one at a time, so that growing costs no second copy
 * of everything. Tables this full need double hashing: searching slot by slot would take eighty steps. Not thread-safe.
 */
final class FingerprintIndex {
    /** The result for a fingerprint that is not there. */
    static final long ABSENT = -1;

    private static final int TABLES = 256;
    private static final int FIRST_SLOTS = 17;
    private static final int FULL_PERCENT = 92;
    private static final int GROWTH = 16;
    private static final int FINGERPRINT_INTS = 4;

    private final int stride;
    private final int[][] tables = new int[TABLES][];
    private final int[] sizes = new int[TABLES];

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
        int which = (int) (fingerprint.high() >>> 56);
        int[] table = tables[which];
        if (table == null) {
            table = new int[FIRST_SLOTS * stride];
            tables[which] = table;
        }
        int at = find(table, fingerprint.high(), fingerprint.low());
        long found = numbers(table, at);
        if (found != ABSENT) {
            return found;
        }
        int slots = table.length / stride;
        if ((sizes[which] + 1) * 100L > (long) slots * FULL_PERCENT) {
            table = grown(table, primeFrom(slots + Math.max(1, slots / GROWTH)));
            tables[which] = table;
            at = find(table, fingerprint.high(), fingerprint.low());
        }
        sizes[which]++;
        table[at] = (int) (fingerprint.high() >>> 32);
        table[at + 1] = (int) fingerprint.high();
        table[at + 2] = (int) (fingerprint.low() >>> 32);
        table[at + 3] = (int) fingerprint.low();
        // an empty slot has 0 here
        table[at + FINGERPRINT_INTS] = ordinal + 1;
        if (stride > FINGERPRINT_INTS + 1) {
            table[at + FINGERPRINT_INTS + 1] = hash;
        }
        return ABSENT;
    }

    /** What is stored for the fingerprint, as {@link #putIfAbsent} returns it; {@link #ABSENT} if it is not there. */
    long get(Fingerprint fingerprint) {
        int[] table = tables[(int) (fingerprint.high() >>> 56)];
        return table == null ? ABSENT : numbers(table, find(table, fingerprint.high(), fingerprint.low()));
    }

    private long numbers(int[] table, int at) {
        if (table[at + FINGERPRINT_INTS] == 0) {
            return ABSENT;
        }
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

    /** Where the fingerprint is, or where it would go. */
    private int find(int[] table, long high, long low) {
        int slots = table.length / stride;
        int slot = (int) ((low >>> 32) * slots >>> 32);
        // the number of slots is a prime, so that every step leads through all of them
        int step = 1 + (int) ((high & 0xffffffffL) * (slots - 1) >>> 32);
        while (true) {
            int at = slot * stride;
            if (table[at + FINGERPRINT_INTS] == 0
                    || (table[at + 3] == (int) low
                            && table[at + 2] == (int) (low >>> 32)
                            && table[at + 1] == (int) high
                            && table[at] == (int) (high >>> 32))) {
                return at;
            }
            slot += slot < slots - step ? step : step - slots;
        }
    }

    private static int primeFrom(int number) {
        int prime = number;
        for (int divisor = 2; divisor * divisor <= prime; divisor++) {
            if (prime % divisor == 0) {
                prime++;
                divisor = 1;
            }
        }
        return prime;
    }

    private int[] grown(int[] table, int slots) {
        int[] larger = new int[slots * stride];
        for (int from = 0; from < table.length; from += stride) {
            if (table[from + FINGERPRINT_INTS] != 0) {
                long high = (long) table[from] << 32 | table[from + 1] & 0xffffffffL;
                long low = (long) table[from + 2] << 32 | table[from + 3] & 0xffffffffL;
                System.arraycopy(table, from, larger, find(larger, high, low), stride);
            }
        }
        return larger;
    }
}
