package io.rollcall.roster.tracking;

import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.DirectoryProofs.LeavePage;
import io.rollcall.vendor.DirectoryProofs.LeaveRecord;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the vendor whether people who are absent have left: the leave records since they were last seen, then a limited number of
 * people one by one. What fails proves nothing. Not thread-safe.
 */
final class LeaveProofs {
    /** The most people that a run reads one by one. */
    static final int MOST_SINGLE_READS = 200;

    private static final int AT_ONCE = 4;
    /** A list of leave records that never ends is not read for ever. */
    private static final int MOST_PAGES = 10_000;

    private final DirectoryProofs proofs;
    private final String language;
    private final RunEffects effects;
    private final Map<PersonId, List<KnownPerson>> candidates = new HashMap<>();
    private final Deque<KnownPerson> toRead = new ArrayDeque<>();
    private final Set<Long> left = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private int underWay;
    private int pages;
    private boolean ended;
    private boolean anyRead;
    private @Nullable Fault refusal;
    private @Nullable Fault failure;

    LeaveProofs(DirectoryProofs proofs, String language, RunEffects effects) {
        this.proofs = proofs;
        this.language = language;
        this.effects = effects;
    }

    /**
     * Asks about people.
     *
     * @param people in the order in which they are read one by one
     */
    void ask(List<KnownPerson> people, Instant now, Runnable then) {
        Instant earliest = now;
        for (KnownPerson person : people) {
            candidates.computeIfAbsent(person.id(), any -> new ArrayList<>(1)).add(person);
            earliest = person.lastSeen().isBefore(earliest) ? person.lastSeen() : earliest;
        }
        if (candidates.isEmpty()) {
            then.run();
            return;
        }
        // the records count in seconds
        Instant from = earliest.truncatedTo(ChronoUnit.SECONDS);
        records(from, now.plusSeconds(1), () -> {
            people.stream()
                    .filter(person -> !left.contains(person.number()))
                    .limit(MOST_SINGLE_READS)
                    .forEach(toRead::add);
            read(then);
        });
    }

    private void records(Instant from, Instant end, Runnable then) {
        Instant longest = from.plus(proofs.longestLeaveSpan());
        Instant until = longest.isBefore(end) ? longest : end;
        page(
                new LeavePage(from, until, Cursor.FIRST),
                () -> {
                    if (until.isBefore(end)) {
                        records(until, end, then);
                    } else {
                        then.run();
                    }
                },
                then);
    }

    private void page(LeavePage page, Runnable then, Runnable failed) {
        effects.call(proofs.leaveRecords(), page, outcome -> {
            if (outcome instanceof Outcome.Done<Page<LeaveRecord>> done) {
                done.value().items().forEach(this::take);
                Cursor next = done.value().next();
                if (next == null || ++pages == MOST_PAGES) {
                    then.run();
                } else {
                    page(page.at(next), then, failed);
                }
            } else if (outcome instanceof Outcome.Failed<Page<LeaveRecord>> failure) {
                note(
                        "The leave records could not be read, so people who are absent may stay unseen although they left.",
                        failure.fault());
                failed.run();
            }
        });
    }

    private void take(LeaveRecord leave) {
        for (KnownPerson person : candidates.getOrDefault(leave.person(), List.of())) {
            // an older record is of a time before the person returned
            if (!leave.leftAt().isBefore(person.lastSeen().truncatedTo(ChronoUnit.SECONDS))) {
                left.add(person.number());
            }
        }
    }

    private void read(Runnable then) {
        while (underWay < AT_ONCE) {
            KnownPerson next = toRead.poll();
            if (next == null) {
                break;
            }
            underWay++;
            effects.call(proofs.person(), new PersonQuestion(next.id(), language), outcome -> {
                underWay--;
                if (outcome instanceof Outcome.Done<Optional<PersonDetails>> done) {
                    anyRead = true;
                    if (done.value().isEmpty()) {
                        left.add(next.number());
                    }
                } else if (outcome instanceof Outcome.Failed<Optional<PersonDetails>> failure) {
                    readFailed(failure.fault());
                }
                read(then);
            });
        }
        if (underWay == 0 && toRead.isEmpty()) {
            ended(then);
        }
    }

    private void ended(Runnable then) {
        if (!ended) {
            ended = true;
            if (refusal != null && !anyRead) {
                note(
                        "People who are absent could not be read one by one, so they may stay unseen although they left.",
                        refusal);
            } else if (failure != null) {
                note(
                        "Some people who are absent could not be read one by one, so they may stay unseen although they"
                                + " left.",
                        failure);
            }
            then.run();
        }
    }

    // a person whom the application may not see is refused alone, so the others are read all the same
    private void readFailed(Fault fault) {
        if (fault instanceof Fault.PermissionMissing) {
            refusal = fault;
        } else {
            failure = fault;
        }
    }

    private void note(String what, Fault fault) {
        String note = what + " " + fault.remedy();
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    /** Whether it is proved that a person left. */
    boolean hasLeft(KnownPerson person) {
        return left.contains(person.number());
    }

    /** Which proofs are missing, and what to do. */
    List<String> notes() {
        return notes;
    }
}
