package io.rollcall.hint;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.VendorEvent;
import io.rollcall.hint.JoinRule.Reaction;
import io.rollcall.meeting.board.MeetingBoard;
import io.rollcall.meeting.board.SeenMeeting;
import io.rollcall.meeting.update.MeetingUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A day of a company with a meeting every minute, and what is remembered of it. The end of every tenth meeting is lost, and
 * so is every tenth leave.
 */
class OrdinaryDayTest {
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int PEOPLE = 5;

    private final MeetingEvents events =
            new MeetingEvents(row -> Reaction.ACT, ReadSpacing.USUAL, ReadAllowance.UNLIMITED);
    private final MeetingBoard board = new MeetingBoard();
    private final Random random = new Random(1);
    private final PriorityQueue<Coming> coming = new PriorityQueue<>();
    private final Instant start = Events.at(0);

    /** An event of the future. */
    private record Coming(Instant at, VendorEvent event) implements Comparable<Coming> {
        @Override
        public int compareTo(Coming other) {
            return at.compareTo(other.at);
        }
    }

    private void hold(int number, Instant begin) {
        String meeting = "m" + number;
        Instant end = begin.plusSeconds(600 + random.nextInt(3_000));
        coming.add(new Coming(begin, Events.started(meeting, begin)));
        for (int person = 0; person < PEOPLE; person++) {
            String user = "U" + random.nextInt(500);
            Instant joined = begin.plusSeconds(1 + random.nextInt(300));
            coming.add(new Coming(joined, Events.joined(meeting, user, joined)));
            if (random.nextInt(10) > 0) {
                coming.add(new Coming(end.minusSeconds(1), Events.left(meeting, user, end.minusSeconds(1))));
            }
        }
        if (random.nextInt(10) > 0) {
            coming.add(new Coming(end, Events.ended(meeting, end)));
        }
    }

    private void passUntil(Instant end) {
        for (Coming next = coming.peek(); next != null && !next.at().isAfter(end); next = coming.peek()) {
            coming.remove();
            events.received(next.event(), next.at());
            board.updated("app", new MeetingUpdate.EventReceived(next.event(), next.at()));
            @Nullable Duration due = events.untilNext(next.at());
            if (due != null && due.isZero()) {
                events.take(next.at());
            }
        }
    }

    @Test
    void memory_afterTwoHours_isThatAfterTwentyFour() {
        Duration day = Duration.ofHours(24);
        for (int number = 0; BETWEEN.multipliedBy(number).compareTo(day) < 0; number++) {
            hold(number, start.plus(BETWEEN.multipliedBy(number)));
        }

        passUntil(start.plus(Duration.ofHours(2)));
        int ofTwoHours = events.size();
        List<SeenMeeting> shown = board.meetings(start.plus(Duration.ofHours(2)));
        for (int hour = 3; hour <= 24; hour++) {
            passUntil(start.plus(Duration.ofHours(hour)));
        }

        // those whose end was lost are remembered for a day
        int endless = (int) (day.dividedBy(BETWEEN) / 10);
        assertThat(ofTwoHours).isGreaterThan(50);
        assertThat(events.size()).isLessThan(ofTwoHours + endless * 3 / 2);
        assertThat(board.meetings(start.plus(day)).size()).isBetween(20, shown.size() + endless * 3 / 2);
        passUntil(start.plus(day.multipliedBy(2)));
        Instant later = start.plus(day.multipliedBy(4));
        while (!events.take(later).isEmpty()) {
            // what is still due
        }
        events.received(Events.started("later", later), later);
        assertThat(events.size()).as("nothing of yesterday").isEqualTo(1);
    }
}
