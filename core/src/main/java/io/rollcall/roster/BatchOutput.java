package io.rollcall.roster;

import io.rollcall.model.Person;
import io.rollcall.task.Pump;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of the people that arrive here, in batches: what the step {@code enrich} makes. Not thread-safe. */
final class BatchOutput extends StepOutput<List<RosterEntry>> {
    private final StepInput<PersonPage> input;
    private final WalkOrder order;
    private final PeopleIndex index;
    private final KeyAttribute key;
    private final RosterJoiner joiner;
    private final RecordStates records;
    private final int size;
    private final Pump pump;
    private boolean inputEnded;

    /**
     * @param records counts those that have left the joiner
     * @param size the people of a batch
     */
    BatchOutput(
            StepInput<PersonPage> input,
            WalkOrder order,
            PeopleIndex index,
            KeyAttribute key,
            RosterJoiner joiner,
            RecordStates records,
            int size,
            Pump pump) {
        this.input = input;
        this.order = order;
        this.index = index;
        this.key = key;
        this.joiner = joiner;
        this.records = records;
        this.size = size;
        this.pump = pump;
    }

    @Override
    @Nullable List<RosterEntry> make() {
        int first = records.count();
        List<RosterEntry> batch = new ArrayList<>(size);
        while (batch.size() < size && !joiner.isDrained()) {
            if (joiner.isNextReady()) {
                batch.add(joiner.next());
            } else if (mayTakePage()) {
                takePage();
            } else {
                pump.pumpUntil(() -> joiner.isNextReady() || mayTakePage());
            }
        }
        return batch.isEmpty() ? null : new RecordBatch(batch, records, first);
    }

    private boolean mayTakePage() {
        return !inputEnded && joiner.hasRoom();
    }

    private void takePage() {
        if (!input.hasNext()) {
            inputEnded = true;
            joiner.end();
            return;
        }
        PersonPage page = input.next();
        Integer rank = order.rank(page.department());
        if (rank == null) {
            throw input.refused("a page of department " + page.department() + ", which is not in this run's walk");
        }
        for (Person person : page.people()) {
            int number = index.add(person, page.department(), rank);
            if (number != PeopleIndex.NONE) {
                joiner.accept(new PendingLookup(
                        number, person, PeopleIndex.departments(person, page.department()), key.of(person)));
            }
        }
        // the look-ups are sent now, however long a step of a host takes for the next page
        pump.pumpUntil(() -> true);
    }
}
