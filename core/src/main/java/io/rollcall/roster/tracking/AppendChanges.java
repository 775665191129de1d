package io.rollcall.roster.tracking;

import io.rollcall.report.RosterChange;
import io.rollcall.task.Command;
import java.nio.file.Path;
import java.util.List;

/**
 * Appends changes to a file, one JSON object a line: whole lines in one write, on disk before the next command. A last line without
 * an end, which a crash left, is cut off first.
 *
 * @param file is created if it is missing
 */
public record AppendChanges(Path file, List<RosterChange> changes) implements Command.WriteOutput {
    public AppendChanges {
        changes = List.copyOf(changes);
    }
}
