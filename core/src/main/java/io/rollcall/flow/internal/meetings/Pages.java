package io.rollcall.flow.internal.meetings;

import io.rollcall.call.Fault;
import io.rollcall.call.ListLimits;
import io.rollcall.call.Operation;
import io.rollcall.call.Outcome;
import io.rollcall.call.Purpose;
import io.rollcall.call.SkippedRows;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.provider.OngoingMeetings;
import io.rollcall.provider.OngoingMeetings.Cursor;
import io.rollcall.provider.OngoingMeetings.MeetingPage;
import io.rollcall.provider.OngoingMeetings.Page;
import io.rollcall.report.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list page by page, for as long as each page that promises another one brings something new, and never more than
 * {@link ListLimits#MOST_PAGES} pages. Not thread-safe.
 */
public final class Pages<Q, T> {
    private final Operation<Q, Page<T>> operation;
    private final Function<Cursor, Q> question;
    private final Purpose purpose;
    private final Consumer<Reading<T>> then;
    private final Function<T, Object> identity;
    private final Set<Cursor> asked = new HashSet<>();
    private final Set<Object> seen = new HashSet<>();
    private final List<T> items = new ArrayList<>();
    private SkippedRows skipped = SkippedRows.NONE;
    private @Nullable String skippedIn;

    private Pages(
            Operation<Q, Page<T>> operation,
            Function<Cursor, Q> question,
            Function<T, Object> identity,
            Purpose purpose,
            Consumer<Reading<T>> then) {
        this.operation = operation;
        this.question = question;
        this.identity = identity;
        this.purpose = purpose;
        this.then = then;
    }

    /**
     * What a list held.
     *
     * @param items everything up to the fault, if there was one
     * @param fault null where no page failed
     * @param skipped the rows that could not be read
     * @param skippedIn the vendor's id of the first request whose answer held such a row; null where there is none
     */
    public record Reading<T>(List<T> items, @Nullable Fault fault, SkippedRows skipped, @Nullable String skippedIn) {
        public Reading {
            items = List.copyOf(items);
        }

        /** What is missing, for a subject; empty where the list was read whole. */
        public List<Problem> problems(String subject) {
            List<Problem> problems = new ArrayList<>(Problem.ofSkipped(subject, skipped, skippedIn));
            if (fault != null) {
                problems.add(Problem.of(subject, fault));
            }
            return problems;
        }
    }

    /** Reads all running meetings. */
    public static void meetings(Agenda agenda, OngoingMeetings meetings, Consumer<Reading<Meeting>> then) {
        new Pages<>(meetings.organizationMeetings(), (Cursor cursor) -> cursor, Meeting::id, Purpose.POLL, then)
                .ask(agenda, Cursor.FIRST);
    }

    /** Reads all people of a meeting. */
    public static void members(
            Agenda agenda, OngoingMeetings meetings, MeetingId meeting, Consumer<Reading<Participant>> then) {
        members(agenda, meetings, meeting, Purpose.POLL, then);
    }

    /** Reads all people of a meeting for a purpose. */
    public static void members(
            Agenda agenda,
            OngoingMeetings meetings,
            MeetingId meeting,
            Purpose purpose,
            Consumer<Reading<Participant>> then) {
        new Pages<>(
                        meetings.members(),
                        (Cursor cursor) -> new MeetingPage(meeting, cursor),
                        Pages::member,
                        purpose,
                        then)
                .ask(agenda, Cursor.FIRST);
    }

    // a person may have several rows, and how long they stayed grows from page to page; who has no id is told apart by
    // everything else
    private static Object member(Participant row) {
        UserId user = row.user();
        return user != null ? user : row;
    }

    private void ask(Agenda agenda, Cursor cursor) {
        // the operations refuse a cursor that does not move; a longer circle shows here only
        if (!asked.add(cursor)) {
            end(unreadable("The vendor's list leads back to a page that was already read, so it cannot be read whole."
                    + " If this lasts, report it to the vendor."));
            return;
        }
        agenda.ask(operation, question.apply(cursor), purpose, outcome -> {
            if (outcome instanceof Outcome.Failed<Page<T>> failed) {
                end(failed.fault());
                return;
            }
            Outcome.Done<Page<T>> done = (Outcome.Done<Page<T>>) outcome;
            if (skipped.isEmpty()) {
                skippedIn = done.requestId();
            }
            skipped = skipped.plus(done.skipped());
            Page<T> page = done.value();
            boolean anyNew = take(page.items());
            Cursor next = page.next();
            if (next == null) {
                end(null);
            } else if (!anyNew) {
                end(unreadable("The vendor's list promises another page, but this one brought nothing new, so the list"
                        + " cannot be read whole. If this lasts, report it to the vendor."));
            } else if (asked.size() >= ListLimits.MOST_PAGES) {
                end(unreadable("The vendor's list has more than " + ListLimits.MOST_PAGES
                        + " pages, so it cannot be read whole. If this lasts, report it to the vendor."));
            } else {
                ask(agenda, next);
            }
        });
    }

    /** Takes a page's items in; whether any of them was in no page before. */
    private boolean take(List<T> page) {
        items.addAll(page);
        boolean anyNew = false;
        for (T item : page) {
            anyNew |= seen.add(identity.apply(item));
        }
        return anyNew;
    }

    private Fault unreadable(String remedy) {
        return new Fault.Unreadable(Fault.Origin.of(operation.name()), remedy);
    }

    private void end(@Nullable Fault fault) {
        then.accept(new Reading<>(items, fault, skipped, skippedIn));
    }
}
