package io.rollcall.app;

import io.rollcall.call.CallCount;
import io.rollcall.camel.FlowListener;

/** Shows on a terminal how far a run is; says nothing in a pipe. */
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

    /** Takes the line away, so that the report starts on a clean one. */
    synchronized void end() {
        console.progress("");
    }
}
