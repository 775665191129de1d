package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeenMeetingsTest {
    private static final int MONDAY_9 = 9;
    private static final int TUESDAY_9 = 24 + 9;
    private static final int FRIDAY_9 = 4 * 24 + 9;

    @Test
    void hourThatWasSeen_isAsSeen_alsoWithoutMeetings() {
        SeenMeetings seen = new SeenMeetings(Map.of(MONDAY_9, 0L, TUESDAY_9, 8L), OptionalLong.of(5));

        assertThat(seen.at(MONDAY_9)).hasValue(0);
        assertThat(seen.at(TUESDAY_9)).hasValue(8);
    }

    @Test
    void hourThatWasNotSeen_isTheMeanOfOtherDays_elseTheLast_elseUnknown() {
        SeenMeetings seen = new SeenMeetings(Map.of(MONDAY_9, 3L, TUESDAY_9, 8L), OptionalLong.of(5));

        assertThat(seen.at(FRIDAY_9)).hasValue(6);
        assertThat(seen.at(FRIDAY_9 + 1)).hasValue(5);
        assertThat(SeenMeetings.NONE.at(MONDAY_9)).isEmpty();
    }
}
