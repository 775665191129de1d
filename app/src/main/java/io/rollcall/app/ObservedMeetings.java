package io.rollcall.app;

import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How many calls flows made for running meetings when they last found any. Used by one thread. */
final class ObservedMeetings {
    private final Map<String, Long> calls = new HashMap<>();

    /** Takes the calls of a run; they count more than those that the store knows. */
    void note(FlowReport report, Collection<Application> applications) {
        long made = BudgetMonitor.callsForMeetings(report, applications);
        if (made > 0) {
            calls.put(report.flow(), made);
        }
    }

    /** Reads what the store knows of flows, for those of which no run was noted. */
    ObservedMeetings with(StateStore store, List<FlowConfig> flows) {
        for (FlowConfig flow : flows) {
            try {
                store.budget().seenMeetings(flow.name()).ifPresent(made -> calls.putIfAbsent(flow.name(), made));
            } catch (StoreException lost) {
                // the command reports this itself; the cost is estimated without it
                return this;
            }
        }
        return this;
    }

    /** The calls of a flow; empty where none are known. */
    OptionalLong of(FlowConfig flow) {
        Long made = calls.get(flow.name());
        return made == null ? OptionalLong.empty() : OptionalLong.of(made);
    }
}
