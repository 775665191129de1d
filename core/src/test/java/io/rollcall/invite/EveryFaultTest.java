package io.rollcall.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Faults;
import io.rollcall.meeting.World;
import io.rollcall.model.MeetingId;
import io.rollcall.report.Change;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault at every step of an invitation. */
class EveryFaultTest {
    private static final Set<String> ONE_BY_ONE = Set.of("bad-request", "no user", "no other");
    private static final Set<String> UNKNOWN = Set.of("banned", "lost", "server", "unreadable");

    static Stream<String> faults() {
        return Faults.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void invite_whenRefused(String name) {
        World world = new World().in("c1", "CEO");
        world.refuse("invite", Faults.all().get(name));
        InviteFlow flow = new InviteFlow(world, "A", "B");
        RunResult result = flow.conduct();

        boolean unknown = UNKNOWN.contains(name);
        assertThat(result.changes())
                .extracting(Change::status)
                .containsOnly(unknown ? Change.Status.UNKNOWN : Change.Status.FAILED);
        assertThat(result.outcome()).isEqualTo(unknown ? RunOutcome.INCOMPLETE : RunOutcome.FAILED);
        assertThat(world.calls)
                .filteredOn(call -> call.startsWith("invite"))
                .hasSize(ONE_BY_ONE.contains(name) ? 3 : 1);
        assertThat(result.problems()).hasSize(ONE_BY_ONE.contains(name) ? 2 : 1);
        assertThat(result.problems()).extracting("fault").containsOnly(kind(name));
        assertThat(flow.store
                        .standings(
                                new MeetingId("c1"),
                                flow.invitees.stream()
                                        .map(invitee -> InviteeKey.of(invitee, "CN"))
                                        .toList())
                        .values())
                .containsExactlyElementsOf(unknown ? List.of(Standing.UNKNOWN, Standing.UNKNOWN) : List.of());
        assertThat(flow.store.audited())
                .containsExactly(
                        "invite c1 A " + (unknown ? "UNKNOWN" : "FAILED"),
                        "invite c1 B " + (unknown ? "UNKNOWN" : "FAILED"));

        // who was certainly not called may be called in the next run, the others never
        world.heal();
        flow.conduct();
        assertThat(world.invited).hasSize(unknown ? 0 : 2);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void observe_whenRefused_callsNoOne(String name) {
        for (String call : List.of("ongoing-meetings", "members")) {
            World world = new World().in("c1", "CEO");
            world.refuse(call, Faults.all().get(name));
            RunResult result = new InviteFlow(world, "A", "B").conduct();

            assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
            assertThat(result.problems()).extracting("fault").containsExactly(kind(name));
            assertThat(result.changes()).isEmpty();
            assertThat(result.unchanged()).isEmpty();
            assertThat(world.invited).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void secondLook_whenRefused_leavesTheInvitationUnknown(String name) {
        World world = new World().in("c1", "CEO");
        Function<OperationName, Fault> fault = Faults.all().get(name);
        boolean[] called = {false};
        world.refuse(
                "invite",
                question -> {
                    called[0] = true;
                    return true;
                },
                Faults::lost,
                true,
                1);
        world.refuse("members", question -> called[0], fault, false, 9);
        RunResult result = new InviteFlow(world, "A").conduct();

        assertThat(result.changes()).extracting(Change::status).containsExactly(Change.Status.UNKNOWN);
        assertThat(result.problems()).extracting("fault").containsExactly(Fault.Kind.NO_ANSWER);
    }

    private static Fault.Kind kind(String name) {
        return Faults.all().get(name).apply(new OperationName("test", "invite")).kind();
    }
}
