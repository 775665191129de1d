package io.rollcall.hint;

import static io.rollcall.hint.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.Attendance.State;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HintsUnderWayTest {
    private static final MeetingId MEETING = new MeetingId("c1");
    private final HintsUnderWay underWay = new HintsUnderWay();

    private static Hints row(String meeting, String user) {
        Participant row = Events.row(meeting, user, State.ACTIVE, at(0), null);
        return new Hints(Map.of(row.meeting(), List.of(row)), Set.of());
    }

    @Test
    void begin_refusesTheSamePersonInTheSameMeeting_untilTheEnd() {
        assertThat(underWay.begin(row("c1", "U"))).isTrue();
        assertThat(underWay.begin(row("c1", "U"))).isFalse();
        assertThat(underWay.begin(row("c1", "V"))).isTrue();
        assertThat(underWay.begin(row("c2", "U"))).isTrue();

        underWay.end(row("c1", "U"));

        assertThat(underWay.begin(row("c1", "U"))).isTrue();
    }

    @Test
    void begin_whenAMeetingIsRead_refusesAllOfIt() {
        Hints read = new Hints(Map.of(), Set.of(MEETING));
        assertThat(underWay.begin(read)).isTrue();
        assertThat(underWay.begin(row("c1", "U"))).isFalse();
        assertThat(underWay.begin(row("c2", "U"))).isTrue();
        underWay.end(read);
        assertThat(underWay.begin(row("c1", "U"))).isTrue();
        assertThat(underWay.begin(read)).isFalse();
    }

    @Test
    void begin_ofNoHints_isAlwaysAllowed() {
        assertThat(underWay.begin(Hints.NONE)).isTrue();
        assertThat(underWay.begin(Hints.NONE)).isTrue();
    }
}
