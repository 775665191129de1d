package io.rollcall.call;

import java.util.Map;
import java.util.TreeMap;

/** Counts the requests that were sent on behalf of one run. Thread-safe. */
public final class CallCount {
    private final Map<OperationName, Long> sent = new TreeMap<>();
    private long metered;

    synchronized void sent(OperationName operation, boolean isMetered) {
        sent.merge(operation, 1L, Long::sum);
        metered += isMetered ? 1 : 0;
    }

    /** Nothing was sent after all. */
    synchronized void unsent(OperationName operation, boolean isMetered) {
        sent.computeIfPresent(operation, (name, calls) -> calls == 1 ? null : calls - 1);
        metered -= isMetered ? 1 : 0;
    }

    synchronized void notMetered() {
        metered--;
    }

    /** Requests sent by operation, repeats included. */
    public synchronized Map<OperationName, Long> byOperation() {
        return Map.copyOf(sent);
    }

    /** Those of them that count against a month's budget: calls refused for their rate do not. */
    public synchronized long metered() {
        return metered;
    }
}
