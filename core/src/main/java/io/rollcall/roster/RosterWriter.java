package io.rollcall.roster;

import io.rollcall.report.Problem;
import io.rollcall.task.Pump;
import io.rollcall.vendor.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of a run, and decides whether they replace the last roster: what the step {@code write} does. Not
 * thread-safe.
 */
final class RosterWriter {
    private final RosterConfig config;
    private final boolean writing;
    private final RosterCommands commands;
    private final PeopleIndex index;
    private final RecordStates records;
    private final LateUpdates updates;
    private int next;
    private @Nullable String written;
    private @Nullable Problem quarantine;

    /** @param writing false for a plan: nothing is written */
    RosterWriter(
            RosterConfig config,
            boolean writing,
            RosterCommands commands,
            PeopleIndex index,
            RecordStates records,
            LateUpdates updates) {
        this.config = config;
        this.writing = writing;
        this.commands = commands;
        this.index = index;
        this.records = records;
        this.updates = updates;
    }

    /** Opens a temporary file beside the target. */
    void begin() {
        if (writing) {
            commands.write(new RosterWrite.Begin(config.output()));
        }
    }

    /** Writes all records to the temporary file. */
    void write(StepInput<List<?>> input, Pump pump) {
        while (input.hasNext()) {
            List<RosterEntry> entries = new ArrayList<>();
            for (Object one : input.next()) {
                if (!(one instanceof RosterEntry entry)) {
                    throw input.refused("a batch with something else than records");
                }
                int number = index.number(entry.person().id());
                if (number < next || number >= records.count()) {
                    throw input.refused("a record that the step before it did not make, twice, or in another order");
                }
                next = number + 1;
                records.written(number, entry.lookup());
                entries.add(entry);
            }
            if (writing && !entries.isEmpty()) {
                commands.write(new RosterWrite.Entries(entries));
            }
            pump.pumpUntil(() -> true);
        }
    }

    /**
     * Makes the roster of the temporary file.
     *
     * @param complete whether the run has no problems
     */
    void finish(boolean complete) {
        if (!complete) {
            if (records.written() > 0) {
                write(RosterRenderer::incompleteName, false);
            }
        } else if (records.written() == 0) {
            // an empty roster is far more likely a fault than the truth
            quarantine("The directory shows no one in the flow's departments, and an empty roster never replaces"
                    + " anything. Check the departments and what the application may read.");
        } else if (config.maxShrink().isAny()) {
            write(UnaryOperator.identity(), true);
        } else {
            ExistingRoster existing =
                    new ExistingRoster(config.format(), userId -> records.isWritten(index.number(userId)));
            commands.write(new RosterWrite.Compare(config.output(), existing, () -> compare(existing)));
        }
    }

    private void compare(ExistingRoster existing) {
        if (existing.isUnreadable()) {
            quarantine(config.writtenAs()
                    + " is there and cannot be read, so it is not known whom the new roster would lose." + remedy());
        } else if (config.maxShrink().isExceededBy(existing.lost(), existing.people())) {
            quarantine("The new roster would lose " + existing.lost() + " of " + existing.people()
                    + " people, and max-shrink allows " + config.maxShrink() + "." + remedy());
        } else {
            write(UnaryOperator.identity(), true);
        }
    }

    private String remedy() {
        return " " + config.writtenAs() + " stays as it was"
                + (writing ? "; the new one is in " + RosterRenderer.quarantinedName(config.writtenAs()) + "." : ".")
                + " If it is right, run: rollcall once " + config.name() + " --accept";
    }

    private void quarantine(String message) {
        quarantine = new Problem("flow " + config.name(), Fault.Kind.BAD_REQUEST, "quarantined", null, message);
        commands.publish(quarantine);
        if (records.written() > 0) {
            write(RosterRenderer::quarantinedName, false);
        }
    }

    private void write(UnaryOperator<String> name, boolean complete) {
        if (!writing) {
            return;
        }
        Path target = config.output();
        String fileName = String.valueOf(target.getFileName());
        written = name.apply(config.writtenAs());
        List<Path> obsolete = complete
                ? List.of(
                        target.resolveSibling(RosterRenderer.incompleteName(fileName)),
                        target.resolveSibling(RosterRenderer.quarantinedName(fileName)))
                : List.of();
        RosterRenderer renderer = new RosterRenderer(config.format(), config.csvExcel(), updates, records);
        commands.write(
                new RosterWrite.Finish(target.resolveSibling(name.apply(fileName)), complete, renderer, obsolete));
    }

    /** Why the roster does not replace the last one although it is complete; null if it does. */
    @Nullable Problem quarantine() {
        return quarantine;
    }

    /** The file, as the configuration writes it; null if none was written. */
    @Nullable String written() {
        return written;
    }
}
