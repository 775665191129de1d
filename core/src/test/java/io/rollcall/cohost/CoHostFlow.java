package io.rollcall.cohost;

import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.Hints;
import io.rollcall.meeting.ChangesUnderWay;
import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.HeapMemory;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.MemberReads;
import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import io.rollcall.model.UserId;
import io.rollcall.report.Mode;
import io.rollcall.report.RunResult;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A co-host flow over a world, for tests to change. */
final class CoHostFlow {
    final World world;
    HeapMemory store = new HeapMemory();
    Mode mode = Mode.ONCE;
    CoHostConfig.Look look = CoHostConfig.Look.USERS;
    Hints hints = Hints.NONE;
    /** What earlier polls read; null for a run that reads every meeting. */
    MemberReads reads;

    Instant now = Instant.EPOCH;
    boolean external;
    boolean phone;
    boolean remove;
    boolean dry;
    long maxCalls = FlowConfig.Common.USUAL_CALLS;
    boolean metered = true;
    boolean events;
    final ChangesUnderWay underWay = new ChangesUnderWay();
    int maxChanges = 100;
    List<UserId> users = List.of();
    Set<UserId> elsewhere = Set.of();

    CoHostFlow(World world, String... users) {
        this.world = world;
        this.users = ids(users);
    }

    static List<UserId> ids(String... users) {
        return Stream.of(users).map(UserId::new).toList();
    }

    CoHostFlow organization() {
        look = CoHostConfig.Look.ORGANIZATION;
        return this;
    }

    CoHostConfig config() {
        return new CoHostConfig(
                new FlowConfig.Common("board", null, true, null, null, null, maxCalls),
                "test",
                users,
                null,
                look,
                external,
                phone,
                remove,
                maxChanges,
                dry);
    }

    MeetingRun run() {
        CoHostConfig flow = config();
        Set<UserId> anywhere = new LinkedHashSet<>(users);
        anywhere.addAll(elsewhere);
        boolean acting = mode != Mode.PLAN && !dry;
        CoHostSteps steps = new CoHostSteps(
                flow, hints, reads, acting, users, anywhere, world, world, underWay, () -> now, metered, events);
        return new MeetingRun(steps, flow.name(), maxChanges, acting);
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
