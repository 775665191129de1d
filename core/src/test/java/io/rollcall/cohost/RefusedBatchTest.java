package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Faults;
import io.rollcall.meeting.World;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RunResult;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a refused batch costs, and that everybody gets the same as if they had been asked for one by one. */
class RefusedBatchTest {
    private static CoHostFlow flow(int people, Set<Integer> poison) {
        return flow(new World(), people, poison);
    }

    private static CoHostFlow flow(World world, int people, Set<Integer> poison) {
        String[] users = IntStream.range(0, people).mapToObj(i -> "U" + i).toArray(String[]::new);
        for (String user : users) {
            world.in("c1", user);
        }
        Set<UserId> refused = poison.stream().map(i -> new UserId("U" + i)).collect(Collectors.toSet());
        world.refuse(
                "set-co-hosts",
                question -> ((CoHostChange) question).users().stream().anyMatch(refused::contains),
                Faults::badRequest,
                false,
                Integer.MAX_VALUE);
        CoHostFlow flow = new CoHostFlow(world, users);
        flow.maxChanges = 1_000;
        return flow;
    }

    private static long requests(CoHostFlow flow) {
        return flow.world.calls.stream()
                .filter(call -> call.startsWith("set-co-hosts"))
                .count();
    }

    private static Set<Integer> failed(RunResult result) {
        return result.changes().stream()
                .filter(change -> change.status() == Change.Status.FAILED)
                .map(change -> Integer.valueOf(change.user().value().substring(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Property(tries = 200)
    void onePoison_costsALogarithm(
            @ForAll @IntRange(min = 1, max = 500) int people, @ForAll @IntRange(max = 499) int at) {
        int poison = at % people;
        CoHostFlow flow = flow(people, Set.of(poison));

        RunResult result = flow.conduct();

        assertThat(failed(result)).containsExactly(poison);
        assertThat(result.problems()).extracting(Problem::subject).containsExactly("user U" + poison);
        int log = 32 - Integer.numberOfLeadingZeros(people);
        assertThat(requests(flow)).isLessThanOrEqualTo(1 + 2L * log);
    }

    @Property(tries = 200)
    void somePoison_failsNobodyElse(
            @ForAll @IntRange(min = 2, max = 200) int people,
            @ForAll @Size(max = 4) Set<@IntRange(max = 199) Integer> at) {
        Set<Integer> poison = at.stream().map(i -> i % people).collect(Collectors.toCollection(TreeSet::new));
        CoHostFlow flow = flow(people, poison);

        assertThat(failed(flow.conduct())).isEqualTo(poison);
        assertThat(requests(flow)).isLessThanOrEqualTo(1 + 2L * people);
    }

    @Test
    void poisonAtTheHead_failsNobodyElse() {
        Set<Integer> poison = IntStream.range(0, 7).boxed().collect(Collectors.toCollection(TreeSet::new));
        poison.add(150);
        CoHostFlow flow = flow(200, poison);

        assertThat(failed(flow.conduct())).isEqualTo(poison);
    }

    @Test
    void everybodyPoison_stopsAndIsReportedOnce() {
        CoHostFlow flow = flow(200, IntStream.range(0, 200).boxed().collect(Collectors.toSet()));

        RunResult result = flow.conduct();

        assertThat(failed(result)).hasSize(200);
        assertThat(result.problems()).extracting(Problem::subject).containsExactly("meeting c1");
        assertThat(requests(flow)).isLessThanOrEqualTo(26);
        assertThat(flow.store.audited()).hasSize(200).allMatch(line -> line.endsWith("FAILED"));
    }

    @Test
    void fewPeopleAllPoison_areReportedEach() {
        RunResult result = flow(4, Set.of(0, 1, 2, 3)).conduct();

        assertThat(result.problems())
                .extracting(Problem::subject)
                .containsExactly("user U0", "user U1", "user U2", "user U3");
    }

    @Test
    void permissionGoneInBetween_stopsAndFailsTheRest() {
        int[] asked = {0};
        World world = new World();
        world.refuse("set-co-hosts", question -> ++asked[0] == 4, Faults::permission, false, 1);
        CoHostFlow flow = flow(world, 64, Set.of(40));

        RunResult result = flow.conduct();

        assertThat(requests(flow)).isEqualTo(4);
        assertThat(result.problems()).extracting(Problem::subject).containsExactly("meeting c1");
        assertThat(result.changes())
                .extracting(Change::status)
                .contains(Change.Status.DONE, Change.Status.FAILED)
                .doesNotContain(Change.Status.UNKNOWN);
    }
}
