package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.Heard;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.state.Pause;
import io.rollcall.task.FlowTask;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of a co-host flow before, during and after a pause. Its clock stands at the epoch. */
class PausedTest {
    private static final Instant NOW = Instant.EPOCH;

    private static Pause of(String flow) {
        return new Pause(flow, NOW, null, null);
    }

    private static long requests(CoHostFlow flow) {
        return flow.world.calls.stream()
                .filter(call -> call.startsWith("set-co-hosts"))
                .count();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "board")
    void paused_flow_readsAndRequestsNothing_andMakesTheChangeAfterwards(String paused) {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2").in("c1", "UN3", "coHost"), "UN2", "UN3");
        flow.store.pause(of(paused));

        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 paused", "c1 UN3 already-co-host");
        assertThat(requests(flow)).isZero();
        assertThat(flow.store.audited()).isEmpty();

        flow.store.resumeAll();
        assertThat(flow.said()).contains("complete", "promote c1 UN2 done");
    }

    @Test
    void paused_flow_isNotAnother() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        flow.store.pause(of("duty"));

        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 done");
    }

    @Test
    void paused_flow_whoseTimeIsOver_makesItsChanges() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        flow.store.pause(new Pause("board", NOW.minusSeconds(60), NOW, null));

        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 done");
    }

    @Test
    void pause_whenThePersonLeftMeanwhile_changesNothingAfterwards() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        flow.store.pause(of(null));
        flow.conduct();
        flow.world.gone("c1", "UN2");
        flow.store.resumeAll();

        flow.conduct();

        assertThat(requests(flow)).isZero();
    }

    @Test
    void pause_ofAPlanOrADryRun_showsWhatIsPlanned() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        flow.store.pause(of(null));
        flow.mode = Mode.PLAN;
        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 planned");
        flow.mode = Mode.ONCE;
        flow.dry = true;
        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 planned");
    }

    @Test
    void pause_betweenTwoMeetings_stopsTheSecondAtOnce() {
        World world = new World().in("c1", "UN2").in("c2", "UN3");
        CoHostFlow flow = new CoHostFlow(world, "UN2", "UN3");
        // while the vendor answers the first change; the second one is written to the audit already
        world.refuse("set-co-hosts", any -> pause(flow), Faults::badRequest, false, 1);

        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 done", "promote c2 UN3 paused");
        assertThat(requests(flow)).isEqualTo(1);
        assertThat(flow.store.audited()).containsExactly("promote c1 UN2 DONE", "promote c2 UN3 PAUSED");
        assertThat(flow.store.histories(new MeetingId("c2"), List.of(new UserId("UN3"))))
                .isEmpty();

        flow.store.resumeAll();
        assertThat(flow.said()).contains("promote c2 UN3 done");
    }

    private static boolean pause(CoHostFlow flow) {
        flow.store.pause(of(null));
        return false;
    }

    @Test
    void pause_betweenPromotingAndRemoving_stopsTheRemoval() {
        World world = new World().in("c1", "UN2").in("c1", "UN9", "coHost");
        CoHostFlow flow = new CoHostFlow(world, "UN2").organization();
        flow.remove = true;
        world.refuse("set-co-hosts", any -> pause(flow), Faults::badRequest, false, 1);

        assertThat(flow.said()).contains("promote c1 UN2 done", "remove c1 UN9 paused");
        assertThat(flow.store.audited()).containsExactly("promote c1 UN2 DONE");
    }

    @Test
    void pause_inTheMiddleOfARefusedBatch_leavesTheRestOfIt() {
        World world = new World();
        String[] users = {"U0", "U1", "U2", "U3"};
        for (String user : users) {
            world.in("c1", user);
        }
        CoHostFlow flow = new CoHostFlow(world, users);
        world.refuse(
                "set-co-hosts",
                question -> {
                    List<UserId> asked = ((CoHostChange) question).users();
                    // the batch and its first half are refused; U0 alone is accepted, and then the pause begins
                    if (asked.size() == 1) {
                        pause(flow);
                    }
                    return asked.size() > 1;
                },
                Faults::badRequest,
                false,
                Integer.MAX_VALUE);

        assertThat(flow.said())
                .containsExactly(
                        "complete",
                        "promote c1 U0 done",
                        "promote c1 U1 paused",
                        "promote c1 U2 paused",
                        "promote c1 U3 paused");
        assertThat(requests(flow)).isEqualTo(3);
        assertThat(flow.store.audited())
                .containsExactly(
                        "promote c1 U0 DONE", "promote c1 U1 PAUSED", "promote c1 U2 PAUSED", "promote c1 U3 PAUSED");
    }

    @Test
    void pause_isHeardOncePerChange() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        flow.store.pause(of(null));
        Heard heard = new Heard(flow.store);

        heard.tellsAsMuchAs(Conductor.begin(flow.run(), flow.world, flow.store, null, Mode.ONCE, heard)
                .finish());

        assertThat(heard.events)
                .singleElement(InstanceOfAssertFactories.type(FlowEvent.Changed.class))
                .extracting(changed -> Said.of(changed.change()))
                .isEqualTo("promote c1 UN2 paused");
    }

    @Test
    void pause_beforeThePlan_leavesNothingToApprove_evenIfItEndsBeforeTheChanges() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        MeetingRun run = flow.run();
        execute(flow, run.observing());
        flow.store.pause(of("board"));
        execute(flow, run.planning(run.observation()));

        assertThat(run.plan().hasPlanned()).isFalse();
        flow.store.resumeAll();
        execute(flow, run.applying(run.plan()));

        // no one approved it
        assertThat(Said.of(run.result())).containsExactly("complete", "promote c1 UN2 paused");
        assertThat(requests(flow)).isZero();
    }

    @Test
    void pause_afterThePlan_stopsTheChanges() {
        CoHostFlow flow = new CoHostFlow(new World().in("c1", "UN2"), "UN2");
        MeetingRun run = flow.run();
        execute(flow, run.observing());
        execute(flow, run.planning(run.observation()));
        flow.store.pause(of("board"));
        execute(flow, run.applying(run.plan()));

        assertThat(Said.of(run.result())).containsExactly("complete", "promote c1 UN2 paused");
        assertThat(flow.store.audited()).isEmpty();
    }

    private static void execute(CoHostFlow flow, FlowTask step) {
        Conductor.conduct(step, flow.world, flow.store);
    }
}
