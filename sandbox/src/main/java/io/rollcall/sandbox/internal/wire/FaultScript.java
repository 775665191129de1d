package io.rollcall.sandbox.internal.wire;

import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.sandbox.seen.FaultCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The faults in force, in order, with how often each matched and struck. Thread-safe. */
public final class FaultScript {
    private static final class Running {
        final Fault fault;
        long matched;
        long fired;

        Running(Fault fault) {
            this.fault = fault;
        }
    }

    private final List<Running> running = new CopyOnWriteArrayList<>();

    /** Puts a fault in force, after those that already are. */
    public void add(Fault fault) {
        running.add(new Running(fault));
    }

    /** Puts these faults in force and no others, none of which has struck yet. */
    public void reset(List<Fault> faults) {
        running.clear();
        faults.forEach(this::add);
    }

    /** Ends all faults and forgets their counts. */
    public void clear() {
        running.clear();
    }

    /** Every fault's history, in order. */
    public synchronized List<FaultCount> counts() {
        List<FaultCount> counts = new ArrayList<>();
        for (Running one : running) {
            counts.add(new FaultCount(one.fault, one.matched, one.fired));
        }
        return counts;
    }

    /** The fault that strikes this call, or null. Every fault counts every call that it matches; the first whose turn it is strikes. */
    @Nullable Fault strike(Route route, Request request) {
        if (running.isEmpty()) {
            return null;
        }
        synchronized (this) {
            Running striking = null;
            for (Running one : running) {
                if (matches(one.fault, route, request)) {
                    one.matched++;
                    if (striking == null && one.fault.at().includes(one.matched)) {
                        striking = one;
                    }
                }
            }
            if (striking == null) {
                return null;
            }
            striking.fired++;
            return striking.fault;
        }
    }

    private static boolean matches(Fault fault, Route route, Request request) {
        VendorApi api = route.api();
        return fault.api() == api
                && fault.where().entrySet().stream().allMatch(wanted -> contains(wanted, route, request));
    }

    private static boolean contains(Map.Entry<Match, String> wanted, Route route, Request request) {
        if (wanted.getKey() == Match.MEETING) {
            return wanted.getValue().equals(route.meeting());
        }
        String name = wanted.getKey().vendorName();
        if (wanted.getValue().equals(request.query(name))) {
            return true;
        }
        return request.contentType().contains("form-urlencoded")
                ? wanted.getValue().equals(Json.form(request.body()).get(name))
                : Json.everyValueOf(name, request.body()).contains(wanted.getValue());
    }
}
