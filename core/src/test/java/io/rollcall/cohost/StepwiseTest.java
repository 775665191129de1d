package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.hint.Events;
import io.rollcall.hint.Hints;
import io.rollcall.meeting.ChangesUnderWay;
import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.Plan;
import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run as the separate steps observe, plan and apply, as a host's route executes them. */
class StepwiseTest {
    private final CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2").in("c2", "UN3"), "UN2", "UN3");

    private void execute(FlowTask step) {
        Conductor.conduct(step, flow.world, flow.store);
    }

    private Plan plan(MeetingRun run) {
        execute(run.observing());
        execute(run.planning(run.observation()));
        return run.plan();
    }

    private static boolean isInC2(Change change) {
        return change.meeting().equals(new MeetingId("c2"));
    }

    @Test
    void steps_doWhatTheWholeRunDoes() {
        MeetingRun run = flow.run();

        execute(run.applying(plan(run)));

        assertThat(Said.of(run.result())).containsExactly("complete", "promote c1 UN2 done", "promote c2 UN3 done");
        assertThat(run.changeResults().changes()).isEqualTo(run.result().changes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void plan_whenAnotherRunPromotesMeanwhile_promotesNoOneTwice(boolean events) {
        flow.events = events;
        MeetingRun late = flow.run();
        Plan whole = plan(late);
        assertThat(flow.said()).contains("promote c1 UN2 done", "promote c2 UN3 done");

        execute(late.applying(whole));

        assertThat(Said.of(late.result()))
                .containsExactly("complete", "c1 UN2 already-promoted", "c2 UN3 already-promoted");
        assertThat(flow.store.audited()).containsExactly("promote c1 UN2 DONE", "promote c2 UN3 DONE");
        assertThat(flow.said()).contains("c1 UN2 already-co-host", "c2 UN3 already-co-host");
    }

    private List<String> promotedByEvent(String meeting, String user) {
        flow.hints = Events.join(meeting, user, Events.at(1));
        List<String> said = flow.said();
        flow.hints = Hints.NONE;
        return said;
    }

    @Test
    void poll_thatReadBeforeARunOnEventsPromoted_promotesNoOneAgain() {
        flow.events = true;
        MeetingRun poll = flow.run();
        execute(poll.observing());
        flow.now = flow.now.plusSeconds(1);
        assertThat(promotedByEvent("c1", "UN2")).contains("promote c1 UN2 done");
        flow.world.demote("c1", "UN2");

        execute(poll.planning(poll.observation()));
        execute(poll.applying(poll.plan()));

        assertThat(Said.of(poll.result()))
                .containsExactly("complete", "promote c2 UN3 done", "c1 UN2 already-promoted");
        flow.now = flow.now.plusSeconds(1);
        assertThat(flow.said()).contains("c1 UN2 demoted-by-hand");
    }

    @Test
    void poll_thatReadBeforeAPersonJoined_doesNotForgetThatAnEventPromotedThem() {
        flow.events = true;
        flow.users = CoHostFlow.ids("UN2", "UN3", "UN4");
        MeetingRun poll = flow.run();
        execute(poll.observing());
        flow.now = flow.now.plusSeconds(1);
        flow.world.joined("c1", "UN4", Events.at(1));
        assertThat(promotedByEvent("c1", "UN4")).contains("promote c1 UN4 done");
        flow.world.demote("c1", "UN4");

        execute(poll.planning(poll.observation()));

        flow.now = flow.now.plusSeconds(1);
        assertThat(flow.said()).contains("c1 UN4 demoted-by-hand");
    }

    @Test
    void plan_whileAnotherRunPromotesThePerson_leavesThemOut() {
        ChangesUnderWay.Person person = new ChangesUnderWay.Person(new MeetingId("c1"), new UserId("UN2"));
        flow.underWay.begin(person, "another run");
        MeetingRun late = flow.run();
        Plan whole = plan(late);
        flow.underWay.end(person, "another run");

        execute(late.applying(whole));

        assertThat(Said.of(late.result()))
                .containsExactly("complete", "promote c2 UN3 done", "c1 UN2 already-promoted");
        assertThat(flow.said()).as("the other run promoted no one after all").contains("promote c1 UN2 done");
        assertThat(flow.underWay.now()).isEmpty();
    }

    @Test
    void abort_duringAChange_leavesNothingUnderWay() {
        Conductor conductor = Conductor.begin(flow.run(), flow.world, flow.store, null);
        while (flow.underWay.now().isEmpty()) {
            assertThat(conductor.step()).isTrue();
        }

        conductor.breakOff();

        assertThat(flow.underWay.now()).isEmpty();
    }

    @Test
    void plan_whenAnotherRunPromotedSomeOfThemMeanwhile_promotesTheOthers() {
        MeetingRun late = flow.run();
        Plan whole = plan(late);
        MeetingRun first = flow.run();
        execute(first.applying(plan(first).skip(StepwiseTest::isInC2)));

        execute(late.applying(whole));

        assertThat(Said.of(late.result())).contains("promote c2 UN3 done", "c1 UN2 already-promoted");
    }

    @Test
    void plan_whenAChangeIsSkipped_makesTheOthers() {
        MeetingRun run = flow.run();

        execute(run.applying(plan(run).skip(StepwiseTest::isInC2)));

        assertThat(Said.of(run.result())).containsExactly("complete", "promote c1 UN2 done", "promote c2 UN3 skipped");
        assertThat(flow.store.audited()).containsExactly("promote c1 UN2 DONE");
    }

    @Test
    void plan_whenAChangeIsMissing_skipsIt() {
        MeetingRun run = flow.run();
        Plan whole = plan(run);

        execute(run.applying(new Plan(
                whole.changes().stream().filter(change -> !isInC2(change)).toList(), List.of())));

        assertThat(Said.of(run.result())).containsExactly("complete", "promote c1 UN2 done", "promote c2 UN3 skipped");
    }

    @Test
    void plan_whenItIsNeverApplied_isSkipped() {
        MeetingRun run = flow.run();
        plan(run);

        assertThat(Said.of(run.result()))
                .containsExactly("complete", "promote c1 UN2 skipped", "promote c2 UN3 skipped");
        assertThat(flow.world.calls).noneMatch(call -> call.startsWith("set-co-hosts"));
    }

    @Test
    void plan_whenItIsOnlyAPlan_staysPlanned() {
        flow.mode = Mode.PLAN;
        MeetingRun run = flow.run();
        plan(run);

        assertThat(Said.of(run.result()))
                .containsExactly("complete", "promote c1 UN2 planned", "promote c2 UN3 planned");
    }

    @Test
    void plan_whenTheRouteFails_isFailed() {
        MeetingRun run = flow.run();
        plan(run);

        run.abort(new Problem("flow board", Fault.Kind.SERVER, "route", null, "Check the route."));

        assertThat(Said.of(run.result()))
                .containsExactly(
                        "failed", "problem flow board server", "promote c1 UN2 failed", "promote c2 UN3 failed");
    }

    @Test
    void plan_whenItHoldsAForeignChange_isRefusedWhole() {
        MeetingRun run = flow.run();
        Plan planned = plan(run);
        List<Change> more = new ArrayList<>(planned.changes());
        Change first = more.get(0);
        more.add(new Change(
                first.action(), first.meeting(), new UserId("UN9"), null, first.reason(), Change.Status.PLANNED));

        assertThatThrownBy(() -> run.applying(new Plan(more, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The plan holds a change that the flow board did not plan. A step between plan and apply may"
                                + " only remove changes.");
        assertThat(flow.store.audited()).isEmpty();
    }

    @Test
    void changes_whenMade_areNotMadeAgain() {
        MeetingRun run = flow.run();
        Plan planned = plan(run);
        execute(run.applying(planned));

        assertThatThrownBy(() -> run.applying(planned)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> run.planning(run.observation())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void plan_whenNothingWasObserved_isEmpty() {
        MeetingRun run = flow.run();

        execute(run.planning(run.observation()));
        execute(run.applying(run.plan()));

        assertThat(run.plan()).isEqualTo(Plan.NONE);
        assertThat(flow.world.calls).isEmpty();
    }

    @Test
    void apply_whenAllAreFailedButOneSkipped_isFailed() {
        MeetingRun run = flow.run();
        Plan planned = plan(run);
        flow.world.refuse("set-co-hosts", Faults::permission);

        execute(run.applying(planned.skip(StepwiseTest::isInC2)));

        assertThat(Said.of(run.result()))
                .containsExactly(
                        "failed", "problem meeting c1 permission", "promote c1 UN2 failed", "promote c2 UN3 skipped");
    }
}
