package io.rollcall.flow.internal.roster;

import io.rollcall.flow.internal.Work;
import java.nio.file.Path;
import java.util.List;

/**
 * What a roster run hands over for its file. {@link Begin} comes first and {@link Finish} last; a run that ends
 * without {@link Finish} leaves nothing behind, so the hands then delete what they wrote. None comes from a plan.
 */
public sealed interface RosterWrite extends Work.Write {

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
     * All records were handed over: the lines become the file.
     *
     * @param file the target where the roster is complete; otherwise the file beside it that says it is not
     * @param complete whether everything is there
     * @param rendition how lines become the file
     */
    record Finish(Path file, boolean complete, RosterRendition rendition) implements RosterWrite {}
}
