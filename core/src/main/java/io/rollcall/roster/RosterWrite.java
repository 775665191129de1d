package io.rollcall.roster;

import io.rollcall.task.Command;
import java.nio.file.Path;
import java.util.List;

/**
 * What a roster run hands over for its file. {@link Begin} comes first and {@link Finish} last; a run that ends
 * without {@link Finish} leaves nothing behind, so the hands then delete what they wrote. A plan only compares.
 */
public sealed interface RosterWrite extends Command.WriteOutput {

    /**
     * A roster is about to be read: a temporary file beside the target is needed, and an output that cannot be written
     * is best noticed now.
     */
    record Begin(Path target) implements RosterWrite {}

    /** The next records, in the roster's order; each becomes a line of {@link RosterLine}. */
    record Entries(List<RosterEntry> entries) implements RosterWrite {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The file that the roster would replace is read, so that the run knows whom it would lose.
     *
     * @param file may be missing
     * @param existing takes what the file holds
     * @param then called once that is known, on the conducting thread
     */
    record Compare(Path file, ExistingRoster existing, Runnable then) implements RosterWrite {}

    /**
     * All records were handed over: the lines become the file.
     *
     * @param file the target where the roster replaces it; otherwise a file beside it whose name says why not
     * @param complete whether the roster replaces the target
     * @param rendition how lines become the file
     * @param obsolete files that say nothing any more once this one is there; they may be missing
     */
    record Finish(Path file, boolean complete, RosterRenderer rendition, List<Path> obsolete) implements RosterWrite {
        public Finish {
            obsolete = List.copyOf(obsolete);
        }
    }
}
