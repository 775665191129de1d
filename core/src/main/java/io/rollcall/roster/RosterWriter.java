package io.rollcall.roster;

import io.rollcall.model.PersonId;
import io.rollcall.report.Problem;
import io.rollcall.roster.tracking.ChangedRecords;
import io.rollcall.roster.tracking.TrackedRun;
import io.rollcall.roster.tracking.TrackedRun.Losses;
import io.rollcall.roster.tracking.Walk;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.task.Pump;
import io.rollcall.vendor.Fault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
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
    private final RecordInput arriving;
    private final Supplier<Instant> now;
    private final @Nullable TrackedRun tracked;
    private final @Nullable TrackedRoster roster;
    private @Nullable String written;
    private @Nullable Problem quarantine;
    private boolean done;

    /**
     * @param writing false for a plan: nothing is written
     * @param tracked null if the roster is not tracked
     */
    RosterWriter(
            RosterConfig config,
            boolean writing,
            RosterCommands commands,
            PeopleIndex index,
            RecordStates records,
            LateUpdates updates,
            Supplier<Instant> now,
            @Nullable TrackedRun tracked) {
        this.config = config;
        this.writing = writing;
        this.commands = commands;
        this.index = index;
        this.records = records;
        this.updates = updates;
        this.arriving = new RecordInput(index, records);
        this.now = now;
        this.tracked = tracked;
        KeyAttribute key = new KeyAttribute(config.lookup().key());
        this.roster = tracked == null ? null : new TrackedRoster(tracked, commands, key, records, updates);
    }

    /** Opens a temporary file beside the target. */
    void begin() {
        if (writing) {
            commands.write(new RosterWrite.Begin(config.output()));
        }
        if (tracked != null) {
            tracked.begin();
        }
    }

    /** Writes all records to the temporary file. */
    void write(StepInput<List<?>> input, Pump pump) {
        while (input.hasNext()) {
            List<RosterEntry> entries = new ArrayList<>();
            List<Integer> numbers = new ArrayList<>();
            arriving.take(input, entries, numbers);
            if (writing && !entries.isEmpty()) {
                commands.write(new RosterWrite.Entries(entries));
            }
            if (roster != null) {
                roster.compare(entries, numbers);
            }
            pump.pumpUntil(() -> true);
        }
    }

    /**
     * Makes the roster of the temporary file.
     *
     * @param complete whether the run has no problems
     * @param walk what the run read; null if the roster is not tracked
     */
    void finish(boolean complete, @Nullable Walk walk) {
        if (tracked != null && roster != null && walk != null) {
            tracked.findAbsent(walk, losses -> decide(complete, losses, tracked, roster));
        } else if (!complete) {
            writeIncomplete();
            done = true;
        } else if (records.written() == 0) {
            quarantineUntracked(emptyRoster(), List.of(), 0);
        } else if (config.maxShrink().isAny()) {
            replaceUntracked();
        } else {
            compareExisting(this::replaceUntracked, this::quarantineUntracked);
        }
    }

    // ---- a roster that is tracked

    private void decide(boolean complete, Losses losses, TrackedRun run, TrackedRoster lines) {
        boolean tooMany = config.maxShrink().isExceededBy(losses.lost(), losses.before());
        if (records.written() == 0) {
            if (complete) {
                quarantineTracked(emptyRoster(), List.of(), run);
            } else {
                run.drop(0, this::end);
            }
        } else if (!complete) {
            run.isQuarantined(quarantined -> {
                if (tooMany) {
                    run.keepAbsent(
                            "So many people are absent in this incomplete run that none of them is marked as unseen.");
                } else if (quarantined && losses.lost() > 0) {
                    // otherwise the loss would go past max-shrink in parts
                    run.keepAbsent("The roster is quarantined, so this incomplete run marks no one as unseen.");
                }
                accept(false, run, lines);
            });
        } else if (tooMany) {
            run.isAccepted(accepted -> {
                if (accepted) {
                    accept(true, run, lines);
                } else {
                    run.largestLosses(largest -> quarantineTracked(
                            tooMany(losses.lost(), losses.before()) + inWords(largest) + remedy(), largest, run));
                }
            });
        } else if (run.isBaseline() && !config.maxShrink().isAny()) {
            // the roster may have been there before it was tracked
            compareExisting(
                    () -> accept(true, run, lines),
                    (message, lost, before) -> run.quarantineFirst(lost, before, records.written(), () -> {
                        quarantine(message);
                        end();
                    }));
        } else {
            accept(true, run, lines);
        }
    }

    private static String inWords(List<Loss> largest) {
        return largest.isEmpty() ? "" : " " + Loss.words(largest);
    }

    private void quarantineTracked(String message, List<Loss> largest, TrackedRun run) {
        run.quarantine(largest, records.written(), () -> {
            quarantine(message);
            end();
        });
    }

    private void accept(boolean complete, TrackedRun run, TrackedRoster lines) {
        if (!writing) {
            end();
        } else if (!run.canBeAccepted()) {
            run.drop(records.written(), () -> {
                writeIncomplete();
                end();
            });
        } else {
            run.prove(() -> lines.stage(() ->
                    run.stageAbsent(() -> run.stageDepartments(() -> run.accept(complete, records.written(), () -> {
                        if (complete) {
                            write(UnaryOperator.identity(), true);
                        } else {
                            writeIncomplete();
                        }
                        run.deliver(() -> written(complete));
                    })))));
        }
    }

    private void written(boolean complete) {
        if (complete) {
            new ChangedRecords(config.name(), commands).writtenWhole(this::end);
        } else {
            end();
        }
    }

    // ---- a roster that is not tracked

    /** Quarantines a roster. */
    private interface Quarantining {
        void quarantine(String message, Collection<PersonId> lost, long before);
    }

    /** Compares the new roster with the file that it would replace. */
    private void compareExisting(Runnable replace, Quarantining quarantine) {
        ExistingRoster existing = new ExistingRoster(config.format(), userId -> {
            int number = index.number(userId);
            return records.isWritten(number) ? number : PeopleIndex.NONE;
        });
        commands.write(
                new RosterWrite.Compare(config.output(), existing, () -> compare(existing, replace, quarantine)));
    }

    private void compare(ExistingRoster existing, Runnable replace, Quarantining quarantine) {
        if (existing.isUnreadable()) {
            unlessAccepted(
                    List.of(),
                    0,
                    config.writtenAs()
                            + " is there and cannot be read, so it is not known whom the new roster would lose."
                            + remedy(),
                    replace,
                    quarantine);
        } else if (config.maxShrink().isExceededBy(existing.lost(), existing.people())) {
            unlessAccepted(
                    existing.lostIds(),
                    existing.people(),
                    tooMany(existing.lost(), existing.people()) + remedy(),
                    replace,
                    quarantine);
        } else {
            replace.run();
        }
    }

    private void unlessAccepted(
            Collection<PersonId> lost, long before, String message, Runnable replace, Quarantining quarantine) {
        commands.query(store -> store.rosters().isAccepted(config.name(), lost, now.get()), accepted -> {
            if (accepted) {
                replace.run();
            } else {
                quarantine.quarantine(message, lost, before);
            }
        });
    }

    private void quarantineUntracked(String message, Collection<PersonId> lost, long before) {
        quarantine(message);
        if (!writing) {
            done = true;
            return;
        }
        Quarantine kept = new Quarantine(now.get(), lost.size(), before, List.of(), null);
        commands.query(
                store -> {
                    store.rosters().quarantine(config.name(), kept, lost);
                    return true;
                },
                kind -> end());
    }

    private void replaceUntracked() {
        write(UnaryOperator.identity(), true);
        if (!writing) {
            done = true;
            return;
        }
        commands.query(
                store -> {
                    store.rosters().release(config.name());
                    return true;
                },
                released -> end());
    }

    // ---- both

    private void end() {
        done = true;
    }

    // an empty roster is far more likely a fault than the truth
    private static String emptyRoster() {
        return "The directory shows no one in the flow's departments, and an empty roster never replaces"
                + " anything. Check the departments and what the application may read.";
    }

    private String tooMany(long lost, long before) {
        return "The new roster would lose " + lost + " of " + before + " people, and max-shrink allows "
                + config.maxShrink() + ".";
    }

    private String remedy() {
        return " " + config.writtenAs() + " stays as it was"
                + (writing ? "; the new one is in " + RosterRenderer.quarantinedName(config.writtenAs()) + "." : ".")
                + (writing
                        ? " If it is right, let the next run through: rollcall accept " + config.name() + ". Or"
                        : " If it is right,")
                + " run: rollcall once " + config.name() + " --accept";
    }

    private void quarantine(String message) {
        quarantine = new Problem("flow " + config.name(), Fault.Kind.BAD_REQUEST, "quarantined", null, message);
        commands.publish(quarantine);
        if (records.written() > 0) {
            write(RosterRenderer::quarantinedName, false);
        }
    }

    private void writeIncomplete() {
        if (records.written() > 0) {
            write(RosterRenderer::incompleteName, false);
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

    /** Whether everything is written and stored. */
    boolean isDone() {
        return done;
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
