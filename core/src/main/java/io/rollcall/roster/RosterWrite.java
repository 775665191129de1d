package io.rollcall.roster;

import io.rollcall.task.Command;
import java.nio.file.Path;
import java.util.List;

/**
 * The output of a roster run. {@link Begin} comes first and {@link Finish} last; if a run ends without {@link Finish}, what
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
     * Reads the file that the roster would replace, to find out whom it would lose.
     *
     * @param file may be missing
     * @param existing receives what the file holds
     * @param then is called once that is known, on the run's thread
     */
    record Compare(Path file, ExistingRoster existing, Runnable then) implements RosterWrite {}

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
