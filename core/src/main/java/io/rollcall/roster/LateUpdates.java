package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became known of people after their record had left the look-up: further departments that the vendor's own list does not
 * name (8 bytes each), and that their key or account is another person's too. Records have the numbers of {@link
 * RecordStates}. Not thread-safe while it still grows.
 */
final class LateUpdates {
    private static final int AMBIGUOUS = -1;

    private final WalkOrder order;
    private long[] packed = new long[16];
    private int size;
    private boolean sorted = true;

    LateUpdates(WalkOrder order) {
        this.order = order;
    }

    /**
     * What is different from the record's line.
     *
     * @param departments to be added to the line's
     * @param strip whether the person is unattributed in spite of the line
     */
    record Amendment(Set<DepartmentId> departments, boolean strip) {}

    /** Adds a department in which the person is listed too. */
    void addDepartment(int number, int rank) {
        add(number, rank);
    }

    /** The person's key or account is another's too: what the record shows may be either's. */
    void markAmbiguous(int number) {
        add(number, AMBIGUOUS);
    }

    /** Whether every record is right as it was handed over. */
    boolean isEmpty() {
        return size == 0;
    }

    /** The changes of a record; null if there are none. */
    @Nullable Amendment of(int number) {
        if (!sorted) {
            Arrays.sort(packed, 0, size);
            sorted = true;
        }
        int at = Arrays.binarySearch(packed, 0, size, (long) number << 32);
        at = at < 0 ? -at - 1 : at;
        if (at == size || (int) (packed[at] >>> 32) != number) {
            return null;
        }
        Set<DepartmentId> departments = new LinkedHashSet<>();
        boolean ambiguous = false;
        for (; at < size && (int) (packed[at] >>> 32) == number; at++) {
            int rank = (int) packed[at];
            if (rank == AMBIGUOUS) {
                ambiguous = true;
            } else {
                departments.add(order.get(rank));
            }
        }
        return new Amendment(departments, ambiguous);
    }

    private void add(int number, int rank) {
        if (size == packed.length) {
            packed = Arrays.copyOf(packed, size + size / 4);
        }
        // ranks ascend in the walk's order, and so do a record's departments when sorted; AMBIGUOUS comes last
        packed[size++] = (long) number << 32 | rank & 0xffffffffL;
        sorted = false;
    }
}
