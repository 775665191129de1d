package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Faults;
import io.rollcall.meeting.World;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault at every step of a promotion. */
class EveryFaultTest {
    private static final Set<String> ONE_BY_ONE = Set.of("bad-request", "no user", "no other");
    private static final Set<String> UNKNOWN = Set.of("banned", "lost", "server", "unreadable");

    static Stream<String> faults() {
        return Faults.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void setCoHosts_whenRefused(String name) {
        World world = new World().in("c1", "A").in("c1", "B");
        world.refuse("set-co-hosts", Faults.all().get(name));
        CoHostFlow flow = new CoHostFlow(world, "A", "B");
        RunResult result = flow.conduct();

        boolean unknown = UNKNOWN.contains(name);
        assertThat(result.changes())
                .extracting(Change::status)
                .containsOnly(unknown ? Change.Status.UNKNOWN : Change.Status.FAILED);
        assertThat(result.outcome()).isEqualTo(unknown ? RunOutcome.INCOMPLETE : RunOutcome.FAILED);
        assertThat(world.calls)
                .filteredOn(call -> call.startsWith("set-co-hosts"))
                .hasSize(ONE_BY_ONE.contains(name) ? 3 : 1);
        assertThat(result.problems()).hasSize(ONE_BY_ONE.contains(name) ? 2 : 1);
        assertThat(result.problems()).extracting("fault").containsOnly(kind(name));
        assertThat(flow.store.histories(new MeetingId("c1"), List.of(new UserId("A"), new UserId("B"))))
                .hasSize(unknown ? 2 : 0);

        // no promotion is lost
        world.heal();
        assertThat(flow.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void lookAtUsers_whenRefused_changesNothing(String name) {
        World world = new World().in("c1", "A");
        world.refuse("ongoing-meetings", Faults.all().get(name));
        changesNothing(new CoHostFlow(world, "A"), name);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void lookAtOrganization_whenRefused_changesNothing(String name) {
        for (String call : List.of("org-meetings", "members")) {
            World world = new World().in("c1", "A").in("c1", "X", "coHost");
            world.refuse(call, Faults.all().get(name));
            CoHostFlow flow = new CoHostFlow(world, "A").organization();
            flow.remove = true;
            changesNothing(flow, name);
        }
    }

    private static void changesNothing(CoHostFlow flow, String name) {
        RunResult result = flow.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.problems()).extracting("fault").containsExactly(kind(name));
        assertThat(result.changes()).isEmpty();
        assertThat(result.unchanged()).isEmpty();
    }

    private static Fault.Kind kind(String name) {
        return Faults.all()
                .get(name)
                .apply(new OperationName("test", "set-co-hosts"))
                .kind();
    }
}
