package io.rollcall.hint;

import io.rollcall.event.VendorEvent;
import io.rollcall.event.VendorEvent.Type;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the events about the directory that concern one roster: marks people and departments, and says when a run reads them.
 * A run takes place once no event has come for two seconds, and at the latest ten seconds after the first one. What a run could
 * not read is marked again after a minute, five minutes and a quarter of an hour. The next walk
 * corrects what an event missed, so nothing happens after a gap in the events. More marks than are kept are dropped, and a walk
 * takes their place. Times are readings of a monotonic clock. Not thread-safe.
 */
public final class DirectoryEvents implements CollectedEvents {
    /** How long no event must have come. */
    public static final Duration QUIET = Duration.ofSeconds(2);

    /** How long a mark waits at most while events keep coming. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    /** The shortest time between two updates of the output file. */
    public static final Duration BETWEEN_REWRITES = Duration.ofMinutes(1);

    /** The shortest time between two walks because of too many events. */
    public static final Duration BETWEEN_WALKS = Duration.ofHours(1);

    /** The most people, and the most departments, that one run reads. */
    public static final int MOST_OF_A_RUN = 200;

    /** The most people and departments that wait, together. */
    static final int MOST_MARKS = 10_000;

    /** The people, and whether the last event said that they left. */
    private final Map<PersonId, Boolean> people = new LinkedHashMap<>();

    private final Set<DepartmentId> departments = new LinkedHashSet<>();
    private @Nullable Instant first;
    private @Nullable Instant last;
    private boolean overflowed;
    private @Nullable Instant walkedAt;
    private @Nullable Instant rewrittenAt;
    private boolean rewritePending;
    private final Retries<Mark> retries = new Retries<>(Retries.OF_HINTS);

    /** A person, and whether the last event said that they left; or a department. */
    private record Mark(@Nullable PersonId person, boolean left, @Nullable DepartmentId department) {}

    @Override
    public void received(VendorEvent event, Instant now) {
        if (event instanceof VendorEvent.OfPerson of && !of.userId().isBlank()) {
            mark(new PersonId(of.userId()), of.type() == Type.PERSON_LEFT, now);
        } else if (event instanceof VendorEvent.OfDepartment of) {
            if (!overflowed) {
                departments.add(of.department());
            }
            marked(now);
        }
    }

    private void mark(PersonId person, boolean left, Instant now) {
        if (!overflowed) {
            people.put(person, left);
        }
        marked(now);
    }

    private void marked(Instant now) {
        first = first == null ? now : first;
        last = now;
        if (people.size() + departments.size() > MOST_MARKS) {
            people.clear();
            departments.clear();
            retries.clear();
            overflowed = true;
        }
    }

    @Override
    public @Nullable Duration untilNext(Instant now) {
        Instant due = earlier(earlier(marksDue(), rewritePending ? rewriteDue(now) : null), retries.next());
        return due == null ? null : due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
    }

    private @Nullable Instant marksDue() {
        Instant since = first;
        Instant latest = last;
        if (since == null || latest == null) {
            return null;
        }
        Instant due = earlier(latest.plus(QUIET), since.plus(LONGEST));
        Instant walk = walkedAt == null ? null : walkedAt.plus(BETWEEN_WALKS);
        return overflowed && due != null && walk != null && walk.isAfter(due) ? walk : due;
    }

    private Instant rewriteDue(Instant now) {
        return rewrittenAt == null ? now : rewrittenAt.plus(BETWEEN_REWRITES);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private boolean areMarksDue(Instant now) {
        Instant due = marksDue();
        return due != null && !due.isAfter(now);
    }

    @Override
    public boolean takesPoll(Instant now) {
        if (!overflowed || !areMarksDue(now)) {
            return false;
        }
        overflowed = false;
        first = null;
        last = null;
        walkedAt = now;
        return true;
    }

    /** Takes what is due, the oldest marks first; further ones stay due. */
    @Override
    public Hints take(Instant now) {
        tryAgain(now);
        boolean marks = !overflowed && areMarksDue(now);
        boolean rewrite = (marks || rewritePending) && !rewriteDue(now).isAfter(now);
        if (!marks && !rewrite) {
            return Hints.NONE;
        }
        Set<PersonId> taken = new LinkedHashSet<>();
        Set<PersonId> leavers = new LinkedHashSet<>();
        Set<DepartmentId> some = new LinkedHashSet<>();
        if (marks) {
            take(taken, leavers, some);
        }
        if (rewrite) {
            rewrittenAt = now;
            rewritePending = false;
        }
        return Hints.ofDirectory(new DirectoryMarks(taken, leavers, some, rewrite));
    }

    private void take(Set<PersonId> taken, Set<PersonId> leavers, Set<DepartmentId> some) {
        Iterator<Map.Entry<PersonId, Boolean>> oldest = people.entrySet().iterator();
        while (oldest.hasNext() && taken.size() < MOST_OF_A_RUN) {
            Map.Entry<PersonId, Boolean> person = oldest.next();
            taken.add(person.getKey());
            if (person.getValue()) {
                leavers.add(person.getKey());
            }
            oldest.remove();
        }
        Iterator<DepartmentId> department = departments.iterator();
        while (department.hasNext() && some.size() < MOST_OF_A_RUN) {
            some.add(department.next());
            department.remove();
        }
        if (people.isEmpty() && departments.isEmpty()) {
            first = null;
            last = null;
        }
    }

    @Override
    public void putBack(Hints hints, Instant now) {
        DirectoryMarks marks = hints.directory();
        if (marks.rewrite()) {
            rewritePending = true;
            // not at once: the other run may take long
            rewrittenAt = now.minus(BETWEEN_REWRITES).plus(QUIET);
        }
        if (overflowed || (marks.people().isEmpty() && marks.departments().isEmpty())) {
            return;
        }
        marks.people()
                .forEach(person -> people.putIfAbsent(person, marks.leavers().contains(person)));
        departments.addAll(marks.departments());
        marked(now);
    }

    @Override
    public void ended(Hints hints, RunResult result, Instant now) {
        boolean undone = new Undone(result).isPoll();
        marks(hints.directory()).forEach(mark -> {
            if (undone) {
                retries.failed(mark, now);
            } else {
                retries.forget(mark);
            }
        });
        RosterResult roster = result.roster();
        RosterResult.Changed changed = roster == null ? null : roster.changed();
        if (!hints.directory().rewrite() && changed != null && changed.total() > 0) {
            rewritePending = true;
        }
    }

    private static List<Mark> marks(DirectoryMarks directory) {
        List<Mark> marks = new ArrayList<>();
        directory
                .people()
                .forEach(
                        person -> marks.add(new Mark(person, directory.leavers().contains(person), null)));
        directory.departments().forEach(department -> marks.add(new Mark(null, false, department)));
        return marks;
    }

    private void tryAgain(Instant now) {
        for (Mark mark : retries.take(now)) {
            if (mark.person() != null) {
                people.putIfAbsent(mark.person(), mark.left());
            }
            if (mark.department() != null) {
                departments.add(mark.department());
            }
            first = first == null ? now.minus(LONGEST) : first;
            last = last == null ? now.minus(LONGEST) : last;
        }
    }

    @Override
    public boolean pollsAfterGap() {
        return false;
    }
}
