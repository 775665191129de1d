package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Faults;
import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import io.rollcall.report.RunResult;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A meeting whose list of people never ends costs its share of a run, and no other meeting. */
class EndlessListTest {

    private static World healthy(World world, String meeting) {
        return world.in(meeting, "UN2")
                .in(meeting, "a")
                .in(meeting, "b")
                .in(meeting, "c")
                .in(meeting, "d");
    }

    private static long pages(World world, String meeting) {
        return world.calls.stream()
                .filter(call -> call.startsWith("members: ") && call.contains("meeting=" + meeting + ","))
                .count();
    }

    @Test
    void organization_whenListsNeverEnd_servesTheOtherMeetings() {
        for (int seed = 0; seed < 50; seed++) {
            World world = healthy(new World().endless("c1"), "c2").endless("c3").endless("c4");
            world.mostCalls = 24;
            CoHostFlow flow = new CoHostFlow(world, "UN2").organization();
            flow.maxCalls = 24;

            RunResult result = flow.conduct(new Random(seed));

            assertThat(Said.of(result))
                    .containsExactly(
                            "incomplete",
                            "problem meeting c1 quota",
                            "problem meeting c3 quota",
                            "problem meeting c4 quota",
                            "promote c2 UN2 done");
            assertThat(result.problems().get(0).message())
                    .contains("goes on after 4 pages", "24 calls", "10 were", "raise rollcall.flow.board.max-calls");
            assertThat(pages(world, "c2")).isEqualTo(3);
            assertThat(world.calls.size()).isLessThan(24);
        }
    }

    @Test
    void organization_whenAListNeverEnds_removesNobodysRole() {
        World world = healthy(new World().endless("c1"), "c2").in("c2", "e", "coHost");
        CoHostFlow flow = new CoHostFlow(world, "UN2").organization();
        flow.remove = true;
        flow.maxCalls = 20;

        assertThat(flow.said()).containsExactly("incomplete", "problem meeting c1 quota", "promote c2 UN2 done");
    }

    @Test
    void organization_whenAListIsLongAndEnds_getsWhatTheShortOnesLeave() {
        World world = new World().in("c1", "UN2").meeting("c2");
        for (int i = 0; i < 28; i++) {
            world.in("c2", "person" + i);
        }
        CoHostFlow flow = new CoHostFlow(world, "UN2").organization();
        flow.maxCalls = 20;

        assertThat(flow.said()).containsExactly("complete", "promote c1 UN2 done");
        assertThat(pages(world, "c2")).isEqualTo(14);

        world.in("c2", "one more");
        assertThat(flow.said()).startsWith("incomplete", "problem meeting c2 quota");
    }

    @Test
    void organization_whenCallsAreNotMetered_readsALimitedNumberOfPages() {
        World world = new World();
        for (int i = 0; i < 15; i++) {
            world.endless("c" + i);
        }
        CoHostFlow flow = new CoHostFlow(healthy(world, "healthy"), "UN2").organization();
        flow.metered = false;
        flow.maxCalls = 1;

        RunResult result = flow.conduct();

        assertThat(Said.of(result)).hasSize(17).contains("problem meeting c7 unreadable", "promote healthy UN2 done");
        assertThat(result.problems()).allMatch(problem -> problem.message().contains("at most 1,000 further pages"));
        assertThat(world.calls.stream().filter(call -> call.startsWith("members")))
                .hasSize(1016);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 40, 500})
    void organization_whenTheListOfMeetingsNeverEnds_servesTheFirstOnes(long maxCalls) {
        World world = healthy(new World(), "c1");
        world.endlessMeetings = true;
        world.mostCalls = (int) maxCalls;
        CoHostFlow flow = new CoHostFlow(world, "UN2").organization();
        flow.maxCalls = maxCalls;

        assertThat(flow.said())
                .startsWith("incomplete", "problem flow board unreadable")
                .endsWith("promote c1 UN2 done");
    }

    @Test
    void organization_whenTheListOfMeetingsNeverEndsAndCallsAreNotMetered_readsALimitedNumber() {
        World world = healthy(new World(), "c1");
        world.endlessMeetings = true;
        CoHostFlow flow = new CoHostFlow(world, "UN2").organization();
        flow.metered = false;

        assertThat(flow.said()).containsExactly("incomplete", "problem flow board unreadable", "promote c1 UN2 done");
        assertThat(world.calls).hasSize(100 + 1000 + 2 + 1);
    }

    @Test
    void verification_whenTheListNeverEnds_readsAFewPagesOnly() {
        World world = new World().in("c1", "UN2").endless("c1");
        world.refuse("set-co-hosts", any -> true, Faults::lost, false, 1);

        assertThat(new CoHostFlow(world, "UN2").conduct().changes())
                .extracting(Said::of)
                .containsExactly("promote c1 UN2 unknown");
        assertThat(pages(world, "c1")).isEqualTo(10);
    }
}
