package io.rollcall.app;

import io.rollcall.call.CallCount;
import io.rollcall.camel.api.FlowListener;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a run on a terminal: calls, and for a roster the people, with a bar and the time left if the last roster
 * is known. Prints nothing to a pipe. Thread-safe.
 */
final class Progress implements FlowListener {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    /** Before this time, and before this part of the people, the time left would be a guess. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final int SETTLED_PERCENT = 2;
    private static final int CELLS = 20;

    private final Console console;
    private final LongSupplier nanos;
    private long lastShown;
    private @Nullable Run run;

    Progress(Console console) {
        this(console, System::nanoTime);
    }

    /** @param nanos a monotonic clock in nanoseconds */
    Progress(Console console, LongSupplier nanos) {
        this.console = console;
        this.nanos = nanos;
        this.lastShown = nanos.getAsLong();
    }

    /** A run whose size is expected. @param total its people */
    private static final class Run {
        private final String flow;
        private final long total;
        private final long startedAt;
        private long people;

        Run(String flow, long total, long startedAt) {
            this.flow = flow;
            this.total = total;
            this.startedAt = startedAt;
        }
    }

    /** A run begins. @param total the people of the last roster; 0 if unknown */
    synchronized void begin(String flow, long total) {
        run = new Run(flow, total, nanos.getAsLong());
    }

    @Override
    public synchronized void peopleRead(String flow, long people) {
        if (run != null && run.flow.equals(flow)) {
            run.people = people;
        }
    }

    @Override
    public synchronized void progressed(String flow, CallCount calls) {
        long now = nanos.getAsLong();
        if (console.isTerminal() && now - lastShown >= BETWEEN.toNanos()) {
            lastShown = now;
            long sent = calls.byOperation().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            console.progress(flow + ": " + people(flow) + number(sent) + " calls" + timeLeft(flow, now));
        }
    }

    private String people(String flow) {
        if (run == null || !run.flow.equals(flow) || run.people == 0) {
            return "";
        }
        if (run.total == 0) {
            return number(run.people) + " people, ";
        }
        int full = (int) (CELLS * percent(run) / 100);
        return "[" + "#".repeat(full) + "-".repeat(CELLS - full) + "] " + percent(run) + "% " + number(run.people)
                + " of about " + number(run.total) + " people, ";
    }

    /** At most 99: a roster that grew is not ready when it is as long as the last one. */
    private static long percent(Run run) {
        return Math.min(99, 100 * run.people / run.total);
    }

    private String timeLeft(String flow, long now) {
        if (run == null || !run.flow.equals(flow) || run.total <= run.people || run.people == 0) {
            return "";
        }
        long elapsed = now - run.startedAt;
        if (elapsed < SETTLED.toNanos() || percent(run) < SETTLED_PERCENT) {
            return "";
        }
        long seconds = Math.max(1, Math.round((double) elapsed / run.people * (run.total - run.people) / 1e9));
        return ", about " + (seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min") + " left";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Clears the progress line before a report. */
    synchronized void end() {
        run = null;
        console.progress("");
    }
}
