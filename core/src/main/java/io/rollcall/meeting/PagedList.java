package io.rollcall.meeting;

import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list page by page. It stops at the last page, at the limit of pages, and at a page that announces another one
 * although it contains nothing new. Not thread-safe.
 */
public final class PagedList<Q, T> {
    private static final String REPORT_IT = "If this lasts, report it to the vendor.";

    private final Operation<Q, Page<T>> operation;
    private final Function<Cursor, Q> input;
    private final Purpose purpose;
    private final Consumer<Reading<T>> then;
    private final Function<T, Object> identity;
    private final BiFunction<Reading<T>, ReadTime, MeetingUpdate> update;
    private final Set<Cursor> requested = new HashSet<>();
    private final Set<Object> seen = new HashSet<>();
    private final List<T> items = new ArrayList<>();
    private final int maxPages;
    private final String ifLonger;
    private @Nullable Cursor next = Cursor.FIRST;
    private SkippedRows skipped = SkippedRows.NONE;
    private @Nullable String skippedIn;
    private @Nullable Instant asked;

    private PagedList(
            Operation<Q, Page<T>> operation,
            Function<Cursor, Q> input,
            Function<T, Object> identity,
            BiFunction<Reading<T>, ReadTime, MeetingUpdate> update,
            Purpose purpose,
            int maxPages,
            String ifLonger,
            Consumer<Reading<T>> then) {
        this.operation = operation;
        this.input = input;
        this.identity = identity;
        this.update = update;
        this.purpose = purpose;
        this.maxPages = maxPages;
        this.ifLonger = ifLonger;
        this.then = then;
    }

    /**
     * The content of a list. Immutable and thread-safe.
     *
     * @param items all items, or those before the fault
     * @param pages how many pages were requested
     * @param fault null if no page failed
     * @param skipped the rows that could not be read
     * @param skippedIn the vendor's id of the first request with such a row; null if there is none
     */
    public record Reading<T>(
            List<T> items, int pages, @Nullable Fault fault, SkippedRows skipped, @Nullable String skippedIn) {
        public Reading {
            items = List.copyOf(items);
        }

        /** The same reading with at most this many items. */
        Reading<T> first(long most) {
            return new Reading<>(items.stream().limit(most).toList(), pages, fault, skipped, skippedIn);
        }

        /** Whether every page and every row was read. */
        boolean isComplete() {
            return fault == null && skipped.isEmpty();
        }

        /** The problems for a subject; empty if the list was read completely. */
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
     * @param maxPages at least 1; more than {@link ListLimits#MOST_PAGES} are never read
     * @param ifLimited the remedy if the list has more pages than {@code maxPages}
     */
    static void meetings(
            Commands commands,
            OngoingMeetings meetings,
            long maxPages,
            String ifLimited,
            Consumer<Reading<Meeting>> then) {
        boolean limited = maxPages < ListLimits.MOST_PAGES;
        new PagedList<>(
                        meetings.organizationMeetings(),
                        (Cursor cursor) -> cursor,
                        Meeting::id,
                        (list, time) -> new MeetingUpdate.MeetingsRead(list.items(), list.isComplete(), time),
                        Purpose.POLL,
                        limited ? (int) maxPages : ListLimits.MOST_PAGES,
                        limited ? ifLimited : REPORT_IT,
                        then)
                .readAll(commands);
    }

    /** Reads all running meetings; for callers without a flow. */
    public static void meetings(Commands commands, OngoingMeetings meetings, Consumer<Reading<Meeting>> then) {
        meetings(commands, meetings, ListLimits.MOST_PAGES, REPORT_IT, then);
    }

    /** Reads everyone in a meeting; for callers without a flow. */
    public static void members(
            Commands commands, OngoingMeetings meetings, MeetingId meeting, Consumer<Reading<Participant>> then) {
        members(meetings, meeting, then).readAll(commands);
    }

    /** Reads all participants of a meeting again, to verify a change. */
    static void membersToVerify(
            Commands commands, OngoingMeetings meetings, MeetingId meeting, Consumer<Reading<Participant>> then) {
        members(meetings, meeting, Purpose.CHANGE, ListLimits.MOST_PAGES_TO_VERIFY, then)
                .readAll(commands);
    }

    /** The list of a meeting's participants; no page is read yet. */
    static PagedList<?, Participant> members(
            OngoingMeetings meetings, MeetingId meeting, Consumer<Reading<Participant>> then) {
        return members(meetings, meeting, Purpose.POLL, ListLimits.MOST_PAGES, then);
    }

    private static PagedList<?, Participant> members(
            OngoingMeetings meetings,
            MeetingId meeting,
            Purpose purpose,
            int maxPages,
            Consumer<Reading<Participant>> then) {
        return new PagedList<>(
                meetings.members(),
                (Cursor cursor) -> new MeetingPage(meeting, cursor),
                PagedList::member,
                (list, time) -> membersUpdate(meeting, list, time),
                purpose,
                maxPages,
                REPORT_IT,
                then);
    }

    private static MeetingUpdate membersUpdate(MeetingId meeting, Reading<Participant> list, ReadTime time) {
        return list.fault() instanceof Fault.NotFound missing && missing.subject() == Fault.NotFound.Subject.MEETING
                ? new MeetingUpdate.MeetingNotFound(meeting, time)
                : new MeetingUpdate.MembersRead(meeting, list.items(), list.isComplete(), time);
    }

    // a person can have several rows, whose durations change between two pages; rows without an id are identified by
    // all
    // their fields
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

    /** How many pages were requested. */
    int pages() {
        return requested.size();
    }

    /**
     * Reads the next page; there must be one.
     *
     * @param then runs after the response
     */
    void readPage(Commands commands, Runnable then) {
        Cursor cursor = Objects.requireNonNull(next);
        requested.add(cursor);
        if (asked == null) {
            asked = commands.now();
        }
        commands.call(operation, input.apply(cursor), purpose, outcome -> {
            if (outcome instanceof Outcome.Failed<Page<T>> failed) {
                end(commands, failed.fault());
            } else {
                read(commands, (Outcome.Done<Page<T>>) outcome);
            }
            then.run();
        });
    }

    private void read(Commands commands, Outcome.Done<Page<T>> done) {
        if (skipped.isEmpty()) {
            skippedIn = done.requestId();
        }
        skipped = skipped.plus(done.skipped());
        Page<T> page = done.value();
        boolean anyNew = add(page.items());
        next = page.next();
        if (next == null) {
            end(commands, null);
        } else if (!anyNew) {
            end(
                    commands,
                    unreadable("The vendor's list announces another page, but this one contains nothing new, so the"
                            + " list cannot be read completely. " + REPORT_IT));
        } else if (requested.contains(next)) {
            // the operations reject a cursor that does not change; a longer circle shows only here
            end(
                    commands,
                    unreadable(
                            "The vendor's list leads back to a page that was already read, so it cannot be read completely. "
                                    + REPORT_IT));
        } else if (requested.size() >= maxPages) {
            end(
                    commands,
                    unreadable("The vendor's list has more than " + maxPages
                            + " pages, so it cannot be read completely. " + ifLonger));
        }
    }

    /** Adds the items of a page; returns whether any of them is new. */
    private boolean add(List<T> page) {
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

    /** Stops reading: no further page is requested. */
    void stop(Commands commands, String why, boolean quota) {
        end(commands, quota ? new Fault.QuotaUsedUp(Fault.Origin.of(operation.name()), why) : unreadable(why));
    }

    private void end(Commands commands, @Nullable Fault fault) {
        next = null;
        Reading<T> reading = new Reading<>(items, requested.size(), fault, skipped, skippedIn);
        // a first page that failed shows nothing, except that a meeting is not there
        if (asked != null && (fault == null || !items.isEmpty() || fault instanceof Fault.NotFound)) {
            commands.publish(operation, update.apply(reading, new ReadTime(asked, commands.now())));
        }
        then.accept(reading);
    }
}
