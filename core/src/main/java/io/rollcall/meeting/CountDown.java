package io.rollcall.meeting;

/** Runs an action when all of several calls have completed. Not thread-safe. */
public final class CountDown {
    private final Runnable action;
    private int open = 1;

    /** Creates a counter with one open item, so that the action does not run before its caller has added all calls. */
    public CountDown(Runnable action) {
        this.action = action;
    }

    /** Adds one item. */
    public void add() {
        open++;
    }

    /** Completes one item; the last one runs the action. */
    public void complete() {
        open--;
        if (open == 0) {
            action.run();
        }
    }
}
