package io.rollcall.flow.internal.meetings;

import io.rollcall.call.Fault;
import io.rollcall.call.Outcome;
import io.rollcall.call.Purpose;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.provider.Accepted;
import io.rollcall.provider.OngoingMeetings;
import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a vendor to make changes in one meeting, all in one call. A batch that the vendor refuses because of somebody in
 * it is asked again one by one; where nobody knows whether the vendor acted, the meeting is looked at once more, and the
 * change is never asked for again in this run. Everything inside one meeting happens one after the other, so that the
 * report does not depend on which answer comes first. Not thread-safe.
 */
public final class MeetingCall<I> {
    private final MeetingId meeting;
    private final ChangeKind<I> kind;
    private final OngoingMeetings meetings;
    private final Ledger ledger;
    private final Set<Change> unsettled = new LinkedHashSet<>();

    public MeetingCall(MeetingId meeting, ChangeKind<I> kind, OngoingMeetings meetings, Ledger ledger) {
        this.meeting = meeting;
        this.kind = kind;
        this.meetings = meetings;
        this.ledger = ledger;
    }

    /** Asks for changes whose intention is written down; {@code then} is called when all of them are settled. */
    public void make(Agenda agenda, List<Change> changes, Runnable then) {
        unsettled.addAll(changes);
        ledger.begun(this);
        ask(agenda, changes, Subjects.meeting(meeting), then);
    }

    private void ask(Agenda agenda, List<Change> changes, String subject, Runnable then) {
        ledger.mark(changes, Change.Status.UNKNOWN);
        agenda.ask(kind.operation(), kind.question(changes), outcome -> {
            if (outcome instanceof Outcome.Failed<Accepted> failed) {
                failed(agenda, changes, subject, failed.fault(), then);
            } else {
                String requestId = ((Outcome.Done<Accepted>) outcome).requestId();
                settle(agenda, changes, Settlement.accepted(requestId), then);
            }
        });
    }

    private void failed(Agenda agenda, List<Change> changes, String subject, Fault fault, Runnable then) {
        if (!fault.certainlyNotDone()) {
            lookAgain(agenda, changes, subject, fault, then);
        } else if (mayBeAboutOne(fault) && changes.size() > 1) {
            ledger.mark(changes, Change.Status.FAILED);
            oneByOne(agenda, changes, then);
        } else {
            String whom = mayBeAboutOne(fault) ? Subjects.of(changes.get(0)) : subject;
            trouble(agenda, Problem.of(whom, fault));
            settle(agenda, changes, Settlement.of(Settlement.End.REFUSED, fault), then);
        }
    }

    // the vendor answers for the batch as a whole and does not say who is at fault (vendors/dingtalk.md §4.3, page 002)
    private static boolean mayBeAboutOne(Fault fault) {
        if (fault instanceof Fault.NotFound missing) {
            return missing.subject() == Fault.NotFound.Subject.USER
                    || missing.subject() == Fault.NotFound.Subject.OTHER;
        }
        return fault.kind() == Fault.Kind.BAD_REQUEST;
    }

    private void oneByOne(Agenda agenda, List<Change> changes, Runnable then) {
        if (changes.isEmpty()) {
            then.run();
            return;
        }
        Change first = changes.get(0);
        List<Change> others = changes.subList(1, changes.size());
        ask(agenda, List.of(first), Subjects.of(first), () -> oneByOne(agenda, others, then));
    }

    private void lookAgain(Agenda agenda, List<Change> changes, String subject, Fault fault, Runnable then) {
        if (changes.stream().noneMatch(kind::canShow)) {
            split(agenda, changes, Map.of(), subject, fault, then);
            return;
        }
        // a second look that fails is no problem of its own: the changes simply stay unknown
        Pages.members(agenda, meetings, meeting, Purpose.CHANGE, reading -> {
            Sightings sightings = new Sightings();
            sightings.addIdentified(meeting, reading.fault() == null ? reading.items() : List.of());
            Map<UserId, Presence> seen = sightings.presences().getOrDefault(meeting, Map.of());
            split(agenda, changes, seen, subject, fault, then);
        });
    }

    private void split(
            Agenda agenda,
            List<Change> changes,
            Map<UserId, Presence> seen,
            String subject,
            Fault fault,
            Runnable then) {
        List<Change> shown =
                changes.stream().filter(change -> shows(change, seen)).toList();
        List<Change> unknown =
                changes.stream().filter(change -> !shown.contains(change)).toList();
        if (!unknown.isEmpty()) {
            trouble(agenda, Problem.of(subject, fault));
        }
        settle(
                agenda,
                shown,
                Settlement.of(Settlement.End.SHOWN, fault),
                () -> settle(agenda, unknown, Settlement.of(Settlement.End.UNKNOWN, fault), then));
    }

    private boolean shows(Change change, Map<UserId, Presence> seen) {
        UserId user = change.user();
        return kind.canShow(change) && kind.shows(change, user == null ? null : seen.get(user));
    }

    private void settle(Agenda agenda, List<Change> changes, Settlement settlement, Runnable then) {
        if (changes.isEmpty()) {
            then.run();
            return;
        }
        ledger.mark(changes, settlement.end().status());
        agenda.consult(
                memory -> {
                    kind.remember(memory, changes, settlement);
                    return changes.size();
                },
                remembered -> {
                    changes.forEach(unsettled::remove);
                    // told only now: whoever hears of a change may look it up in the audit
                    changes.forEach(change -> agenda.announce(new FlowEvent.Changed(
                            change.withStatus(settlement.end().status()))));
                    then.run();
                });
    }

    /** Settles, in the store alone, what was not settled when the run was broken off. */
    void settleRest(Agenda agenda) {
        settleRest(agenda, Settlement.End.UNKNOWN);
        settleRest(agenda, Settlement.End.REFUSED);
        settleRest(agenda, Settlement.End.ACCEPTED);
    }

    private void settleRest(Agenda agenda, Settlement.End end) {
        List<Change> rest = unsettled.stream()
                .filter(change -> ledger.status(change) == end.status())
                .toList();
        if (!rest.isEmpty()) {
            agenda.consult(
                    memory -> {
                        kind.remember(memory, rest, new Settlement(end, null, null));
                        return rest.size();
                    },
                    remembered -> rest.forEach(unsettled::remove));
        }
    }

    private void trouble(Agenda agenda, Problem problem) {
        ledger.problem(meeting, problem);
        agenda.announce(new FlowEvent.Troubled(problem));
    }
}
