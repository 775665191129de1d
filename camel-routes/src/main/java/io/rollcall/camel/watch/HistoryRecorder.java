package io.rollcall.camel.watch;

import io.rollcall.camel.support.DelayedWork;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.history.HistoryBook;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdateListener;
import io.rollcall.state.HistoryRepository;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the attendance history: usually one transaction a second for all meetings, on threads of its own. It never makes a call.
 * No run waits for it, and a store that cannot be used costs the history only: updates wait, up to a limit, and are written once
 * it can be used again. Thread-safe.
 */
public final class HistoryRecorder implements MeetingUpdateListener {
    static final Duration PERIOD = Duration.ofSeconds(1);

    /** How long to wait after the store could not be used. */
    static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    /** The most updates that wait; the oldest ones are then left out, and the history has wider bounds. */
    static final int MOST_WAITING = 10_000;

    /** The most rows of waiting updates; a row takes some hundred bytes. */
    static final int MOST_ROWS = MeetingUpdates.MOST_ROWS;

    /** The most updates of one transaction: runs that write wait for it. */
    private static final int MOST_AT_ONCE = 200;

    /** The most rows of one transaction, unless one update has more. */
    private static final int MOST_ROWS_AT_ONCE = 10_000;

    /** How many earlier instances of a meeting late updates can be about. */
    private static final int INSTANCES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(HistoryRecorder.class);

    private final StateStore store;
    private final InstantSource clock;
    private final DelayedWork later;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int rows;
    private long dropped;
    private volatile @Nullable String failure;
    /** Null until the first update, and after a failure: then it may hold what was not saved. */
    private @Nullable HistoryBook book;

    private long lastRevision;
    private final Object writing = new Object();

    private record Waiting(String application, MeetingUpdate update) {}

    /** @param workers may block */
    public HistoryRecorder(StateStore store, InstantSource clock, ScheduledExecutorService timer, Executor workers) {
        this.store = store;
        this.clock = clock;
        this.later = new DelayedWork(timer, workers, () -> flush() ? Optional.empty() : Optional.of(AFTER_FAILURE));
    }

    @Override
    public synchronized void updated(String application, MeetingUpdate update) {
        add(new Waiting(application, update));
        later.in(PERIOD);
    }

    private void add(Waiting update) {
        waiting.add(update);
        rows += MeetingUpdates.rows(update.update());
        while (waiting.size() > MOST_WAITING || (rows > MOST_ROWS && waiting.size() > 1)) {
            remove();
            dropped++;
        }
    }

    private Waiting remove() {
        Waiting oldest = waiting.remove();
        rows -= MeetingUpdates.rows(oldest.update());
        return oldest;
    }

    /** How many rows wait to be written. */
    synchronized int waitingRows() {
        return rows;
    }

    /** Writes what waits, on the calling thread; false if the store cannot be used. */
    public boolean flush() {
        for (List<Waiting> batch = take(); !batch.isEmpty(); batch = take()) {
            try {
                write(batch);
                recovered();
            } catch (StoreException lost) {
                failed(lost);
                putBack(batch);
                return false;
            } catch (RuntimeException defect) {
                // the same updates would fail again, and all later ones with them
                leftOut(batch, defect);
            }
        }
        return true;
    }

    private synchronized List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        int taken = 0;
        while (!waiting.isEmpty() && batch.size() < MOST_AT_ONCE) {
            taken += MeetingUpdates.rows(waiting.element().update());
            if (taken > MOST_ROWS_AT_ONCE && !batch.isEmpty()) {
                break;
            }
            batch.add(remove());
        }
        return batch;
    }

    // one thread at a time: the book is not thread-safe
    private void write(List<Waiting> all) {
        synchronized (writing) {
            book = store.atomically(() -> write(all, store.history()));
        }
    }

    /** The work of a transaction; it may run again, and then with a book that was read again. */
    private HistoryBook write(List<Waiting> all, HistoryRepository history) {
        long revision = history.nextRevision();
        // another process on the store may have written since
        HistoryBook current = book == null || revision != lastRevision + 1 ? open(history) : book;
        book = null;
        lastRevision = revision;
        all.forEach(one -> current.add(one.application(), one.update()));
        history.save(current.changes());
        current.saved();
        return current;
    }

    private HistoryBook open(HistoryRepository history) {
        Instant since = clock.instant().minus(HistoryBook.LONGEST_SILENCE);
        return new HistoryBook(
                application -> history.open(application, since),
                (application, meeting) -> history.last(application, meeting, INSTANCES));
    }

    private void failed(StoreException lost) {
        if (failure == null) {
            LOG.warn(
                    "The attendance history cannot be written now ({}). This stops no run. What polls and events show"
                            + " meanwhile is kept in memory, up to {} updates.",
                    lost.getMessage(),
                    MOST_WAITING);
        }
        failure = "The attendance history cannot be written: " + lost.getMessage();
    }

    private synchronized void leftOut(List<Waiting> batch, RuntimeException defect) {
        dropped += batch.size();
        if (failure == null) {
            LOG.error(
                    "updates of the attendance history cannot be written and are left out",
                    UnexpectedErrors.withoutMessages(defect));
        }
        failure = "The attendance history leaves out updates that it cannot write (" + UnexpectedErrors.name(defect)
                + "). Report the error of the log.";
    }

    private synchronized void recovered() {
        if (failure != null) {
            failure = null;
            LOG.info("The attendance history is written again; {} updates were lost.", dropped);
            dropped = 0;
        }
    }

    private synchronized void putBack(List<Waiting> all) {
        List<Waiting> since = new ArrayList<>(waiting);
        waiting.clear();
        rows = 0;
        all.forEach(this::add);
        since.forEach(this::add);
    }

    /** Why the history cannot be written; empty if it can. */
    public Optional<String> problem() {
        return Optional.ofNullable(failure);
    }
}
