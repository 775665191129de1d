package io.rollcall.roster;

import io.rollcall.task.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The output of a roster run. {@link Begin} comes first and {@link Finish} last, except for {@link Update}; if a run ends without {@link Finish}, what
 * it wrote is deleted. A plan only compares.
 */
public sealed interface RosterWrite extends Command.WriteOutput {

    /**
     * Opens a temporary file beside the target, before the first call, so that an output that cannot be written ends the
     * run at once.
     */
    record Begin(Path target) implements RosterWrite {}

    /** The next records, in the roster's order; each becomes a line of {@link RosterLine}. */
    record Entries(List<RosterEntry> entries) implements RosterWrite {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Reads lines back that {@link Entries} wrote, on from where the command before ended. There are no further entries. The lines
     * that come next may be read on a second thread while the continuation works with these; all commands of a run ask for the
     * same.
     *
     * @param wanted which lines, by their number from 0; asked once for each, in their order, on the thread that reads
     * @param most the most lines at once
     * @param prepare makes something of the wanted lines, which come in order and without their line ends; on the same thread
     * @param then receives what was made of the next lines; null at the end
     */
    record Reread<T>(IntPredicate wanted, int most, Function<List<Line>, T> prepare, Consumer<@Nullable T> then)
            implements RosterWrite {}

    /** A line of the temporary file. @param number from 0 */
    record Line(int number, byte[] bytes) {}

    /**
     * Reads the file that the roster would replace, to find out whom it would lose.
     *
     * @param file may be missing
     * @param existing receives what the file holds
     * @param then is called once that is known, on the run's thread
     */
    record Compare(Path file, ExistingRoster existing, Runnable then) implements RosterWrite {}

    /**
     * Brings the file of the last roster up to date. Comes alone, without {@link Begin}.
     *
     * @param file may be missing
     * @param then receives whether the file is up to date; false if it is missing or not in the form that Rollcall writes
     */
    record Update(Path file, RosterUpdate update, Consumer<Boolean> then) implements RosterWrite {}

    /**
     * Makes the roster of the lines: there are no more records.
     *
     * @param file the target if the roster replaces it; otherwise a file beside it whose name says why not
     * @param complete whether the roster replaces the target
     * @param rendition turns the lines into the file
     * @param obsolete files to delete once this one is there; they may be missing
     */
    record Finish(Path file, boolean complete, RosterRenderer rendition, List<Path> obsolete) implements RosterWrite {
        public Finish {
            obsolete = List.copyOf(obsolete);
        }
    }
}
