package io.rollcall.roster;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The records of a roster run in batches: the body that the step {@code enrich} makes and the step {@code write} takes. Each
 * person comes once, in the roster's order, after the look-up has ended; a batch holds as many people as a request to the
 * vendor that looks them up (200), the last one fewer.
 *
 * <p>Reading the next batch may wait for the vendors. A step of a host may drop or change records: with {@link #filter} and
 * {@link #map}, or by handing on an {@link Iterator} or {@link Iterable} of its own. Records keep their person's id and their
 * order; none may be added. A record that it reads and does not hand on is dropped on purpose and counted nowhere in
 * the report, except that {@code max-shrink} counts the person as lost if the last roster had them; a look-up that failed
 * stays a problem. Batches that it does not read make the roster incomplete.
 *
 * <p>The end of the run may still withdraw what a record says of its look-up, because another person turns out to have the same
 * key or account, and add departments; the written roster says it. One pass; used by one thread at a time.
 */
public final class RosterBatches implements Iterator<List<RosterEntry>> {
    private final Iterator<List<RosterEntry>> source;

    RosterBatches(Iterator<List<RosterEntry>> source) {
        this.source = source;
    }

    /** No records: the body after a step that could not do its work; the report says why. */
    public static RosterBatches none() {
        return new RosterBatches(Collections.emptyIterator());
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public List<RosterEntry> next() {
        return source.next();
    }

    /** These batches without the records that do not match. */
    public RosterBatches filter(Predicate<? super RosterEntry> keep) {
        return new RosterBatches(
                new MappedIterator<>(this, batch -> batch.stream().filter(keep).toList()));
    }

    /** These batches with changed records. */
    public RosterBatches map(UnaryOperator<RosterEntry> change) {
        return new RosterBatches(
                new MappedIterator<>(this, batch -> batch.stream().map(change).toList()));
    }
}
