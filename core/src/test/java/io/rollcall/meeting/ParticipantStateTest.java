package io.rollcall.meeting;

import static io.rollcall.meeting.World.row;
import static io.rollcall.model.Attendance.State.ACTIVE;
import static io.rollcall.model.Attendance.State.CALLING;
import static io.rollcall.model.Attendance.State.LEFT;
import static io.rollcall.model.Attendance.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParticipantStateTest {

    @Test
    void of_whenOneDeviceIsActive_personIsActiveWithItsFlagsOnly() {
        ParticipantState presence =
                ParticipantState.of(List.of(row("c1", "U", LEFT, "coHost", "phone"), row("c1", "U", ACTIVE)));

        assertThat(presence).isEqualTo(new ParticipantState(ACTIVE, false, false, false, false));
    }

    @Test
    void of_whenSeveralDevicesAreActive_flagsOfAnyCount() {
        ParticipantState presence =
                ParticipantState.of(List.of(row("c1", "U", ACTIVE, "phone"), row("c1", "U", ACTIVE, "host")));

        assertThat(presence).isEqualTo(new ParticipantState(ACTIVE, true, false, false, true));
    }

    @Test
    void of_whenNoDeviceIsActive_flagsOfAllCountAndUnknownWins() {
        ParticipantState presence = ParticipantState.of(
                List.of(row("c1", "U", LEFT, "external"), row("c1", "U", UNKNOWN), row("c1", "U", CALLING)));

        assertThat(presence).isEqualTo(new ParticipantState(UNKNOWN, false, false, true, false));
    }

    @Test
    void mayBeComing_whenLeft_no() {
        assertThat(ParticipantState.of(List.of(row("c1", "U", LEFT))).mayBeComing())
                .isFalse();
        assertThat(ParticipantState.of(List.of(row("c1", "U", LEFT), row("c1", "U", CALLING)))
                        .mayBeComing())
                .isTrue();
    }
}
