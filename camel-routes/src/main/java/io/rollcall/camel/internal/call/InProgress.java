package io.rollcall.camel.internal.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts work that has begun and not ended. Thread-safe. */
public final class InProgress {
    private int count;

    /** Work begins. */
    public synchronized void begin() {
        count++;
    }

    /** Work that has begun ends. */
    public synchronized void end() {
        count--;
        notifyAll();
    }

    /** Waits until nothing is in progress, for so long at most. */
    public synchronized void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); left > 0 && count > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
