package io.rollcall.meeting;

import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ListLimits;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.SkippedRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list page by page, for as long as each page that promises another one brings something new, and never more than
 * a number of pages. Not thread-safe.
 */
public final class PagedList<Q, T> {
    private static final String REPORT_IT = "If this lasts, report it to the vendor.";

    private final Operation<Q, Page<T>> operation;
    private final Function<Cursor, Q> question;
    private final Purpose purpose;
    private final Consumer<Reading<T>> then;
    private final Function<T, Object> identity;
    private final Set<Cursor> asked = new HashSet<>();
    private final Set<Object> seen = new HashSet<>();
    private final List<T> items = new ArrayList<>();
    private final int mostPages;
    private final String ifLonger;
    private @Nullable Cursor next = Cursor.FIRST;
    private SkippedRows skipped = SkippedRows.NONE;
    private @Nullable String skippedIn;

    private PagedList(
            Operation<Q, Page<T>> operation,
            Function<Cursor, Q> question,
            Function<T, Object> identity,
            Purpose purpose,
            int mostPages,
            String ifLonger,
            Consumer<Reading<T>> then) {
        this.operation = operation;
        this.question = question;
        this.identity = identity;
        this.purpose = purpose;
        this.mostPages = mostPages;
        this.ifLonger = ifLonger;
        this.then = then;
    }

    /**
     * What a list held.
     *
     * @param items everything up to the fault, if there was one
     * @param pages how many pages were asked for
     * @param fault null where no page failed
     * @param skipped the rows that could not be read
     * @param skippedIn the vendor's id of the first request whose answer held such a row; null where there is none
     */
    public record Reading<T>(
            List<T> items, int pages, @Nullable Fault fault, SkippedRows skipped, @Nullable String skippedIn) {
        public Reading {
            items = List.copyOf(items);
        }

        /** The same, with no more items than this. */
        Reading<T> first(long most) {
            return new Reading<>(items.stream().limit(most).toList(), pages, fault, skipped, skippedIn);
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

    /**
     * Reads all running meetings.
     *
     * @param mostPages at least 1; more than {@link ListLimits#MOST_PAGES} are never read
     * @param ifLimited what to do where the list has more pages than {@code mostPages}
     */
    static void meetings(
            Commands commands,
            OngoingMeetings meetings,
            long mostPages,
            String ifLimited,
            Consumer<Reading<Meeting>> then) {
        boolean limited = mostPages < ListLimits.MOST_PAGES;
        new PagedList<>(
                        meetings.organizationMeetings(),
                        (Cursor cursor) -> cursor,
                        Meeting::id,
                        Purpose.POLL,
                        limited ? (int) mostPages : ListLimits.MOST_PAGES,
                        limited ? ifLimited : REPORT_IT,
                        then)
                .readAll(commands);
    }

    /** Reads all running meetings, of which no page is read yet; for callers without a flow. */
    public static void meetings(Commands commands, OngoingMeetings meetings, Consumer<Reading<Meeting>> then) {
        meetings(commands, meetings, ListLimits.MOST_PAGES, REPORT_IT, then);
    }

    /** Reads everyone in a meeting; for callers without a flow. */
    public static void members(
            Commands commands, OngoingMeetings meetings, MeetingId meeting, Consumer<Reading<Participant>> then) {
        members(meetings, meeting, then).readAll(commands);
    }

    /** Reads all people of a meeting once more, to verify a change. */
    static void membersAgain(
            Commands commands, OngoingMeetings meetings, MeetingId meeting, Consumer<Reading<Participant>> then) {
        members(meetings, meeting, Purpose.CHANGE, ListLimits.MOST_PAGES_TO_VERIFY, then)
                .readAll(commands);
    }

    /** The pages of a meeting's people, of which none is read yet. */
    static PagedList<?, Participant> members(
            OngoingMeetings meetings, MeetingId meeting, Consumer<Reading<Participant>> then) {
        return members(meetings, meeting, Purpose.POLL, ListLimits.MOST_PAGES, then);
    }

    private static PagedList<?, Participant> members(
            OngoingMeetings meetings,
            MeetingId meeting,
            Purpose purpose,
            int mostPages,
            Consumer<Reading<Participant>> then) {
        return new PagedList<>(
                meetings.members(),
                (Cursor cursor) -> new MeetingPage(meeting, cursor),
                PagedList::member,
                purpose,
                mostPages,
                REPORT_IT,
                then);
    }

    // a person may have several rows, and how long they stayed grows from page to page; who has no id is told apart by
    // everything else
    private static Object member(Participant row) {
        UserId user = row.user();
        return user != null ? user : row;
    }

    private void readAll(Commands commands) {
        readPage(commands, () -> {
            if (hasMore()) {
                readAll(commands);
            }
        });
    }

    /** Whether another page can be read. */
    boolean hasMore() {
        return next != null;
    }

    /** How many pages were asked for. */
    int pages() {
        return asked.size();
    }

    /**
     * Reads the next page; there must be one.
     *
     * @param answered called once the page is read, or the list has ended because of it
     */
    void readPage(Commands commands, Runnable answered) {
        Cursor cursor = Objects.requireNonNull(next);
        asked.add(cursor);
        commands.call(operation, question.apply(cursor), purpose, outcome -> {
            if (outcome instanceof Outcome.Failed<Page<T>> failed) {
                end(failed.fault());
            } else {
                read((Outcome.Done<Page<T>>) outcome);
            }
            answered.run();
        });
    }

    private void read(Outcome.Done<Page<T>> done) {
        if (skipped.isEmpty()) {
            skippedIn = done.requestId();
        }
        skipped = skipped.plus(done.skipped());
        Page<T> page = done.value();
        boolean anyNew = take(page.items());
        next = page.next();
        if (next == null) {
            end(null);
        } else if (!anyNew) {
            end(unreadable("The vendor's list promises another page, but this one brought nothing new, so the list"
                    + " cannot be read whole. " + REPORT_IT));
        } else if (asked.contains(next)) {
            // the operations refuse a cursor that does not move; a longer circle shows here only
            end(unreadable("The vendor's list leads back to a page that was already read, so it cannot be read whole. "
                    + REPORT_IT));
        } else if (asked.size() >= mostPages) {
            end(unreadable("The vendor's list has more than " + mostPages + " pages, so it cannot be read whole. "
                    + ifLonger));
        }
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

    /** Ends the list before it is read whole; its next page is never read. */
    void giveUp(String why, boolean quota) {
        end(quota ? new Fault.QuotaUsedUp(Fault.Origin.of(operation.name()), why) : unreadable(why));
    }

    private void end(@Nullable Fault fault) {
        next = null;
        then.accept(new Reading<>(items, asked.size(), fault, skipped, skippedIn));
    }
}
