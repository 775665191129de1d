package io.rollcall.roster.tracking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The people of a run who are new or different, with their prints, in the order of their records. At most 37 bytes a person; no
 * bytes for a person who is as known. Not thread-safe.
 */
final class Marks {
    /** The number of a person who is new. */
    static final long NEW = -1;

    private static final int FIRST = 16;

    private int[] ordinals = new int[FIRST];
    private long[] numbers = new long[FIRST];
    private long[] personPrints = new long[FIRST];
    private long[] accountPrints = new long[FIRST];
    private boolean[] silent = new boolean[FIRST];
    private int size;

    /** @param number of the known person; {@link #NEW} for none */
    void add(SeenPerson person, long number) {
        if (size == ordinals.length) {
            int larger = size + size / 4 + FIRST;
            ordinals = Arrays.copyOf(ordinals, larger);
            numbers = Arrays.copyOf(numbers, larger);
            personPrints = Arrays.copyOf(personPrints, larger);
            accountPrints = Arrays.copyOf(accountPrints, larger);
            silent = Arrays.copyOf(silent, larger);
        }
        ordinals[size] = person.ordinal();
        numbers[size] = number;
        personPrints[size] = person.personPrint();
        Long accountPrint = person.accountPrint();
        silent[size] = accountPrint == null;
        accountPrints[size] = accountPrint == null ? 0 : accountPrint;
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Where the mark of a record is; negative if it has none. */
    int find(int ordinal) {
        return Arrays.binarySearch(ordinals, 0, size, ordinal);
    }

    long number(int mark) {
        return numbers[mark];
    }

    long personPrint(int mark) {
        return personPrints[mark];
    }

    @Nullable Long accountPrint(int mark) {
        return silent[mark] ? null : (Long) accountPrints[mark];
    }
}
