package io.rollcall.app.control;

import io.rollcall.camel.watch.LearnedCost;
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

/** The calls for running meetings of each flow's last run that found meetings. Not thread-safe. */
public final class ObservedMeetings {
    private final Map<String, Long> calls = new HashMap<>();

    /** Adds the calls of a run; they take precedence over the store. */
    public void note(FlowReport report, Collection<Application> applications) {
        LearnedCost.callsForMeetings(report, applications).ifPresent(made -> {
            if (made > 0) {
                calls.put(report.flow(), made);
            }
        });
    }

    /** Adds the calls that the store has, for flows without a run. */
    public ObservedMeetings with(StateStore store, List<FlowConfig> flows) {
        for (FlowConfig flow : flows) {
            try {
                store.budget().seenMeetings(flow.name()).last().ifPresent(made -> calls.putIfAbsent(flow.name(), made));
            } catch (StoreException lost) {
                // the command reports this itself; the cost is estimated without it
                return this;
            }
        }
        return this;
    }

    /** The calls of a flow; empty if unknown. */
    public OptionalLong of(FlowConfig flow) {
        Long made = calls.get(flow.name());
        return made == null ? OptionalLong.empty() : OptionalLong.of(made);
    }
}
