package io.rollcall.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import io.rollcall.model.Attendance;
import io.rollcall.model.Invitation;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InviteStepsTest {
    private static final MeetingId C1 = new MeetingId("c1");

    @Test
    void once_whenPeopleAreMissing_invitesThemWithOneRequestForEachMeeting() {
        World world = new World()
                .in("c2", "CEO")
                .in("c1", "CEO", "host")
                .in("c1", "B")
                .in("c1", "C", Attendance.State.LEFT)
                .in("c9", "A");
        InviteFlow flow = new InviteFlow(world, "A", "B", "C", "+86138", "A");

        assertThat(flow.said())
                .containsExactly(
                        "complete",
                        "invite c1 A done",
                        "invite c1 +86138 done",
                        "invite c2 A done",
                        "invite c2 B done",
                        "invite c2 C done",
                        "invite c2 +86138 done",
                        "c1 B in-meeting",
                        "c1 C was-in-meeting");
        assertThat(world.calls)
                .filteredOn(call -> call.startsWith("invite"))
                .containsExactly(
                        "invite: Invitation[meeting=c1, operator=OP, invitees=[user A, phone ***]]",
                        "invite: Invitation[meeting=c2, operator=OP, invitees=[user A, user B, user C, phone ***]]");
        assertThat(flow.store.audited()).contains("invite c1 A DONE", "invite c1 +86138 DONE");
    }

    @Test
    void once_whenRunAgain_callsNoOneTwice() {
        InviteFlow flow = new InviteFlow(new World().in("c1", "CEO"), "A", "+86138");
        flow.world.changesShow = false;
        flow.conduct();

        assertThat(flow.said()).containsExactly("complete", "c1 A already-invited", "c1 +86138 already-invited");
        assertThat(flow.world.invited).containsExactly("c1 A", "c1 +86138");
    }

    @Test
    void once_whenTwoWatchedUsersAreInOneMeeting_callsOnce() {
        World world = new World().in("c1", "CEO").in("c1", "CFO");
        InviteFlow flow = new InviteFlow(world, "A").watching("CEO", "CFO", "CEO");

        assertThat(flow.said()).containsExactly("complete", "invite c1 A done");
        assertThat(world.calls).hasSize(4);
    }

    @Test
    void once_whenWatchedUserIsNotActive_thereIsNoMeeting() {
        World world = new World().in("c1", "CEO", Attendance.State.LEFT).in("c2", "CEO", Attendance.State.UNKNOWN);

        assertThat(new InviteFlow(world, "A", "+86138").said())
                .containsExactly("complete", "A no-meeting", "+86138 no-meeting");
    }

    @Test
    void once_whenNobodyKnowsWhetherThereIsAMeeting_saysNothingOfInvitees() {
        World world = new World().in("c1", "CEO");
        world.refuse("ongoing-meetings", new UserId("CEO")::equals, Faults::permission, false, 9);

        assertThat(new InviteFlow(world, "A").said()).containsExactly("failed", "problem user CEO permission");
        assertThat(new InviteFlow(world, "A").watching("CEO", "CFO").said())
                .containsExactly("incomplete", "problem user CEO permission");
    }

    @Test
    void once_whenMembersCannotBeRead_invitesNobodyThere() {
        World world = new World().in("c1", "CEO").in("c2", "CEO");
        world.refuse("members", question -> ((MeetingPage) question).meeting().equals(C1), Faults::server, false, 9);

        assertThat(new InviteFlow(world, "A").said())
                .containsExactly("incomplete", "problem meeting c1 server", "invite c2 A done");
    }

    @Test
    void plan_whenSomebodyIsMissing_changesAndRemembersNothing() {
        for (boolean dry : List.of(true, false)) {
            InviteFlow flow = new InviteFlow(new World().in("c1", "CEO"), "A");
            flow.dry = dry;
            flow.mode = dry ? Mode.ONCE : Mode.PLAN;

            assertThat(flow.said()).containsExactly("complete", "invite c1 A planned");
            assertThat(flow.store.writes).isZero();
            assertThat(flow.world.invited).isEmpty();
        }
    }

    @Test
    void once_whenMoreThanMaxChangesOverAllMeetings_callsNoOne() {
        InviteFlow flow = new InviteFlow(new World().in("c1", "CEO").in("c2", "CEO"), "A");
        flow.maxChanges = 1;

        assertThat(flow.said())
                .containsExactly("failed", "problem flow duty bad-request", "invite c1 A failed", "invite c2 A failed");
        assertThat(flow.store.writes).isZero();
        assertThat(flow.world.invited).isEmpty();
    }

    @Test
    void once_whenSomebodyElseClaimsFirst_leavesThemToIt() {
        InviteFlow flow = new InviteFlow(new World().in("c1", "CEO"), "A", "B");
        MeetingRun run = flow.run();
        Conductor conductor = Conductor.begin(run, flow.world, flow.store, null);
        // the watched user, the members, the standings
        for (int i = 0; i < 3; i++) {
            conductor.step();
        }
        flow.store.claim("other", C1, List.of(InviteeKey.of(InviteFlow.invitee("A"), "CN")), Instant.EPOCH);
        while (conductor.step()) {}

        assertThat(Said.of(run.result())).containsExactly("complete", "invite c1 B done", "c1 A already-invited");
        assertThat(flow.world.invited).containsExactly("c1 B");
    }

    @Test
    void once_whenBatchIsRefusedBecauseOfOne_invitesTheOthersAndReleasesTheOne() {
        World world = new World().in("c1", "CEO");
        world.refuse("invite", asks("B"), Faults::noUser, false, 9);
        InviteFlow flow = new InviteFlow(world, "A", "B", "+86138");

        assertThat(flow.said())
                .containsExactly(
                        "incomplete",
                        "problem user B not-found",
                        "invite c1 A done",
                        "invite c1 B failed",
                        "invite c1 +86138 done");
        assertThat(standing(flow, "B")).isNull();
        assertThat(standing(flow, "+86138")).isEqualTo(Standing.INVITED);
        assertThat(world.invited).containsExactly("c1 A", "c1 +86138");
    }

    @Test
    void once_whenPhoneIsRefused_noProblemShowsItsNumber() {
        World world = new World().in("c1", "CEO");
        world.refuse("invite", Faults::badRequest);

        assertThat(new InviteFlow(world, "+86138").conduct().problems().toString())
                .contains("meeting c1")
                .doesNotContain("86138");
    }

    @Test
    void once_whenAnswerIsLost_looksAgainAndKeepsPhonesUnknown() {
        World world = new World().in("c1", "CEO");
        world.refuse("invite", question -> true, Faults::lost, true, 1);
        InviteFlow flow = new InviteFlow(world, "A", "+86138");

        assertThat(flow.said())
                .containsExactly(
                        "incomplete", "problem meeting c1 no-answer", "invite c1 A done", "invite c1 +86138 unknown");
        assertThat(standing(flow, "A")).isEqualTo(Standing.INVITED);
        assertThat(standing(flow, "+86138")).isEqualTo(Standing.UNKNOWN);
        assertThat(flow.store.audited()).containsExactly("invite c1 A DONE", "invite c1 +86138 UNKNOWN");
        assertThat(flow.said()).containsExactly("complete", "c1 A in-meeting", "c1 +86138 outcome-unknown");
        assertThat(world.invited).containsExactly("c1 A", "c1 +86138");
    }

    @Test
    void once_whenOnlyPhonesAreUnknown_spendsNoSecondLook() {
        World world = new World().in("c1", "CEO");
        world.refuse("invite", Faults::server);
        new InviteFlow(world, "+86138").conduct();

        assertThat(world.calls).filteredOn(call -> call.startsWith("members")).hasSize(1);
    }

    @Test
    void abort_whenAResponseIsOutstanding_isUnknownAndNeverCalledAgain() {
        InviteFlow flow = new InviteFlow(new World().in("c1", "CEO"), "A");
        MeetingRun run = flow.run();
        Conductor conductor = Conductor.begin(run, flow.world, flow.store, null);
        // the watched user, the members, the standings, the pauses, the claim
        for (int i = 0; i < 5; i++) {
            conductor.step();
        }
        run.abort(new Problem("flow duty", Fault.Kind.NO_ANSWER, null, null, "Stopped."));

        assertThat(Said.of(run.result()))
                .containsExactly("incomplete", "problem flow duty no-answer", "invite c1 A unknown");
        assertThat(flow.said()).containsExactly("complete", "c1 A outcome-unknown");
    }

    @Test
    void run_whenOneNumberIsListedInManySpellings_callsItOnceForAllFlows() {
        InviteFlow flow = new InviteFlow(
                new World().in("c1", "CEO"), "+86-138-0013-8000", "8613800138000", "008613800138000", "13800138000");

        assertThat(flow.said()).containsExactly("complete", "invite c1 +86-138-0013-8000 done");

        InviteFlow other = new InviteFlow(flow.world, "8613800138000");
        other.store = flow.store;
        assertThat(other.said()).containsExactly("complete", "c1 8613800138000 already-invited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8613800138000", "008613800138000", "13800138000", "+8613800138000"})
    void run_whenAnEarlierVersionCalledTheNumber_leavesItAlone(String storedBy01) {
        InviteFlow flow = new InviteFlow(new World().in("c1", "CEO"), "+86 138 0013 8000");
        flow.store.claim("duty", C1, List.of(new InviteeKey(InviteeKey.Kind.PHONE, storedBy01)), Instant.EPOCH);
        flow.store.settle(
                C1, List.of(new InviteeKey(InviteeKey.Kind.PHONE, storedBy01)), Standing.INVITED, Instant.EPOCH);

        assertThat(flow.said()).containsExactly("complete", "c1 +86 138 0013 8000 already-invited");
        assertThat(flow.world.calls).noneMatch(call -> call.startsWith("invite"));
    }

    private static Standing standing(InviteFlow flow, String who) {
        InviteeKey key = InviteeKey.of(InviteFlow.invitee(who), "CN");
        return flow.store.standings(C1, List.of(key)).get(key);
    }

    private static Predicate<Object> asks(String user) {
        return question -> ((Invitation) question).invitees().contains(InviteFlow.invitee(user));
    }
}
