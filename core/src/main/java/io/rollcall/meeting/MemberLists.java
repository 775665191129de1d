package io.rollcall.meeting;

import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.task.Commands;
import io.rollcall.vendor.ListLimits;
import io.rollcall.vendor.OngoingMeetings;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads the running meetings and their participants within a run's {@code max-calls}, so that a long list does not use the
 * calls that other meetings and the changes need. Participants are read in rounds: the first page of each meeting,
 * then the second page of each meeting that has one, and so on. The pages after the first are limited: each meeting gets an
 * equal share of them, and what a short list leaves goes to the longer ones. Two calls for each meeting, but at most half of
 * what is left after the first pages, stay for changes. Not thread-safe.
 */
public final class MemberLists {
    /** A promotion and a removal, or one change and a repeat. */
    private static final long CALLS_FOR_CHANGES = 2;

    private final OngoingMeetings meetings;
    private final long maxCalls;
    private final String maxCallsKey;
    private final boolean metered;
    private long allowed;
    private long left;

    /**
     * Prepares the reading of one run.
     *
     * @param maxCalls the most metered calls of the run
     * @param maxCallsKey the key that says so, for messages
     * @param metered whether {@code maxCalls} counts
     */
    public MemberLists(OngoingMeetings meetings, long maxCalls, String maxCallsKey, boolean metered) {
        this.meetings = meetings;
        this.maxCalls = maxCalls;
        this.maxCallsKey = maxCallsKey;
        this.metered = metered;
    }

    /**
     * Reads the list of all running meetings, which may use half of a run's calls.
     *
     * @param then receives the list; if it is incomplete, only as many meetings as the remaining calls allow
     */
    public void meetings(Commands commands, Consumer<PagedList.Reading<Meeting>> then) {
        long maxPages = metered ? Math.max(1, maxCalls / 2) : ListLimits.MOST_PAGES;
        String raise = "If so many meetings are running, raise " + maxCallsKey + ".";
        PagedList.meetings(commands, meetings, maxPages, raise, list -> {
            long most = metered ? (maxCalls - list.pages()) / 2 : ListLimits.MOST_FURTHER_PAGES;
            then.accept(list.fault() == null ? list : list.first(most));
        });
    }

    /**
     * Reads the participants of meetings. Called once.
     *
     * @param running the meetings, in the order of a round
     * @param made the metered calls that the run has made
     * @param seen receives the list of each meeting, in any order
     * @param then called once all meetings are read
     */
    public void read(
            Commands commands,
            Collection<MeetingId> running,
            long made,
            BiConsumer<MeetingId, PagedList.Reading<Participant>> seen,
            Runnable then) {
        allowed = furtherPages(running.size(), made);
        left = allowed;
        List<PagedList<?, Participant>> lists = List.copyOf(running.stream()
                .<PagedList<?, Participant>>map(
                        meeting -> PagedList.members(meetings, meeting, members -> seen.accept(meeting, members)))
                .toList());
        readRound(commands, lists, then);
    }

    private long furtherPages(int running, long made) {
        if (!metered) {
            return Math.max(ListLimits.MOST_FURTHER_PAGES, (long) ListLimits.LEAST_FURTHER_PAGES * running);
        }
        long afterFirstPages = Math.max(0, maxCalls - made - running);
        return afterFirstPages - Math.min(afterFirstPages / 2, CALLS_FOR_CHANGES * running);
    }

    /** Reads one page of each list. */
    private void readRound(Commands commands, List<PagedList<?, Participant>> lists, Runnable then) {
        CountDown round = new CountDown(() -> nextRound(commands, lists, then));
        for (PagedList<?, Participant> list : lists) {
            round.add();
            list.readPage(commands, round::complete);
        }
        round.complete();
    }

    private void nextRound(Commands commands, List<PagedList<?, Participant>> lists, Runnable then) {
        List<PagedList<?, Participant>> longer =
                lists.stream().filter(PagedList::hasMore).toList();
        int served = (int) Math.min(left, longer.size());
        left -= served;
        longer.subList(served, longer.size()).forEach(list -> list.stop(commands, shareUsedUp(list.pages()), metered));
        if (served == 0) {
            then.run();
        } else {
            readRound(commands, longer.subList(0, served), then);
        }
    }

    private String shareUsedUp(int pages) {
        String read = String.format(
                Locale.ROOT,
                "The list of the people in this meeting goes on after %,d page%s. No more pages were read, and nothing was"
                        + " changed in this meeting: ",
                pages,
                pages == 1 ? "" : "s");
        return metered
                ? read
                        + String.format(
                                Locale.ROOT,
                                "of the %,d calls of a run (max-calls), %,d were for further pages, shared by all"
                                        + " meetings. If the meeting is really so large, raise %s.",
                                maxCalls,
                                allowed,
                                maxCallsKey)
                : read
                        + String.format(
                                Locale.ROOT,
                                "a run reads at most %,d further pages, shared by all meetings. If this lasts, report it to"
                                        + " the vendor.",
                                allowed);
    }
}
