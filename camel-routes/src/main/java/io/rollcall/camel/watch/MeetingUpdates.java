package io.rollcall.camel.watch;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdateListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what runs and events show of running meetings on to listeners, each at its own pace: {@link #publish} returns at once.
 * Where a listener is slower than the updates, its oldest ones are dropped with a warning. Thread-safe.
 */
public final class MeetingUpdates {
    /** The most rows that wait for one listener, in all updates; a row takes some hundred bytes. */
    static final int MOST_ROWS = 200_000;

    private static final Logger LOG = LoggerFactory.getLogger(MeetingUpdates.class);

    private final Executor threads;
    private final List<Queue> queues = new CopyOnWriteArrayList<>();

    /** @param threads where listeners are called; may block */
    public MeetingUpdates(Executor threads) {
        this.threads = threads;
    }

    /** Calls a listener with all updates from now on. */
    public void add(MeetingUpdateListener listener) {
        queues.add(new Queue(listener));
    }

    /** Calls a listener no longer; a call under way may end. */
    public void remove(MeetingUpdateListener listener) {
        queues.removeIf(queue -> queue.listener == listener);
    }

    /**
     * Passes an update on. Returns at once.
     *
     * @param application the id of the application that read it
     */
    public void publish(String application, MeetingUpdate update) {
        queues.forEach(queue -> queue.add(new Waiting(application, update)));
    }

    /** Waits until the listeners have taken what was published, but not longer than a time. */
    public void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (Queue queue : queues) {
            queue.await(end);
        }
    }

    /** What an update takes of the memory, in rows. */
    static int rows(MeetingUpdate update) {
        if (update instanceof MeetingUpdate.MembersRead read) {
            return 1 + read.rows().size();
        } else if (update instanceof MeetingUpdate.MeetingsRead read) {
            return 1 + read.meetings().size();
        } else if (update instanceof MeetingUpdate.UserRead read) {
            return 1 + read.rows().size();
        }
        return 1;
    }

    private record Waiting(String application, MeetingUpdate update) {
        int rows() {
            return MeetingUpdates.rows(update);
        }
    }

    /** The updates that wait for one listener. */
    private final class Queue {
        private final MeetingUpdateListener listener;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int rows;
        private boolean running;
        private boolean dropping;

        Queue(MeetingUpdateListener listener) {
            this.listener = listener;
        }

        synchronized void add(Waiting update) {
            waiting.add(update);
            rows += update.rows();
            while (rows > MOST_ROWS && waiting.size() > 1) {
                rows -= waiting.remove().rows();
                warn();
            }
            if (!running) {
                running = true;
                start();
            }
        }

        private void warn() {
            if (!dropping) {
                dropping = true;
                LOG.warn("A listener is slower than the updates about meetings: the oldest ones are dropped.");
            }
        }

        private synchronized void start() {
            try {
                threads.execute(this::run);
            } catch (RejectedExecutionException stopped) {
                waiting.clear();
                rows = 0;
                running = false;
                notifyAll();
            }
        }

        synchronized void await(long end) throws InterruptedException {
            for (long left = end - System.nanoTime(); running && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }

        private void run() {
            for (Waiting next = next(); next != null; next = next()) {
                try {
                    listener.updated(next.application(), next.update());
                } catch (RuntimeException | Error failure) {
                    if (!FatalErrors.report(failure)) {
                        LOG.error(
                                "a listener to updates about meetings failed",
                                UnexpectedErrors.withoutMessages(failure));
                    }
                }
            }
        }

        private synchronized @Nullable Waiting next() {
            Waiting next = waiting.poll();
            if (next == null) {
                running = false;
                dropping = false;
                notifyAll();
            } else {
                rows -= next.rows();
            }
            return next;
        }
    }
}
