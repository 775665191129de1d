package io.rollcall.meeting;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Changes the meetings of one run, a few at a time. A meeting's changes are written to the audit when its turn comes, so that
 * after a crash only a few of them are unknown that were never requested. Not thread-safe.
 */
public final class MeetingTurns {
    /**
     * How many meetings are changed at once: the usual {@code rollcall.http.concurrency}, so that a run waits for the vendor's
     * rate, not for turns.
     */
    static final int AT_ONCE = 16;

    private final Queue<Consumer<Runnable>> waiting = new ArrayDeque<>();
    private int open;

    /**
     * Adds a meeting; it begins at once if few meetings are being changed.
     *
     * @param change changes the meeting, and calls its argument once at the end
     */
    public void add(Consumer<Runnable> change) {
        waiting.add(change);
        next();
    }

    private void next() {
        while (open < AT_ONCE && !waiting.isEmpty()) {
            open++;
            waiting.remove().accept(this::ended);
        }
    }

    private void ended() {
        open--;
        next();
    }
}
