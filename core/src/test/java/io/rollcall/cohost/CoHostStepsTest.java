package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.state.PromotionRepository.History;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CoHostStepsTest {
    private static final MeetingId C1 = new MeetingId("c1");

    /** After a crash the audit says of these that the outcome is unknown. */
    @Test
    void apply_whenManyMeetingsChange_intendsOnlyWhatIsRequestedSoon() {
        World many = new World();
        for (int i = 100; i < 160; i++) {
            many.in("c" + i, "UN2");
        }
        CoHostFlow flow = new CoHostFlow(many, "UN2");
        Conductor run = Conductor.begin(flow.run(), many, flow.store, null);
        long most = 0;
        while (run.step()) {
            most = Math.max(
                    most,
                    flow.store.audited().stream()
                            .filter(line -> line.endsWith(" null"))
                            .count());
        }

        assertThat(most).isBetween(2L, 16L);
        assertThat(flow.store.audited()).hasSize(60).allMatch(line -> line.endsWith(" DONE"));
    }

    @Test
    void once_whenListedPeopleAreInMeetings_promotesThemInOneCallForEachMeeting() {
        World world =
                new World().in("c2", "UN2").in("c1", "UN5").in("c1", "UN2").in("c1", "UN3", "coHost");
        CoHostFlow flow = new CoHostFlow(world, "UN2", "UN3", "UN4", "UN5", "UN2");

        assertThat(flow.said())
                .containsExactly(
                        "complete",
                        "promote c1 UN2 done",
                        "promote c1 UN5 done",
                        "promote c2 UN2 done",
                        "c1 UN3 already-co-host",
                        "UN4 in-no-meeting");
        assertThat(sets(world))
                .containsExactly(
                        "set-co-hosts: CoHostChange[meeting=c1, action=PROMOTE, users=[UN2, UN5]]",
                        "set-co-hosts: CoHostChange[meeting=c2, action=PROMOTE, users=[UN2]]");
        assertThat(flow.store.audited())
                .containsExactly("promote c1 UN2 DONE", "promote c1 UN5 DONE", "promote c2 UN2 DONE");
    }

    @Test
    void once_whenRunAgain_findsThemPromotedAndRemembersIt() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        flow.conduct();

        assertThat(flow.said()).containsExactly("complete", "c1 UN2 already-co-host");
        assertThat(histories(flow, "UN2")).containsExactly(new History(0, true, null, Instant.EPOCH));

        flow.world.demote("c1", "UN2");
        assertThat(flow.said()).containsExactly("complete", "c1 UN2 demoted-by-hand");
    }

    @Test
    void once_whenPromotionNeverShows_triesThreeTimes() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        flow.world.changesShow = false;

        assertThat(flow.said()).contains("promote c1 UN2 done");
        assertThat(flow.said()).contains("promote c1 UN2 done");
        assertThat(flow.said()).contains("promote c1 UN2 done");
        assertThat(flow.said()).containsExactly("complete", "c1 UN2 given-up");
    }

    @Test
    void organization_whenMeetingsAndMembersHavePages_readsThemAll() {
        World world = new World()
                .meeting("c0")
                .in("c1", "A")
                .in("c1", "B")
                .in("c1", null)
                .in("c1", "UN2")
                .in("c3", "UN2");
        CoHostFlow flow = new CoHostFlow(world, "UN2", "UN4").organization();

        assertThat(flow.said())
                .containsExactly("complete", "promote c1 UN2 done", "promote c3 UN2 done", "UN4 in-no-meeting");
        assertThat(world.calls)
                .filteredOn(call -> call.startsWith("org-meetings"))
                .hasSize(2);
    }

    @Test
    void organization_whenListLeadsInACircle_endsAndSaysSo() {
        World world = new World().in("c1", "UN2");
        world.circle = true;

        assertThat(new CoHostFlow(world, "UN2").organization().said())
                .containsExactly("failed", "problem flow board unreadable", "problem meeting c1 unreadable");
    }

    @Test
    void organization_whenOneMeetingCannotBeRead_doesTheOthersAndSaysNothingOfWhomItDidNotSee() {
        World world = new World().in("c1", "UN2").in("c2", "UN3").in("c2", "UN4", "coHost");
        world.refuse("members", membersOf("c1"), Faults::permission, false, 1);
        CoHostFlow flow = new CoHostFlow(world, "UN2", "UN3").organization();
        flow.remove = true;

        assertThat(flow.said()).containsExactly("incomplete", "problem meeting c1 permission", "promote c2 UN3 done");
    }

    @Test
    void removeUnlisted_whenCoHostIsListedNowhere_takesTheRoleInASecondCall() {
        World world = new World()
                .in("c1", "UN2")
                .in("c1", "X", "coHost")
                .in("c1", "Y", "coHost")
                .in("c1", "H", "host", "coHost");
        CoHostFlow flow = new CoHostFlow(world, "UN2").organization();
        flow.remove = true;
        flow.elsewhere = java.util.Set.of(new UserId("Y"));

        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 done", "remove c1 X done");
        assertThat(sets(world))
                .containsExactly(
                        "set-co-hosts: CoHostChange[meeting=c1, action=PROMOTE, users=[UN2]]",
                        "set-co-hosts: CoHostChange[meeting=c1, action=REMOVE, users=[X]]");
    }

    @Test
    void removeUnlisted_whenPersonIsListedAgain_promotesThemAnew() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2").in("c1", "UN3"), "UN2", "UN3").organization();
        flow.remove = true;
        flow.conduct();
        flow.conduct();
        flow.users = CoHostFlow.ids("UN2");
        assertThat(flow.said()).contains("remove c1 UN3 done");

        flow.users = CoHostFlow.ids("UN2", "UN3");

        assertThat(flow.said()).contains("promote c1 UN3 done");
        flow.conduct();
        flow.world.demote("c1", "UN3");
        assertThat(flow.said()).contains("c1 UN3 demoted-by-hand");
    }

    @Test
    void removeUnlisted_whenListIsEmpty_asksNobodyAnything() {
        World world = new World().in("c1", "X", "coHost");
        CoHostFlow flow = new CoHostFlow(world).organization();
        flow.remove = true;

        assertThat(flow.said()).containsExactly("complete");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void plan_whenSomethingWouldChange_changesAndRemembersNothing() {
        for (boolean dry : List.of(true, false)) {
            CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2").in("c1", "UN3", "coHost"), "UN2", "UN3");
            flow.dry = dry;
            flow.mode = dry ? Mode.RUN : Mode.PLAN;

            assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 planned", "c1 UN3 already-co-host");
            assertThat(flow.store.writes).isZero();
            assertThat(sets(flow.world)).isEmpty();
        }
    }

    @Test
    void once_whenMoreThanMaxChanges_changesNothing() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2").in("c2", "UN3"), "UN2", "UN3");
        flow.maxChanges = 1;

        assertThat(flow.said())
                .containsExactly(
                        "failed", "problem flow board bad-request", "promote c1 UN2 failed", "promote c2 UN3 failed");
        assertThat(flow.conduct().problems().get(0).message())
                .contains("2 changes", "max-changes allows 1", "rollcall.flow.board.max-changes");
        assertThat(sets(flow.world)).isEmpty();
        assertThat(flow.store.audited()).isEmpty();
    }

    @Test
    void once_whenBatchIsRefusedAndEachSucceeds_isNoProblem() {
        World world = new World().in("c1", "UN2").in("c1", "UN3");
        world.refuse("set-co-hosts", batches(), Faults::badRequest, false, 1);
        CoHostFlow flow = new CoHostFlow(world, "UN2", "UN3");

        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 done", "promote c1 UN3 done");
        assertThat(sets(world)).hasSize(3);
    }

    @Test
    void once_whenBatchIsRefusedBecauseOfOne_promotesTheOthers() {
        World world = new World().in("c1", "UN2").in("c1", "UN9").in("c1", "UN3");
        world.refuse("set-co-hosts", asks("UN9"), Faults::noUser, false, 9);
        CoHostFlow flow = new CoHostFlow(world, "UN2", "UN9", "UN3");

        assertThat(flow.said())
                .containsExactly(
                        "incomplete",
                        "problem user UN9 not-found",
                        "promote c1 UN2 done",
                        "promote c1 UN9 failed",
                        "promote c1 UN3 done");
        assertThat(flow.store.audited())
                .containsExactly("promote c1 UN2 DONE", "promote c1 UN9 FAILED", "promote c1 UN3 DONE");
        assertThat(histories(flow, "UN9")).isEmpty();
    }

    @Test
    void once_whenAnswerIsLostButThePromotionShows_isDone() {
        World world = new World().in("c1", "UN2").in("c1", "UN3");
        world.refuse("set-co-hosts", any(), Faults::lost, true, 1);
        CoHostFlow flow = new CoHostFlow(world, "UN2", "UN3");

        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 done", "promote c1 UN3 done");
        assertThat(sets(world)).hasSize(1);
        assertThat(histories(flow, "UN2")).containsExactly(new History(0, true, null, Instant.EPOCH));
    }

    @Test
    void once_whenAnswerIsLostAndNothingShows_isUnknownAndTheNextRunLooksFirst() {
        World world = new World().in("c1", "UN2");
        world.refuse("set-co-hosts", any(), Faults::lost, false, 1);
        CoHostFlow flow = new CoHostFlow(world, "UN2");

        assertThat(flow.said()).containsExactly("incomplete", "problem meeting c1 no-answer", "promote c1 UN2 unknown");
        assertThat(histories(flow, "UN2")).containsExactly(new History(1, false, null, Instant.EPOCH));
        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 done");
    }

    @Test
    void once_whenRemovalIsLostButShows_isDone() {
        World world = new World().in("c1", "UN2", "coHost").in("c1", "X", "coHost");
        world.refuse("set-co-hosts", any(), Faults::server, true, 1);
        CoHostFlow flow = new CoHostFlow(world, "UN2").organization();
        flow.remove = true;

        assertThat(flow.said()).containsExactly("complete", "remove c1 X done", "c1 UN2 already-co-host");
    }

    @Test
    void once_whenOneUserCannotBeLookedAt_doesTheOthers() {
        World world = new World().in("c1", "UN2").in("c1", "UN9");
        world.refuse("ongoing-meetings", new UserId("UN9")::equals, Faults::badRequest, false, 9);

        assertThat(new CoHostFlow(world, "UN9", "UN2").said())
                .containsExactly("incomplete", "problem user UN9 bad-request", "promote c1 UN2 done");
    }

    @Test
    void once_whenSeveralCannotBeLookedAt_namesThemInTheOrderOfTheList() {
        World world = new World();
        world.refuse("ongoing-meetings", Faults::badRequest);

        assertThat(new CoHostFlow(world, "UN9", "UN1", "UN8", "UN2").said())
                .containsExactly(
                        "failed",
                        "problem user UN9 bad-request",
                        "problem user UN1 bad-request",
                        "problem user UN8 bad-request",
                        "problem user UN2 bad-request");
    }

    @Test
    void once_whenRowIsAboutSomebodyElse_isNotActedUpon() {
        World world = new World().in("c1", "X", Attendance.State.ACTIVE);

        assertThat(new CoHostFlow(world, "UN2").said()).containsExactly("complete", "UN2 in-no-meeting");
    }

    @Test
    void abort_whenAskedAndNotAnswered_isUnknown() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2").in("c2", "UN3"), "UN2", "UN3");
        MeetingRun run = flow.run();
        Conductor conductor = Conductor.begin(run, flow.world, flow.store, null);
        // two looks, the histories, the pauses, the first intention
        for (int i = 0; i < 5; i++) {
            conductor.step();
        }
        run.abort(new Problem("flow board", Fault.Kind.NO_ANSWER, null, null, "The store is lost."));

        assertThat(Said.of(run.result()))
                .containsExactly(
                        "incomplete",
                        "problem flow board no-answer",
                        "promote c1 UN2 unknown",
                        "promote c2 UN3 failed");
    }

    @Test
    void abort_whenNothingWasDone_isFailed() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2", "coHost"), "UN2");
        MeetingRun run = flow.run();
        Conductor.begin(run, flow.world, flow.store, null).step();
        run.abort(new Problem("flow board", Fault.Kind.NO_ANSWER, null, null, "The store is lost."));

        assertThat(Said.of(run.result())).containsExactly("failed", "problem flow board no-answer");
    }

    private static List<History> histories(CoHostFlow flow, String user) {
        return List.copyOf(flow.store.histories(C1, List.of(new UserId(user))).values());
    }

    private static List<String> sets(World world) {
        return world.calls.stream()
                .filter(call -> call.startsWith("set-co-hosts"))
                .toList();
    }

    private static Predicate<Object> any() {
        return question -> true;
    }

    private static Predicate<Object> batches() {
        return question -> ((CoHostChange) question).users().size() > 1;
    }

    private static Predicate<Object> asks(String user) {
        return question -> ((CoHostChange) question).users().contains(new UserId(user));
    }

    private static Predicate<Object> membersOf(String meeting) {
        return question -> ((MeetingPage) question).meeting().value().equals(meeting);
    }
}
