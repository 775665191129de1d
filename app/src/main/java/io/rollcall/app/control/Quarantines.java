package io.rollcall.app.control;

import io.rollcall.app.text.AuditLine;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.CheckLine;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The quarantined rosters in a store, in words for people. Used by one thread. */
public final class Quarantines {
    private final RosterRepository rosters;
    private final ZoneId zone;

    /** @param zone in which times are shown */
    public Quarantines(StateStore store, ZoneId zone) {
        this.rosters = store.rosters();
        this.zone = zone;
    }

    /** A warning for each flow whose roster is quarantined. */
    public List<CheckLine> checks(List<FlowConfig> flows, Instant now) {
        List<CheckLine> lines = new ArrayList<>();
        for (FlowConfig flow : flows) {
            find(flow)
                    .ifPresent(quarantine -> lines.add(CheckLine.of(
                            "quarantine",
                            CheckLine.Result.WARNING,
                            null,
                            List.of(flow.name()),
                            quarantine.words(flow.name(), now, time -> AuditLine.time(time, zone)))));
        }
        return lines;
    }

    private Optional<Quarantine> find(FlowConfig flow) {
        try {
            // only rosters are quarantined, and only they can be accepted
            return flow.accepting().flatMap(accepting -> rosters.quarantine(flow.name()));
        } catch (StoreException lost) {
            // the command reports this itself
            return Optional.empty();
        }
    }
}
