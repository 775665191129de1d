package io.rollcall.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.MeetingId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberReadsTest {
    private static final MeetingId OLD = new MeetingId("old");
    private static final MeetingId NEW = new MeetingId("new");
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private final MemberReads reads = new MemberReads();

    private boolean poll(Instant now, MeetingId... running) {
        var due = reads.due(List.of(running), now);
        due.forEach(meeting -> reads.read(meeting, now));
        return due.contains(OLD);
    }

    private List<Long> readAt(Duration length, Duration period) {
        List<Long> minutes = new ArrayList<>();
        for (Duration age = Duration.ZERO; age.compareTo(length) <= 0; age = age.plus(period)) {
            if (poll(START.plus(age), OLD)) {
                minutes.add(age.toMinutes());
            }
        }
        return minutes;
    }

    @Test
    void meeting_isReadInItsFirstPolls_thenAtGrowingDistances_atMostHalfAnHour() {
        assertThat(readAt(Duration.ofHours(4), Duration.ofMinutes(5)))
                .containsExactly(0L, 5L, 10L, 15L, 25L, 40L, 60L, 90L, 120L, 150L, 180L, 210L, 240L);
    }

    @Test
    void meeting_whenPollsAreRare_isReadInEachOfThem() {
        assertThat(readAt(Duration.ofHours(5), Duration.ofHours(1))).containsExactly(0L, 60L, 120L, 180L, 240L, 300L);
    }

    @Test
    void meetingThatAppears_isReadAtOnce_andOneThatEndedIsForgotten() {
        readAt(Duration.ofHours(1), Duration.ofMinutes(5));
        Instant later = START.plus(Duration.ofMinutes(65));
        assertThat(reads.due(List.of(OLD, NEW), later)).containsExactly(NEW);

        reads.due(List.of(NEW), later);

        assertThat(reads.due(List.of(OLD), later)).as("as if it were new").containsExactly(OLD);
    }

    @Test
    void meetingWhoseReadFailed_isReadInTheNextPoll() {
        readAt(Duration.ofHours(1), Duration.ofMinutes(5));
        Instant due = START.plus(Duration.ofMinutes(90));

        assertThat(reads.due(List.of(OLD), due)).containsExactly(OLD);
        assertThat(reads.due(List.of(OLD), due.plusSeconds(60))).containsExactly(OLD);
    }

    @Test
    void clockThatIsSetBack_doesNotPostponeAread() {
        readAt(Duration.ofHours(2), Duration.ofMinutes(5));

        assertThat(poll(START.minus(Duration.ofDays(1)), OLD)).isTrue();
    }

    @Test
    void longestDistance_isThatOfTheOldestMeeting() {
        readAt(Duration.ofMinutes(40), Duration.ofMinutes(5));

        assertThat(reads.longestDistance(List.of(OLD))).isEqualTo(Duration.ofMinutes(20));
        assertThat(reads.longestDistance(List.of(NEW))).isZero();
    }
}
