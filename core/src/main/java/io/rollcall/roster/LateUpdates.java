package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became known of people after their record was handed over: further departments that the vendor's own list does
 * not name (8 bytes each), and that their key is another's too. Records are numbered from 0, in the order in which
 * they were handed over. Not thread-safe while it still grows.
 */
public final class LateUpdates {
    private static final int STRIP = -1;

    private final DepartmentRanks ranks;
    private long[] packed = new long[16];
    private int size;
    private boolean sorted = true;

    LateUpdates(DepartmentRanks ranks) {
        this.ranks = ranks;
    }

    /** What a record's line does not say yet. */
    record Amendment(Set<DepartmentId> departments, boolean strip) {}

    /** The person was seen in a further department too. */
    void addDepartment(int ordinal, int rank) {
        add(ordinal, rank);
    }

    /** The person's key is another's too: the account that the record shows may be either's. */
    void strip(int ordinal) {
        add(ordinal, STRIP);
    }

    /** Whether all records are right as they were handed over. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** What is to be amended of a record; null for nothing. */
    @Nullable Amendment of(int ordinal) {
        if (!sorted) {
            Arrays.sort(packed, 0, size);
            sorted = true;
        }
        int at = Arrays.binarySearch(packed, 0, size, (long) ordinal << 32);
        at = at < 0 ? -at - 1 : at;
        if (at == size || (int) (packed[at] >>> 32) != ordinal) {
            return null;
        }
        Set<DepartmentId> departments = new LinkedHashSet<>();
        boolean strip = false;
        for (; at < size && (int) (packed[at] >>> 32) == ordinal; at++) {
            int rank = (int) packed[at];
            if (rank == STRIP) {
                strip = true;
            } else {
                departments.add(ranks.get(rank));
            }
        }
        return new Amendment(departments, strip);
    }

    private void add(int ordinal, int rank) {
        if (size == packed.length) {
            packed = Arrays.copyOf(packed, size + size / 4);
        }
        // ranks ascend in the walk's order, and so do a record's departments when sorted; STRIP comes last
        packed[size++] = (long) ordinal << 32 | rank & 0xffffffffL;
        sorted = false;
    }
}
