package io.rollcall.report;

import io.rollcall.vendor.OperationName;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The order in which reports name calls: by vendor, then as a run makes them, then those that this list lacks. */
final class CallOrder {
    private static final List<String> AS_MADE = List.of(
            "token",
            "ongoing-meetings",
            "org-meetings",
            "members",
            "set-co-hosts",
            "invite",
            "department-users",
            "sub-departments",
            "sub-department-ids",
            "department",
            "user",
            "user-count",
            "leave-records",
            "scopes",
            "user-by-mobile",
            "user-by-unionid",
            "user-details");

    private static final Comparator<OperationName> ORDER = Comparator.comparing(OperationName::vendor)
            .thenComparingInt(name -> place(name.call()))
            .thenComparing(OperationName::call);

    private CallOrder() {}

    static SortedMap<OperationName, Long> sorted(Map<OperationName, Long> calls) {
        SortedMap<OperationName, Long> sorted = new TreeMap<>(ORDER);
        sorted.putAll(calls);
        return Collections.unmodifiableSortedMap(sorted);
    }

    private static int place(String call) {
        int place = AS_MADE.indexOf(call);
        return place < 0 ? AS_MADE.size() : place;
    }
}
