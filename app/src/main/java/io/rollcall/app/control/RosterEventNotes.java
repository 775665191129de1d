package io.rollcall.app.control;

import io.rollcall.app.control.ScheduleNotes.Note;
import io.rollcall.budget.BillingMonth;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.CheckLine;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Notes on tracked rosters: whether events keep them in step between two runs, and what that costs. Used by one thread. */
public final class RosterEventNotes {
    /** As long as events of one month count as a sign that more will come. */
    private static final Duration LOOK_BACK = Duration.ofDays(31);

    private final RollcallConfig config;
    private final Instant now;

    public RosterEventNotes(RollcallConfig config, Instant now) {
        this.config = config;
        this.now = now;
    }

    /** The notes on the flows that take events about the directory and have a schedule. */
    public List<Note> of(List<FlowConfig> flows, StateStore store) {
        List<Note> notes = new ArrayList<>();
        for (FlowConfig flow : flows) {
            if (flow.takesDirectoryEvents() && flow.schedule() != null) {
                flow.accounts().stream()
                        .map(config.applications()::get)
                        .filter(application -> application != null
                                && application
                                        .provider()
                                        .capability(EventStream.class)
                                        .isPresent())
                        .findFirst()
                        .ifPresent(
                                application -> notes.add(new Note("events", flow.name(), words(application, store))));
            }
        }
        return notes;
    }

    /** The notes as lines of a check. */
    public List<CheckLine> checks(List<FlowConfig> flows, StateStore store) {
        return of(flows, store).stream()
                .map(note -> CheckLine.of(note.what(), CheckLine.Result.OK, null, List.of(note.flow()), note.text()))
                .toList();
    }

    private String words(Application application, StateStore store) {
        if (!application.receivesEvents()) {
            return "none, because " + application.name()
                    + " pushes none to this application: a change is known after the next run." + " With "
                    + application.keys() + "stream=true it is known within about 15 s";
        }
        return "while rollcall run is running, events about people and departments keep the roster in step between two runs: a change"
                + " is known within about 15 s. These events are not metered, and neither are the reads that follow"
                + (haveCome(application, store)
                        ? ""
                        : ". None has come to Rollcall this month or the month before: choose the events about people and"
                                + " departments in the vendor's console (docs/administrators/events.md), or nothing has changed");
    }

    /** Whether the store has events that are not metered: those about the directory. */
    private boolean haveCome(Application application, StateStore store) {
        try {
            return Stream.of(now, now.minus(LOOK_BACK))
                    .map(time -> BillingMonth.of(time, application.provider().quotaZone()))
                    .distinct()
                    .flatMap(month -> store.stream().types(application.id(), month.month()).stream())
                    .anyMatch(type -> !type.metered() && type.pushes() > 0);
        } catch (StoreException lost) {
            // the command reports this itself
            return true;
        }
    }
}
