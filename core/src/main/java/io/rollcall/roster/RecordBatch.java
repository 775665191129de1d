package io.rollcall.roster;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Records with consecutive numbers, as the step {@code enrich} makes them: where no step of a host changes the batch, no
 * person has to be searched again. Immutable and thread-safe.
 */
final class RecordBatch extends AbstractList<RosterEntry> implements RandomAccess {
    private final List<RosterEntry> records;
    private final RecordStates run;
    private final int first;

    /**
     * @param run the run that made the records
     * @param first the number of the first record
     */
    RecordBatch(List<RosterEntry> records, RecordStates run, int first) {
        this.records = List.copyOf(records);
        this.run = run;
        this.first = first;
    }

    /** The number of the first record in this run; {@link PeopleIndex#NONE} if another run made them. */
    int first(RecordStates asking) {
        return run == asking ? first : PeopleIndex.NONE;
    }

    @Override
    public RosterEntry get(int index) {
        return records.get(index);
    }

    @Override
    public int size() {
        return records.size();
    }
}
