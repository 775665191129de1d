package io.rollcall.hint;

import io.rollcall.event.VendorEvent;
import io.rollcall.hint.JoinRule.Reaction;
import io.rollcall.meeting.ProblemSubjects;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the events that concern one flow, and says when a run acts on them. Joins of one meeting are collected for a
 * quarter of a second. Where only the start of a meeting is pushed, its members are read at growing distances. What a run left
 * undone is due again after a minute, five minutes and a quarter of an hour. An event is a hint: what is dropped or comes too late
 * is repaired by the next poll. Times are readings of a monotonic clock. Not
 * thread-safe.
 */
public final class MeetingEvents implements CollectedEvents {
    /** How long joins of one meeting are collected, from the first one. */
    public static final Duration BATCH = Duration.ofMillis(250);

    /** The most meetings that are remembered; the oldest is forgotten first. */
    static final int MOST_MEETINGS = 10_000;

    /** The most people that are remembered, in all meetings together. */
    static final int MOST_PEOPLE = 50_000;

    /** How often meetings are looked through that may be forgotten. */
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

    private final JoinRule rule;
    private final ReadSpacing spacing;
    private final ReadAllowance allowance;
    private final Map<MeetingId, TrackedMeeting> meetings = new LinkedHashMap<>();
    private int people;
    private @Nullable Instant swept;

    /** @param allowance decides about reads of meetings that have started; reads because of a join are always made */
    public MeetingEvents(JoinRule rule, ReadSpacing spacing, ReadAllowance allowance) {
        this.rule = rule;
        this.spacing = spacing;
        this.allowance = allowance;
    }

    /** An event came; events about the directory have no effect. */
    @Override
    public void received(VendorEvent event, Instant now) {
        forgetOld(now);
        if (event instanceof VendorEvent.OfMeeting of) {
            received(of, now);
        } else if (event instanceof VendorEvent.OfParticipant of) {
            TrackedMeeting meeting = tracked(of.participant().meeting(), now);
            int before = meeting.size();
            received(of, meeting, now);
            people += meeting.size() - before;
            forgetOldest();
        }
    }

    private void received(VendorEvent.OfMeeting event, Instant now) {
        TrackedMeeting meeting = tracked(event.meeting(), now);
        if (event.type() == VendorEvent.Type.MEETING_ENDED) {
            int before = meeting.size();
            meeting.ended(event.at());
            people += meeting.size() - before;
        } else {
            meeting.started(event.at(), now, spacing);
        }
    }

    private void received(VendorEvent.OfParticipant event, TrackedMeeting meeting, Instant now) {
        Participant row = event.participant();
        UserId user = row.user();
        boolean left = event.type() == VendorEvent.Type.PARTICIPANT_LEFT
                || event.type() == VendorEvent.Type.PARTICIPANT_REMOVED;
        // who leaves says nothing of whether the meeting goes on
        if (left ? meeting.isOver() : !meeting.ran(event.at())) {
            return;
        }
        meeting.hasMemberEvents();
        if (user == null) {
            return;
        }
        switch (event.type()) {
            case PARTICIPANT_JOINED -> {
                if (meeting.joined(user, row, event.at())) {
                    meeting.forget(user);
                    react(meeting, user, row, now);
                }
            }
            case PARTICIPANT_LEFT, PARTICIPANT_REMOVED -> meeting.left(user, row, event.at());
            default -> meeting.invited(user, row);
        }
    }

    private void react(TrackedMeeting meeting, UserId user, Participant row, Instant now) {
        Reaction reaction = rule.to(row);
        if (reaction == Reaction.READ) {
            meeting.read(now);
        } else if (reaction == Reaction.ACT || meeting.isPending(user)) {
            // a further device of a person who is waited for may show that there is nothing to do
            meeting.act(row, now);
        }
    }

    private TrackedMeeting tracked(MeetingId id, Instant now) {
        TrackedMeeting meeting = meetings.computeIfAbsent(id, any -> new TrackedMeeting(now));
        meeting.touch(now);
        forgetOldest();
        return meeting;
    }

    private void forgetOld(Instant now) {
        if (swept == null || !now.isBefore(swept.plus(BETWEEN_SWEEPS))) {
            swept = now;
            meetings.values().removeIf(meeting -> {
                boolean old = meeting.isOld(now);
                people -= old ? meeting.size() : 0;
                return old;
            });
        }
    }

    /** How many meetings are remembered. */
    int size() {
        return meetings.size();
    }

    private void forgetOldest() {
        Iterator<TrackedMeeting> oldest = meetings.values().iterator();
        while (meetings.size() > MOST_MEETINGS || (people > MOST_PEOPLE && meetings.size() > 1)) {
            people -= oldest.next().size();
            oldest.remove();
        }
    }

    @Override
    public @Nullable Duration untilNext(Instant now) {
        Instant next = null;
        for (TrackedMeeting meeting : meetings.values()) {
            Instant due = meeting.due();
            if (due != null && (next == null || due.isBefore(next))) {
                next = due;
            }
        }
        return next == null ? null : next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }

    /**
     * Takes what is due, for one run; {@link Hints#NONE} if nothing is. Of many joins it takes the meetings whose people fit into
     * {@link JoinRule#mostPeople}, at least one; the others stay due.
     */
    @Override
    public Hints take(Instant now) {
        Map<MeetingId, List<Participant>> rows = new LinkedHashMap<>();
        Set<MeetingId> reads = new LinkedHashSet<>();
        long left = rule.mostPeople();
        for (Map.Entry<MeetingId, TrackedMeeting> one : meetings.entrySet()) {
            TrackedMeeting meeting = one.getValue();
            Instant due = meeting.due();
            if (due == null || due.isAfter(now)) {
                continue;
            }
            meeting.tryAgain(now);
            int pending = meeting.pending();
            if (pending > left && !rows.isEmpty()) {
                continue;
            }
            left -= pending;
            boolean read =
                    meeting.isReadPending() || (meeting.isNextReadDue(now) && allowance.takes(meeting.reads(), now));
            if (read) {
                reads.add(one.getKey());
            }
            rows.put(one.getKey(), meeting.rows(read));
            meeting.taken(now, spacing);
        }
        return new Hints(rows, reads);
    }

    /** The flow was running already: its hints wait again, without what happened since they were taken. */
    @Override
    public void putBack(Hints hints, Instant now) {
        hints.reads().forEach(id -> ifRunning(id, meeting -> meeting.read(now)));
        hints.rows().forEach((id, rows) -> {
            if (!hints.reads().contains(id)) {
                ifRunning(
                        id,
                        meeting -> rows.forEach(row -> {
                            UserId user = row.user();
                            if (user != null && meeting.joined(user, row, null)) {
                                meeting.act(row, now);
                            }
                        }));
            }
        });
    }

    private void ifRunning(MeetingId id, Consumer<TrackedMeeting> action) {
        TrackedMeeting meeting = meetings.get(id);
        if (meeting != null && !meeting.isOver()) {
            action.accept(meeting);
        }
    }

    /** A run acted on hints. What it left undone becomes due again later. Meetings in which it left nothing undone, and no one who may still join, are read less often. */
    @Override
    public void ended(Hints hints, RunResult result, Instant now) {
        Undone undone = new Undone(result);
        hints.reads().forEach(id -> ifRunning(id, meeting -> meeting.readEnded(undone.isRead(id), now)));
        hints.rows().forEach((id, rows) -> {
            if (!hints.reads().contains(id)) {
                ifRunning(
                        id,
                        meeting -> rows.forEach(row -> {
                            UserId user = row.user();
                            if (user != null) {
                                meeting.rowEnded(user, undone.isRow(id, user), now);
                            }
                        }));
            }
        });
        // otherwise a meeting was not read, or someone is not promoted
        boolean complete = result.outcome() == RunOutcome.COMPLETE;
        for (MeetingId id : hints.reads()) {
            TrackedMeeting meeting = meetings.get(id);
            boolean settled = complete && result.unchanged().stream().noneMatch(one -> mayStillJoin(one, id));
            if (meeting != null && (settled || isRefused(id, result))) {
                meeting.settled();
            }
        }
    }

    /** Whether the vendor refuses to tell the members, as of a meeting that has ended: it would refuse again. */
    private static boolean isRefused(MeetingId meeting, RunResult result) {
        return result.problems().stream()
                .filter(problem -> problem.subject().equals(ProblemSubjects.meeting(meeting)))
                .anyMatch(problem ->
                        problem.fault() == Fault.Kind.BAD_REQUEST || problem.fault() == Fault.Kind.NOT_FOUND);
    }

    private static boolean mayStillJoin(Unchanged person, MeetingId meeting) {
        return meeting.equals(person.meeting())
                && (person.reason() == Unchanged.Reason.NOT_ACTIVE
                        || person.reason() == Unchanged.Reason.UNKNOWN_STATUS);
    }
}
