package io.rollcall.roster;

import io.rollcall.roster.RosterWrite.Line;
import io.rollcall.roster.tracking.Prints;
import io.rollcall.roster.tracking.RecordReading;
import io.rollcall.roster.tracking.SeenPerson;
import io.rollcall.roster.tracking.TrackedRun;
import io.rollcall.roster.tracking.TrackedRun.Reviewed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of a run to its {@link TrackedRun}: each batch as it goes by, and at the end, when everything is known of them,
 * the lines of those that are different. Not thread-safe.
 */
final class TrackedRoster {
    private static final int AT_ONCE = 400;

    private final TrackedRun run;
    private final RosterCommands commands;
    private final KeyAttribute key;
    private final RecordStates records;
    private final LateUpdates updates;
    private final Prints prints = new Prints();
    /** The records of the lines that are read, in order. This and the next belong to the thread that reads lines back. */
    private final Deque<Integer> ordinals = new ArrayDeque<>();

    private int ordinal = -1;

    TrackedRoster(
            TrackedRun run, RosterCommands commands, KeyAttribute key, RecordStates records, LateUpdates updates) {
        this.run = run;
        this.commands = commands;
        this.key = key;
        this.records = records;
        this.updates = updates;
    }

    /** Compares a batch. @param numbers of the records */
    void compare(List<RosterEntry> entries, List<Integer> numbers) {
        List<SeenPerson> people = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            RosterEntry entry = entries.get(i);
            people.add(new SeenPerson(
                    numbers.get(i),
                    entry.person().id(),
                    entry.person().unionId(),
                    entry.departments(),
                    prints.person(entry.person()),
                    accountPrint(entry, key, prints)));
        }
        // a step of a host may hand on larger batches than the store takes
        for (int from = 0; from < people.size(); from += AT_ONCE) {
            run.compare(people.subList(from, Math.min(people.size(), from + AT_ONCE)));
        }
    }

    /** Null if the look-up says nothing of the account, so that what was known of it stays. */
    static @Nullable Long accountPrint(RosterEntry entry, KeyAttribute key, Prints prints) {
        LookupStatus status = entry.lookup();
        boolean silent = status == null
                || status == LookupStatus.UNCHANGED
                || (status == LookupStatus.UNATTRIBUTED && key.of(entry.person()) != null);
        return status == null || silent ? null : (Long) prints.account(status.word(), entry.account());
    }

    /** Reads the lines of the records that are new or different, or of which something became known later, and stages them. */
    void stage(Runnable then) {
        if (!run.hasMarks() && updates.isEmpty()) {
            then.run();
        } else {
            stageNext(run.reading(), then);
        }
    }

    private void stageNext(RecordReading reading, Runnable then) {
        commands.write(
                new RosterWrite.Reread<>(this::isWanted, AT_ONCE, lines -> reading.read(reviewed(lines)), records -> {
                    if (records == null) {
                        then.run();
                    } else {
                        run.stage(records, () -> stageNext(reading, then));
                    }
                }));
    }

    // records that a step dropped have no line
    private boolean isWanted(int line) {
        ordinal = records.nextWritten(ordinal + 1);
        boolean wanted = run.isMarked(ordinal) || updates.of(ordinal) != null;
        if (wanted) {
            ordinals.add(ordinal);
        }
        return wanted;
    }

    private List<Reviewed> reviewed(List<Line> lines) {
        List<Reviewed> reviewed = new ArrayList<>(lines.size());
        for (Line line : lines) {
            int number = ordinals.remove();
            LateUpdates.Amendment late = updates.of(number);
            try {
                byte[] right = late == null ? line.bytes() : RosterLine.amended(line.bytes(), late);
                reviewed.add(new Reviewed(number, right, late != null && late.strip()));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return reviewed;
    }
}
