package io.rollcall.app.control;

import io.rollcall.flow.FlowConfig;
import io.rollcall.report.CheckLine;
import io.rollcall.state.Pause;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The pauses in a store, in words for people. Used by one thread. */
public final class Pauses {
    private final StateStore store;
    private final ZoneId zone;

    /** @param zone in which times are shown */
    public Pauses(StateStore store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    /** A line for each pause in force. */
    public List<String> all(Instant now) {
        return store.pauses().inForce(now).stream().map(this::words).toList();
    }

    /** A line for each pause in force that keeps any of the flows from making changes. */
    public List<String> of(List<FlowConfig> flows, Instant now) {
        return inForce(now).stream()
                .filter(pause -> !paused(pause, flows).isEmpty())
                .map(this::words)
                .toList();
    }

    /** A warning for each pause in force that keeps any of the flows from making changes. */
    public List<CheckLine> checks(List<FlowConfig> flows, Instant now) {
        List<CheckLine> lines = new ArrayList<>();
        for (Pause pause : inForce(now)) {
            List<String> paused = paused(pause, flows);
            if (!paused.isEmpty()) {
                lines.add(CheckLine.of("pause", CheckLine.Result.WARNING, null, paused, words(pause)));
            }
        }
        return lines;
    }

    private List<Pause> inForce(Instant now) {
        try {
            return store.pauses().inForce(now);
        } catch (StoreException lost) {
            // the command reports this itself
            return List.of();
        }
    }

    private static List<String> paused(Pause pause, List<FlowConfig> flows) {
        return flows.stream()
                .filter(FlowConfig::changesMeetings)
                .map(FlowConfig::name)
                .filter(name -> pause.isOfAll() || name.equals(pause.flow()))
                .toList();
    }

    private String words(Pause pause) {
        String words = pause.words(zone);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ". To end this pause: rollcall resume"
                + (pause.flow() == null ? "" : " " + pause.flow());
    }
}
