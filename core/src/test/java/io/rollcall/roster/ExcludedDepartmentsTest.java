package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.DepartmentId;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig.Exclusions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rosters that leave departments out, and rosters without a look-up. */
class ExcludedDepartmentsTest {
    private static final Set<DepartmentId> NO_IDS = Set.of();

    /** 1 with 2 (Sites) with 3 (Old) with 4, and 5 (Old) below 1. */
    private static Rehearsal rehearsal(Exclusions exclude) {
        Company company = new Company();
        company.add(1, 0).people().add("boss");
        company.add(2, 1).people().addAll(List.of("a", "both"));
        company.add(3, 2).people().addAll(List.of("b", "both"));
        company.add(4, 3).people().add("c");
        company.add(5, 1).people().add("d");
        company.names.put(2L, "Sites");
        company.names.put(3L, "Old");
        company.names.put(5L, "Old");
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.exclude = exclude;
        return rehearsal;
    }

    private static List<String> people(Rehearsal rehearsal) {
        return Arrays.stream(new String(rehearsal.file(), StandardCharsets.UTF_8).split("\n"))
                .map(line -> line.replaceAll("^.\"userId\":\"([^\"]+)\".*", "$1"))
                .collect(Collectors.toList());
    }

    @Test
    void byId_leavesOutTheDepartmentAndEverythingBelow_andIsNoProblem() {
        Rehearsal rehearsal = rehearsal(new Exclusions(Set.of(new DepartmentId(3)), Set.of()));

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(people(rehearsal)).containsExactly("boss", "a", "both", "d");
    }

    @Test
    void byPath_leavesOutTheDepartmentOfThatPathOnly() {
        Rehearsal rehearsal = rehearsal(new Exclusions(NO_IDS, Set.of(List.of("Company", "Sites", "Old"))));

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(people(rehearsal)).containsExactly("boss", "a", "both", "d");
    }

    @Test
    void byPath_belowADepartmentThatAPathNames_isTheWholePath() {
        Rehearsal rehearsal = rehearsal(new Exclusions(NO_IDS, Set.of(List.of("Company", "Sites", "Old"))));
        rehearsal.roots = List.of();
        rehearsal.paths = List.of(List.of("Company", "Sites"));

        assertThat(rehearsal.conduct().roster().notes()).isEmpty();
        assertThat(people(rehearsal)).containsExactly("a", "both");
    }

    @Test
    void excluded_thatTheApplicationMayNotSee_isNoProblem() {
        Rehearsal rehearsal = rehearsal(new Exclusions(Set.of(new DepartmentId(3)), Set.of()));
        rehearsal.company.departments.get(2L).hiddenChildren().add(3L);

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
    }

    @Test
    void withoutLookUp_asksNobody_andCountsNothing() {
        Rehearsal rehearsal = rehearsal(Exclusions.NONE);
        rehearsal.looksUp = false;

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster().lookup()).isEqualTo(new RosterResult.Lookups(0, 0, 0, 0, 0, 0));
        assertThat(people(rehearsal)).containsExactly("boss", "a", "both", "d", "b", "c");
        assertThat(new String(rehearsal.file(), StandardCharsets.UTF_8)).doesNotContain("lookup", "account");
        assertThat(rehearsal.callsOf("huawei.user-details")).isZero();
    }
}
