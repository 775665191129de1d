package io.rollcall.call;

import io.rollcall.vendor.OperationName;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the requests that were sent on behalf of one run. Thread-safe. */
public final class CallCount {
    private final Map<OperationName, Long> sent = new TreeMap<>();
    private final @Nullable String flow;
    private final long most;
    private final String setting;
    private long metered;
    private long admitted;

    /** A count without a limit. */
    public CallCount() {
        this(null, Long.MAX_VALUE, "");
    }

    /** A count of no flow, with a limit. */
    CallCount(long most, String setting) {
        this(null, most, setting);
    }

    /**
     * A count with a limit.
     *
     * @param flow whose run it is; null for none
     * @param most the most metered calls, where they are counted against a budget
     * @param setting the key that sets the limit, for messages
     */
    public CallCount(@Nullable String flow, long most, String setting) {
        this.flow = flow;
        this.most = most;
        this.setting = setting;
    }

    /** The flow whose run it is; null for none. */
    public @Nullable String flow() {
        return flow;
    }

    /** Admits one metered call, unless the limit is reached. */
    synchronized boolean admit() {
        if (admitted >= most) {
            return false;
        }
        admitted++;
        return true;
    }

    /** An admitted call was not sent, or the vendor does not count it. */
    synchronized void readmit() {
        admitted--;
    }

    /** The most metered calls. */
    long most() {
        return most;
    }

    /** The key that sets the limit. */
    String setting() {
        return setting;
    }

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
