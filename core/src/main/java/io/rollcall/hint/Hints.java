package io.rollcall.hint;

import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a run learns from events, in place of a poll's reads. Only what is said here is known: nothing follows from the absence of a
 * person or of a meeting. Immutable and thread-safe.
 *
 * @param rows people in meetings, as events described them; no list is empty
 * @param reads meetings whose members the run reads
 * @param directory who and which departments the run of a roster reads
 */
public record Hints(Map<MeetingId, List<Participant>> rows, Set<MeetingId> reads, DirectoryMarks directory) {
    /** No hints: the run polls. */
    public static final Hints NONE = new Hints(Map.of(), Set.of());

    /** Hints about meetings. */
    public Hints(Map<MeetingId, List<Participant>> rows, Set<MeetingId> reads) {
        this(rows, reads, DirectoryMarks.NONE);
    }

    /** Hints about the directory. */
    public static Hints ofDirectory(DirectoryMarks marks) {
        return new Hints(Map.of(), Set.of(), marks);
    }

    public Hints {
        Map<MeetingId, List<Participant>> copy = new LinkedHashMap<>();
        rows.forEach((meeting, people) -> {
            if (!people.isEmpty()) {
                copy.put(meeting, List.copyOf(people));
            }
        });
        rows = Collections.unmodifiableMap(copy);
        reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
    }

    /** Whether there is nothing to act on. */
    public boolean isEmpty() {
        return rows.isEmpty() && reads.isEmpty() && directory.isEmpty();
    }

    /** The same hints with only some of the rows. */
    public Hints withRows(Predicate<Participant> kept) {
        Map<MeetingId, List<Participant>> some = new LinkedHashMap<>();
        rows.forEach((meeting, people) ->
                some.put(meeting, people.stream().filter(kept).toList()));
        return new Hints(some, reads, directory);
    }

    /** Shows counts only: rows hold personal data. */
    @Override
    public String toString() {
        return "Hints[rows in " + rows.size() + " meetings, " + reads.size() + " reads, " + directory + "]";
    }
}
