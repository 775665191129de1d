package io.rollcall.app;

import io.rollcall.call.CallCount;
import io.rollcall.camel.api.FlowListener;

/** Shows the progress of a run on a terminal; prints nothing to a pipe. Thread-safe. */
final class Progress implements FlowListener {
    private static final long NANOS_BETWEEN = 200_000_000;

    private final Console console;
    private long lastShown = System.nanoTime();

    Progress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void progressed(String flow, CallCount calls) {
        long now = System.nanoTime();
        if (console.isTerminal() && now - lastShown >= NANOS_BETWEEN) {
            lastShown = now;
            long sent = calls.byOperation().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            console.progress(flow + ": " + sent + " calls");
        }
    }

    /** Clears the progress line before a report. */
    synchronized void end() {
        console.progress("");
    }
}
