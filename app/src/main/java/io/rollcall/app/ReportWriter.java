package io.rollcall.app;

import io.rollcall.app.text.ReportContext;
import io.rollcall.app.text.ReportText;
import io.rollcall.config.RollcallConfig;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.JsonLine;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reports of a command, with what the store adds for people: names on a terminal, and what a quarantined roster would
 * lose. Thread-safe.
 */
final class ReportWriter {
    /** A query of names takes no more ids. */
    private static final int IDS = 1000;

    private final OutputFormat format;
    private final ZoneId zone;
    private final boolean names;
    private volatile @Nullable RosterRepository rosters;

    ReportWriter(OutputFormat format, RollcallConfig config, Console console) {
        this.format = format;
        this.zone = config.timezone();
        // names must not get into files and journals
        this.names = config.reportNames() && console.isTerminal();
    }

    /** Reads this store from now on; reports before have ids only. */
    void use(StateStore store) {
        rosters = store.rosters();
    }

    /** A report in the command's format. */
    String write(FlowReport report) {
        return format == OutputFormat.JSON ? JsonLine.of(report) : ReportText.write(report, zone, context(report));
    }

    private ReportContext context(FlowReport report) {
        RosterRepository known = rosters;
        try {
            return known == null
                    ? ReportContext.NONE
                    : new ReportContext(names(report.result(), known), quarantine(report, known));
        } catch (StoreException lost) {
            // the report itself says so, if that matters to the run
            return ReportContext.NONE;
        }
    }

    private Map<UserId, String> names(RunResult result, RosterRepository known) {
        Map<UserId, String> found = new HashMap<>();
        if (names) {
            List<UserId> ids = Stream.concat(
                            result.changes().stream().map(Change::user),
                            result.unchanged().stream().map(Unchanged::user))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            for (int from = 0; from < ids.size(); from += IDS) {
                found.putAll(known.names(ids.subList(from, Math.min(ids.size(), from + IDS))));
            }
        }
        return found;
    }

    // a plan stores no quarantine, so that one in the store is an earlier run's
    private static @Nullable Quarantine quarantine(FlowReport report, RosterRepository known) {
        return report.result().outcome() == RunOutcome.QUARANTINED && report.mode() != Mode.PLAN
                ? known.quarantine(report.flow()).orElse(null)
                : null;
    }
}
