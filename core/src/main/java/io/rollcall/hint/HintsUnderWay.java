package io.rollcall.hint;

import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import java.util.HashSet;
import java.util.Set;

/**
 * The hints that runs act on now. Several flows may list one person and receive the event of one join; the second flow acts once the
 * first one has ended, and then sees in the store what became of it. Thread-safe.
 */
public final class HintsUnderWay {
    private final Set<Part> parts = new HashSet<>();

    /** A row that a run acts on; of a meeting that it reads, all. */
    private record Part(MeetingId meeting, String user) {
        static final String ALL = "";
    }

    /** Takes hints; false, without any effect, where a run acts on a part of them. {@link #end} gives them back. */
    public synchronized boolean begin(Hints hints) {
        Set<Part> wanted = parts(hints);
        for (Part part : wanted) {
            boolean taken = part.user().equals(Part.ALL)
                    ? parts.stream().anyMatch(other -> other.meeting().equals(part.meeting()))
                    : parts.contains(part) || parts.contains(new Part(part.meeting(), Part.ALL));
            if (taken) {
                return false;
            }
        }
        parts.addAll(wanted);
        return true;
    }

    /** The run on hints has ended that {@link #begin} allowed. */
    public synchronized void end(Hints hints) {
        parts.removeAll(parts(hints));
    }

    private static Set<Part> parts(Hints hints) {
        Set<Part> parts = new HashSet<>();
        hints.reads().forEach(meeting -> parts.add(new Part(meeting, Part.ALL)));
        hints.rows().forEach((meeting, rows) -> {
            if (!hints.reads().contains(meeting)) {
                rows.forEach(row -> parts.add(new Part(meeting, user(row))));
            }
        });
        return parts;
    }

    private static String user(Participant row) {
        return row.user() == null ? Part.ALL : row.user().value();
    }
}
