package io.rollcall.cohost;

import static io.rollcall.hint.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.cohost.CoHostConfig.Look;
import io.rollcall.hint.Events;
import io.rollcall.hint.Hints;
import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.World;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.MeetingId;
import io.rollcall.report.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that act on what events told. */
class HintedRunTest {
    private static final String DONE = "promote c1 U done";

    private final World world = new World().joined("c1", "U", at(1));
    private final CoHostFlow flow = new CoHostFlow(world, "U", "V");

    private List<String> said(Hints hints) {
        world.calls.clear();
        flow.hints = hints;
        return flow.said();
    }

    private List<String> poll() {
        return said(Hints.NONE);
    }

    private List<String> calls() {
        return world.calls.stream().map(call -> call.replaceAll(":.*", "")).toList();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void run_whenAListedPersonJoins_promotesWithOneCallAndConcludesNothingElse(Look look) {
        flow.look = look;
        flow.remove = look == Look.ORGANIZATION;
        world.in("c1", "STRANGER", "coHost");

        assertThat(said(Events.join("c1", "U", at(1)))).containsExactly("complete", DONE);
        assertThat(calls()).containsExactly("set-co-hosts");
    }

    @Test
    void run_whenSeveralJoinOneMeeting_promotesThemWithOneCall() {
        world.joined("c1", "V", at(1));
        Hints both = new Hints(
                Map.of(
                        new MeetingId("c1"),
                        List.of(
                                Events.row("c1", "U", State.ACTIVE, at(1), null),
                                Events.row("c1", "V", State.ACTIVE, at(1), null),
                                Events.row("c1", "UNLISTED", State.ACTIVE, at(1), null))),
                Set.of());

        assertThat(said(both)).containsExactly("complete", DONE, "promote c1 V done");
        assertThat(calls()).containsExactly("set-co-hosts");
    }

    /** No event tells a demotion, and the next poll may be half an hour away. */
    @Test
    void promotion_thatIsUndoneBeforeAPoll_isNotRepeated_untilThePersonJoinsAgain() {
        flow.events = true;
        said(Events.join("c1", "U", at(1)));
        world.demote("c1", "U");

        assertThat(poll()).containsExactly("complete", "c1 U demoted-by-hand", "V in-no-meeting");
        assertThat(calls()).doesNotContain("set-co-hosts");

        world.gone("c1", "U");
        world.joined("c1", "U", at(60));
        assertThat(poll()).contains(DONE);
        world.demote("c1", "U");
        assertThat(poll()).as("promoted by a poll").contains("c1 U demoted-by-hand");
    }

    @Test
    void promotion_withUnknownOutcome_isRepeatedByPolls_alsoWithEvents() {
        flow.events = true;
        world.refuse("set-co-hosts", Faults::lost);
        said(Events.join("c1", "U", at(1)));
        world.heal();

        assertThat(poll()).contains(DONE);
    }

    @Test
    void run_whenTheEventComesAgain_changesNothingWithoutACall() {
        said(Events.join("c1", "U", at(1)));

        assertThat(said(Events.join("c1", "U", at(1)))).containsExactly("complete");
        assertThat(said(Events.join("c1", "U", at(0)))).containsExactly("complete");
        assertThat(calls()).isEmpty();
        assertThat(poll()).contains("c1 U already-co-host");
    }

    /** DingTalk pushes an event again that a killed process did not acknowledge, up to half a minute later. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void run_whenTheProcessIsKilledAtAnyStep_andTheEventComesAgain_theVendorIsAskedOnce(int steps) {
        flow.hints = Events.join("c1", "U", at(1));
        Conductor killed = Conductor.begin(flow.run(), world, flow.store, null);
        for (int i = 0; i < steps; i++) {
            killed.step();
        }
        killed.crashWhileCalling();
        List<String> asked = new ArrayList<>(world.calls);
        poll();
        asked.addAll(world.calls);
        said(Events.join("c1", "U", at(1)));
        asked.addAll(world.calls);

        assertThat(asked).filteredOn(call -> call.startsWith("set-co-hosts")).hasSize(1);
        assertThat(poll()).contains("c1 U already-co-host");
    }

    /** The leave was not pushed, a poll saw it, and the join is pushed again. */
    @Test
    void run_whenThePersonHasLeftAndTheJoinComesAgain_requestsNothing() {
        said(Events.join("c1", "U", at(1)));
        poll();
        world.gone("c1", "U");
        poll();

        assertThat(said(Events.join("c1", "U", at(1)))).containsExactly("complete");
        assertThat(calls()).isEmpty();
        world.joined("c1", "U", at(5));
        assertThat(said(Events.join("c1", "U", at(5)))).containsExactly("complete", DONE);
    }

    @Test
    void run_whenTheEventComesAfterAPollSawTheRole_doesNotCallItADemotion() {
        said(Events.join("c1", "U", at(1)));
        poll();

        assertThat(said(Events.join("c1", "U", at(1)))).containsExactly("complete");
        assertThat(calls()).isEmpty();
    }

    @Test
    void run_whenTheTimeOfTheJoinIsUnknown_readsBeforeItPromotesAgain() {
        said(Events.join("c1", "U", at(1)));

        assertThat(said(Events.join("c1", "U", null))).containsExactly("complete", "c1 U already-co-host");
        assertThat(calls()).containsExactly("ongoing-meetings");
    }

    @Test
    void run_whenTheyLeaveAndJoinAgain_promotesAgainAfterOneRead() {
        said(Events.join("c1", "U", at(1)));
        poll();
        world.joined("c1", "U", at(5));

        assertThat(said(Events.join("c1", "U", at(5)))).containsExactly("complete", DONE);
        assertThat(calls()).containsExactly("ongoing-meetings", "set-co-hosts");
    }

    @Test
    void run_whenDemotedByHandAndASecondDeviceJoins_doesNotPromote() {
        said(Events.join("c1", "U", at(1)));
        poll();
        world.demote("c1", "U");
        world.device("c1", "U", State.ACTIVE, at(9), null);

        assertThat(said(Events.join("c1", "U", at(9)))).containsExactly("complete", "c1 U demoted-by-hand");
        assertThat(calls()).containsExactly("ongoing-meetings");
        assertThat(poll()).contains("c1 U demoted-by-hand");
    }

    @Test
    void run_whenASecondDeviceJoinsBeforeAPollSawTheRole_leavesItToThePoll() {
        said(Events.join("c1", "U", at(1)));
        world.demote("c1", "U");
        world.device("c1", "U", State.ACTIVE, at(9), null);

        assertThat(said(Events.join("c1", "U", at(9)))).containsExactly("complete", "c1 U already-promoted");
    }

    @Test
    void run_whenTheReadOfAnUnsurePersonFails_changesNothingAndSaysSo() {
        said(Events.join("c1", "U", at(1)));
        poll();
        world.refuse("ongoing-meetings", Faults::server);

        assertThat(said(Events.join("c1", "U", at(5)))).containsExactly("failed", "problem user U server");
        assertThat(calls()).containsExactly("ongoing-meetings");
    }

    @Test
    void run_whenAnUnsurePersonAndANewOneJoin_promotesBothWithOneCall() {
        said(Events.join("c1", "U", at(1)));
        world.joined("c1", "U", at(5)).joined("c1", "V", at(5));
        Hints both = new Hints(
                Map.of(
                        new MeetingId("c1"),
                        List.of(
                                Events.row("c1", "U", State.ACTIVE, at(5), null),
                                Events.row("c1", "V", State.ACTIVE, at(5), null))),
                Set.of());

        assertThat(said(both)).containsExactly("complete", DONE, "promote c1 V done");
        assertThat(calls()).containsExactly("ongoing-meetings", "set-co-hosts");
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void run_whenAMeetingStarted_readsItsMembersAndPromotes(Look look) {
        flow.look = look;
        world.in("c1", "V", State.CALLING).in("c2", "U");

        assertThat(said(Events.read("c1"))).containsExactly("complete", DONE, "c1 V not-active");
        assertThat(calls()).containsExactly("members", "set-co-hosts");
        assertThat(said(Events.read("c1"))).containsExactly("complete", "c1 U already-co-host", "c1 V not-active");
        world.demote("c1", "U");
        assertThat(said(Events.read("c1"))).contains("c1 U demoted-by-hand");
    }

    @Test
    void run_whenTheMeetingCannotBeRead_isAProblem() {
        world.refuse("members", Faults::server);

        assertThat(said(Events.read("c1"))).containsExactly("failed", "problem meeting c1 server");
    }

    @Test
    void run_whenItIsADryRun_changesNothingAndRemembersNothing() {
        flow.dry = true;

        assertThat(said(Events.join("c1", "U", at(1)))).containsExactly("complete", "promote c1 U planned");
        assertThat(calls()).isEmpty();
        assertThat(flow.store.writes).isZero();
    }

    @Test
    void run_whenMoreWouldChangeThanAllowed_changesNothing() {
        flow.maxChanges = 1;
        flow.mode = Mode.RUN;
        Hints both = new Hints(
                Map.of(
                        new MeetingId("c1"), List.of(Events.row("c1", "U", State.ACTIVE, at(1), null)),
                        new MeetingId("c2"), List.of(Events.row("c2", "V", State.ACTIVE, at(1), null))),
                Set.of());

        assertThat(said(both)).contains("failed", "promote c1 U failed", "promote c2 V failed");
        assertThat(calls()).isEmpty();
    }
}
