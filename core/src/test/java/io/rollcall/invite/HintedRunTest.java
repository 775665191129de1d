package io.rollcall.invite;

import static io.rollcall.hint.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.Events;
import io.rollcall.hint.Hints;
import io.rollcall.hint.JoinRule.Reaction;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.World;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs that read the meetings which events named. */
class HintedRunTest {
    private final World world = new World().in("c1", "CEO").in("c2", "CEO");
    private final InviteFlow flow = new InviteFlow(world, "U", "V", "+8613800138000");

    private List<String> said(Participant... rows) {
        flow.hints = new Hints(Map.of(new MeetingId("c1"), List.of(rows)), Set.of(new MeetingId("c1")));
        return flow.said();
    }

    private List<String> calls() {
        return world.calls.stream().map(call -> call.replaceAll(":.*", "")).toList();
    }

    @Test
    void interest_whenAWatchedUserIsActive_readsTheMeeting() {
        InviteInterest interest = new InviteInterest(new InviteConfig(
                new FlowConfig.Common("duty", null, true, null),
                "test",
                List.of(new UserId("CEO")),
                List.of(),
                null,
                null,
                20,
                false));

        assertThat(interest.to(Events.row("c1", "CEO", State.ACTIVE, at(1), null)))
                .isEqualTo(Reaction.READ);
        assertThat(interest.to(Events.row("c1", "CEO", State.CALLING, null, null)))
                .isEqualTo(Reaction.NONE);
        assertThat(interest.to(Events.row("c1", "U", State.ACTIVE, at(1), null)))
                .isEqualTo(Reaction.NONE);
        assertThat(interest.to(Events.row("c1", null, State.ACTIVE, at(1), null)))
                .isEqualTo(Reaction.NONE);
    }

    @Test
    void run_whenAWatchedUserJoined_readsThatMeetingOnlyAndInvites() {
        world.in("c1", "V");

        assertThat(said())
                .containsExactly("complete", "invite c1 U done", "invite c1 +8613800138000 done", "c1 V in-meeting");
        assertThat(calls()).containsExactly("members", "invite");
        assertThat(said())
                .containsExactly("complete", "c1 U in-meeting", "c1 V in-meeting", "c1 +8613800138000 already-invited");
        assertThat(world.invited).hasSize(2);
    }

    @Test
    void run_whenEventsToldThatAPersonLeft_doesNotCallAlthoughTheListLacksThem() {
        assertThat(said(
                        Events.row("c1", "U", State.LEFT, at(1), at(2)),
                        Events.row("c1", "V", State.REMOVED, at(1), at(2))))
                .contains("c1 U was-in-meeting", "c1 V was-in-meeting");
        assertThat(world.invited).containsExactly("c1 +8613800138000");
    }

    @Test
    void run_whenTheListIsBehindTheEvent_believesTheJoinOfTheWatchedUser() {
        world.gone("c1", "CEO");

        assertThat(said(Events.row("c1", "CEO", State.ACTIVE, at(1), null))).contains("invite c1 U done");
    }

    @Test
    void run_whenNoWatchedUserIsInTheMeeting_invitesNoOneAndConcludesNothing() {
        world.gone("c1", "CEO");

        assertThat(said()).containsExactly("complete");
        assertThat(calls()).containsExactly("members");
    }

    @Test
    void run_whenTheMeetingCannotBeRead_invitesNoOne() {
        world.refuse("members", Faults::server);

        assertThat(said(Events.row("c1", "CEO", State.ACTIVE, at(1), null)))
                .containsExactly("failed", "problem meeting c1 server");
        assertThat(world.invited).isEmpty();
    }
}
