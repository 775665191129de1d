package io.rollcall.roster;

import java.util.List;

/** Takes the records that arrive at the step {@code write}: those of this run, each once, in its order. Not thread-safe. */
final class RecordInput {
    private final PeopleIndex index;
    private final RecordStates records;
    private int next;

    RecordInput(PeopleIndex index, RecordStates records) {
        this.index = index;
        this.records = records;
    }

    /**
     * Takes the next batch.
     *
     * @param entries receives its records
     * @param numbers receives their numbers
     */
    void take(StepInput<List<?>> input, List<RosterEntry> entries, List<Integer> numbers) {
        List<?> batch = input.next();
        int first = batch instanceof RecordBatch untouched ? untouched.first(records) : PeopleIndex.NONE;
        int place = 0;
        for (Object one : batch) {
            if (!(one instanceof RosterEntry entry)) {
                throw input.refused("a batch with something else than records");
            }
            int number = first == PeopleIndex.NONE ? index.number(entry.person().id()) : first + place;
            place++;
            if (number < next || number >= records.count()) {
                throw input.refused("a record that the step before it did not make, twice, or in another order");
            }
            next = number + 1;
            records.written(number, entry.lookup());
            entries.add(entry);
            numbers.add(number);
        }
    }
}
