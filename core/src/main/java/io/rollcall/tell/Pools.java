package io.rollcall.tell;

import java.util.List;

/** What is left of the month, by account. Immutable. */
public record Pools(List<Pool> pools) {
    /** Nothing is metered, or the store cannot be read. */
    public static final Pools NONE = new Pools(List.of());

    public Pools {
        pools = List.copyOf(pools);
    }

    /**
     * An account's month.
     *
     * @param calls metered calls that are left
     * @param monthlyCalls 0 for not metered
     * @param events metered events and robot messages that are left
     * @param monthlyEvents 0 for not metered
     */
    public record Pool(String account, long calls, long monthlyCalls, long events, long monthlyEvents) {}
}
