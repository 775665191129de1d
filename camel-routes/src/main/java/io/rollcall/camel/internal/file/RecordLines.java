package io.rollcall.camel.internal.file;

import io.rollcall.roster.RosterEntry;
import io.rollcall.roster.RosterLine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of records in their order, on a second thread: making them takes half of the time of the thread that joins a
 * large roster. Few batches wait; adding a further one waits until one is written. A failure is thrown at the next call. Used
 * by one thread.
 */
final class RecordLines implements AutoCloseable {
    private static final int WAITING = 2;

    private final OutputStream out;
    private final Executor executor;
    private final Queue<List<RosterEntry>> waiting = new ArrayDeque<>();
    private boolean writing;
    private @Nullable Exception failure;

    /**
     * @param out stays open
     * @param executor of work that blocks; where it takes no more, the calling thread writes
     */
    RecordLines(OutputStream out, Executor executor) {
        this.out = out;
        this.executor = executor;
    }

    /** Adds records, which must not be changed afterwards. */
    void write(List<RosterEntry> entries) throws IOException {
        synchronized (this) {
            while (waiting.size() == WAITING) {
                await();
            }
            throwFailure();
            waiting.add(entries);
            if (writing) {
                return;
            }
            writing = true;
        }
        try {
            executor.execute(this::writeWaiting);
        } catch (RejectedExecutionException ending) {
            writeWaiting();
        }
    }

    /** Returns once every record is in the stream, and flushes it. */
    void flush() throws IOException {
        synchronized (this) {
            while (writing) {
                await();
            }
            throwFailure();
        }
        out.flush();
    }

    private void await() throws IOException {
        try {
            wait();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("a roster's writing was interrupted");
        }
    }

    private void throwFailure() throws IOException {
        if (failure instanceof IOException unwritable) {
            throw unwritable;
        } else if (failure != null) {
            throw new IllegalStateException("the lines of records could not be made", failure);
        }
    }

    private void writeWaiting() {
        for (List<RosterEntry> next = next(); next != null; next = next()) {
            try {
                RosterLine.write(next, out);
            } catch (IOException | RuntimeException failed) {
                fail(failed);
            }
        }
    }

    private synchronized @Nullable List<RosterEntry> next() {
        List<RosterEntry> next = failure == null ? waiting.poll() : null;
        writing = next != null;
        notifyAll();
        return next;
    }

    private synchronized void fail(Exception failed) {
        failure = failed;
        waiting.clear();
    }

    /** Writes no further batch, and returns when none is being written. */
    @Override
    public synchronized void close() {
        waiting.clear();
        boolean interrupted = false;
        while (writing) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
