package io.rollcall.invite;

import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.Hints;
import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.HeapMemory;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import io.rollcall.model.Invitee;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.report.Mode;
import io.rollcall.report.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** An invitation flow over a world, for tests to change. */
final class InviteFlow {
    final World world;
    HeapMemory store = new HeapMemory();
    Mode mode = Mode.ONCE;
    Hints hints = Hints.NONE;
    boolean dry;
    long maxCalls = FlowConfig.Common.USUAL_CALLS;
    boolean metered = true;
    int maxChanges = 20;
    List<UserId> watched = List.of(new UserId("CEO"));
    List<Invitee> invitees;

    /** Invitees that start with a plus or a digit are phones. */
    InviteFlow(World world, String... invitees) {
        this.world = world;
        this.invitees = Stream.of(invitees).map(InviteFlow::invitee).toList();
    }

    static Invitee invitee(String who) {
        return who.matches("[+0-9].*")
                ? new Invitee.Phone(new PhoneNumber(who), null)
                : new Invitee.User(new UserId(who), "Nick of " + who);
    }

    InviteFlow watching(String... users) {
        watched = Stream.of(users).map(UserId::new).toList();
        return this;
    }

    MeetingRun run() {
        InviteConfig flow = new InviteConfig(
                new FlowConfig.Common("duty", null, true, null, null, null, maxCalls),
                "test",
                watched,
                invitees,
                null,
                new UserId("OP"),
                maxChanges,
                dry);
        boolean acting = mode != Mode.PLAN && !flow.dryRun();
        InviteSteps steps = new InviteSteps(
                flow,
                hints,
                new ListedPeople.Found(watched, invitees, new UserId("OP")),
                world,
                world,
                () -> Instant.EPOCH,
                "CN",
                metered);
        return new MeetingRun(steps, flow.name(), flow.maxChanges(), acting);
    }

    RunResult conduct() {
        return Conductor.conduct(run(), world, store);
    }

    RunResult conduct(Random order) {
        return Conductor.conduct(run(), world, store, order);
    }

    List<String> said() {
        return Said.of(conduct());
    }
}
