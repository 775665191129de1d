package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.UserDetails.Status;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What refused look-ups cost, and that they fail nobody else. */
class RefusedBatchTest {
    private static Rehearsal rehearsal(int people, Set<Integer> poison) {
        Company company = Company.of(people, 1);
        for (int i = 0; i < people; i++) {
            company.accounts.put("u" + i, Status.FOUND);
        }
        poison.forEach(i -> company.poison.add("u" + i));
        return new Rehearsal(company);
    }

    private static int requests(Rehearsal rehearsal) {
        return rehearsal.callsOf("huawei.user-details");
    }

    @Property(tries = 100)
    void onePoison_costsALogarithm(@ForAll @IntRange(max = 199) int poison) {
        Rehearsal rehearsal = rehearsal(200, Set.of(poison));

        RunResult result = rehearsal.conduct();

        assertThat(result.roster().lookup().found()).isEqualTo(199);
        assertThat(result.problems()).extracting(Problem::subject).containsExactly("user u" + poison);
        assertThat(requests(rehearsal)).isLessThanOrEqualTo(17);
    }

    @Property(tries = 100)
    void somePoison_failsNobodyElse(
            @ForAll @Size(max = 4) Set<@IntRange(max = 499) Integer> poison, @ForAll long seed) {
        Rehearsal rehearsal = rehearsal(500, poison);
        rehearsal.order = new Random(seed);
        Rehearsal again = rehearsal(500, poison);

        RunResult result = rehearsal.conduct();
        RunResult same = again.conduct();

        assertThat(result.roster().lookup().found()).isEqualTo(500 - poison.size());
        assertThat(result.problems()).hasSize(poison.size());
        assertThat(same.problems()).isEqualTo(result.problems());
        assertThat(requests(again)).isEqualTo(requests(rehearsal));
    }

    @Test
    void everybodyPoison_stopsSoon() {
        Rehearsal rehearsal = rehearsal(2_000, IntStream.range(0, 2_000).boxed().collect(Collectors.toSet()));

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(result.problems()).hasSize(2_000);
        assertThat(rehearsal.singles).isLessThanOrEqualTo(7);
        assertThat(requests(rehearsal)).isLessThanOrEqualTo(10 + 25);
    }

    @Test
    void noQuestionsAboutOneAllowed_failsThoseWhoAreLeft() {
        Rehearsal rehearsal = rehearsal(200, Set.of(77));
        rehearsal.singleLimit = 0;

        RunResult result = rehearsal.conduct();

        assertThat(rehearsal.singles).isZero();
        assertThat(result.problems()).extracting(Problem::subject).contains("user u77");
        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
    }

    @Test
    void manyPoison_takeNoMoreThanTheAllowance() {
        Rehearsal rehearsal =
                rehearsal(1_000, IntStream.range(0, 500).map(i -> 2 * i).boxed().collect(Collectors.toSet()));
        rehearsal.singleLimit = 50;

        rehearsal.conduct();

        assertThat(rehearsal.singles).isLessThanOrEqualTo(50);
    }
}
