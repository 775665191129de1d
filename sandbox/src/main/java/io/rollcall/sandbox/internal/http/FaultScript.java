package io.rollcall.sandbox.internal.http;

import io.rollcall.sandbox.journal.FaultCount;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The active faults in order, with how often each matched and fired. Thread-safe. */
public final class FaultScript {
    private static final class ActiveFault {
        final Fault fault;
        long matched;
        long fired;

        ActiveFault(Fault fault) {
            this.fault = fault;
        }
    }

    private final List<ActiveFault> active = new CopyOnWriteArrayList<>();

    /** Adds a fault after those that are active. */
    public void add(Fault fault) {
        active.add(new ActiveFault(fault));
    }

    /** Replaces all faults, with counts of zero. */
    public void reset(List<Fault> faults) {
        active.clear();
        faults.forEach(this::add);
    }

    /** Removes all faults and their counts. */
    public void clear() {
        active.clear();
    }

    /** The counts of every fault, in order. */
    public synchronized List<FaultCount> counts() {
        List<FaultCount> counts = new ArrayList<>();
        for (ActiveFault candidate : active) {
            counts.add(new FaultCount(candidate.fault, candidate.matched, candidate.fired));
        }
        return counts;
    }

    /** Selects the fault for this call, or null. Every fault counts the calls that it matches; the first that is due fires. */
    @Nullable Fault next(Route route, Request request) {
        if (active.isEmpty()) {
            return null;
        }
        synchronized (this) {
            ActiveFault selected = null;
            for (ActiveFault candidate : active) {
                if (matches(candidate.fault, route, request)) {
                    candidate.matched++;
                    if (selected == null && candidate.fault.at().includes(candidate.matched)) {
                        selected = candidate;
                    }
                }
            }
            if (selected == null) {
                return null;
            }
            selected.fired++;
            return selected.fault;
        }
    }

    private static boolean matches(Fault fault, Route route, Request request) {
        return fault.api() == route.api()
                && fault.where().entrySet().stream().allMatch(wanted -> contains(wanted, route, request));
    }

    private static boolean contains(Map.Entry<Match, String> wanted, Route route, Request request) {
        if (wanted.getKey() == Match.MEETING) {
            return wanted.getValue().equals(route.meeting());
        }
        // the older of DingTalk's servers writes the same names in lower case
        String name = wanted.getKey().vendorName();
        return contains(name, wanted, request) || contains(name.toLowerCase(Locale.ROOT), wanted, request);
    }

    private static boolean contains(String name, Map.Entry<Match, String> wanted, Request request) {
        if (wanted.getValue().equals(request.query(name))) {
            return true;
        }
        return request.isForm()
                ? wanted.getValue().equals(request.form().get(name))
                : Json.parse(request.body()).findValues(name).stream()
                        .anyMatch(value -> value.isValueNode() && value.asText().equals(wanted.getValue()));
    }
}
