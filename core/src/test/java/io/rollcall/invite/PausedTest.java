package io.rollcall.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.World;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.Pause;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A run of an invitation flow before, during and after a pause. Its clock stands at the epoch. */
class PausedTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Pause ALL = new Pause(null, NOW, null, null);
    private static final MeetingId C1 = new MeetingId("c1");

    private final World world = new World().in("c1", "CEO", "host");
    private final InviteFlow flow = new InviteFlow(world, "DUTY", "+8613800138000");

    private boolean pause() {
        flow.store.pause(ALL);
        return false;
    }

    @Test
    void paused_flow_claimsNoOne_andInvitesAfterwards() {
        flow.store.pause(new Pause("duty", NOW, null, null));

        assertThat(flow.said()).startsWith("complete", "invite c1 DUTY paused", "invite c1 +8613800138000 paused");
        assertThat(flow.store.writes).isZero();
        assertThat(world.invited).isEmpty();

        flow.store.resumeAll();
        assertThat(flow.said()).startsWith("complete", "invite c1 DUTY done", "invite c1 +8613800138000 done");
    }

    @Test
    void pause_afterTheClaim_freesItAgain() {
        InviteFlow two = new InviteFlow(world.in("c2", "CFO", "host"), "DUTY").watching("CEO", "CFO");
        world.refuse(
                "invite",
                any -> {
                    two.store.pause(ALL);
                    return false;
                },
                Faults::badRequest,
                false,
                1);

        assertThat(two.said()).startsWith("complete", "invite c1 DUTY done", "invite c2 DUTY paused");
        assertThat(two.store.audited()).containsExactly("invite c1 DUTY DONE", "invite c2 DUTY PAUSED");

        two.store.resumeAll();
        assertThat(two.said()).contains("invite c2 DUTY done");
        assertThat(world.invited).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void pause_inTheMiddleOfARefusedBatch_leavesTheRestToLater() {
        world.refuse(
                "invite",
                question -> {
                    boolean single = ((Invitation) question).invitees().size() == 1;
                    return single ? pause() : true;
                },
                Faults::badRequest,
                false,
                Integer.MAX_VALUE);

        assertThat(flow.said()).startsWith("complete", "invite c1 DUTY done", "invite c1 +8613800138000 paused");

        flow.store.resumeAll();
        world.heal();
        assertThat(flow.said()).contains("invite c1 +8613800138000 done");
        assertThat(world.invited).doesNotHaveDuplicates().hasSize(2);
    }

    /** Whenever a pause begins and ends, and whenever the process dies, no one is called twice, and no one is forgotten. */
    @Property(tries = 300)
    void pause_atAnyMoment_callsEveryoneOnce(
            @ForAll long seed, @ForAll @IntRange(max = 12) int begins, @ForAll @IntRange(max = 12) int ends) {
        World any = new World().in("c1", "CEO", "host").in("c2", "CFO", "host");
        InviteFlow people = new InviteFlow(any, "A", "B", "C").watching("CEO", "CFO");
        Conductor run = Conductor.begin(people.run(), any, people.store, new Random(seed));
        for (int step = 0; run.step(); step++) {
            if (step == begins) {
                people.store.pause(ALL);
            }
            if (step == begins + ends) {
                people.store.resumeAll();
            }
        }
        int before = any.invited.size();
        people.store.pause(ALL);
        people.conduct();
        assertThat(any.invited).hasSize(before);
        people.store.resumeAll();
        people.conduct();

        assertThat(any.invited).hasSize(6);
        assertThat(new HashSet<>(any.invited)).hasSize(6);
    }

    @Test
    void requestedInvitation_duringAPauseOfAllFlows_isRefused_andClaimsNoOne() {
        Invitation wanted = new Invitation(C1, null, List.of(new Invitee.User(new UserId("DUTY"), "Duty")));
        flow.store.pause(new Pause("duty", NOW, null, null));
        assertThat(RequestedInvitation.claim(flow.store, "rollcall:invite", wanted, world, () -> NOW, "CN"))
                .isPresent();
        flow.store.pause(ALL);
        Invitation other = new Invitation(C1, null, List.of(new Invitee.User(new UserId("NEXT"), "Next")));

        assertThat(RequestedInvitation.claim(flow.store, "rollcall:invite", other, world, () -> NOW, "CN"))
                .isEmpty();

        flow.store.resumeAll();
        assertThat(RequestedInvitation.claim(flow.store, "rollcall:invite", other, world, () -> NOW, "CN"))
                .map(RequestedInvitation::result)
                .contains(new InvitationResult(other.invitees(), List.of()));
    }

    @Test
    void requestedInvitation_whenThePauseBeginsAfterTheClaim_isFreeAgain() {
        Invitation wanted = new Invitation(C1, null, List.of(new Invitee.User(new UserId("DUTY"), "Duty")));
        RequestedInvitation claimed = RequestedInvitation.claim(
                        flow.store, "rollcall:invite", wanted, world, () -> NOW, "CN")
                .orElseThrow();
        flow.store.pause(ALL);

        assertThat(claimed.isPaused(flow.store)).isTrue();
        claimed.settle(flow.store, new Outcome.Failed<>(Fault.Paused.of(new OperationName("test", "invite"))));

        assertThat(flow.store.audited()).containsExactly("invite c1 DUTY PAUSED");
        flow.store.resumeAll();
        assertThat(flow.said()).contains("invite c1 DUTY done");
    }
}
