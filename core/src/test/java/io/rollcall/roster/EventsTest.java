package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.UserDetails.Status;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig.Key;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every problem of a roster's report is told exactly once, as soon as nothing can take it back. */
class EventsTest {

    @Property(tries = 300)
    void run_whereverItEnds_hasToldItsProblems(
            @ForAll long seed, @ForAll boolean brokenOff, @ForAll @IntRange(max = 120) int steps) {
        Random chance = new Random(seed);
        Rehearsal rehearsal = new Rehearsal(troubled(chance));
        rehearsal.pageSize = chance.nextBoolean() ? 100 : 1 + chance.nextInt(100);
        rehearsal.singleLimit = chance.nextInt(60);
        rehearsal.order = new Random(chance.nextLong());
        rehearsal.readAhead = new ReadAhead(1 + chance.nextInt(16), chance.nextInt(100), 1 + chance.nextInt(100));
        if (chance.nextBoolean()) {
            // two people may have one key: a problem with one of them may turn out to be none
            rehearsal.key = new Key(Key.Attribute.JOB_NUMBER, null);
        }
        rehearsal.steps = brokenOff ? steps : Integer.MAX_VALUE;

        RunResult result = rehearsal.conduct();

        assertThat(rehearsal.told).containsExactlyInAnyOrderElementsOf(reported(result));
    }

    private static Company troubled(Random chance) {
        int departments = 1 + chance.nextInt(12);
        // with many, some are written before the last are seen
        int people = chance.nextInt(4) == 0 ? 3_000 : chance.nextInt(80);
        Company company = Company.of(people, departments);
        for (int d = 1; d <= departments; d++) {
            String id = " " + d;
            if (chance.nextInt(4) == 0) {
                company.faults.put("department-users" + id, Company::server);
            }
            if (chance.nextInt(4) == 0) {
                company.faults.put("sub-departments" + id, Company::server);
            }
            if (chance.nextInt(4) == 0) {
                company.faults.put("sub-department-ids" + id, Company::server);
            }
            if (d > 1 && chance.nextInt(6) == 0) {
                int hidden = d;
                company.departments.get(1L + (hidden - 2) / 20).hiddenChildren().add((long) hidden);
            }
        }
        for (int p = 0; p < people; p++) {
            company.jobNumbers.put("u" + p, "j" + chance.nextInt(people * 2));
        }
        for (int i = 0; people > 0 && i < 10; i++) {
            company.accounts.put("j" + i, Status.FOUND);
            company.poison.add((chance.nextBoolean() ? "j" : "u") + chance.nextInt(people));
        }
        return company;
    }

    private static List<FlowEvent> reported(RunResult result) {
        return result.problems().stream()
                .map(problem -> (FlowEvent) new FlowEvent.Troubled(problem))
                .toList();
    }

    @Test
    void problems_whenSettled_areToldWhileTheRunGoesOn() {
        Company company = Company.of(2_000, 10);
        company.faults.put("department-users 3", Company::server);
        company.poison.add("u0");
        Rehearsal rehearsal = new Rehearsal(company);

        RunResult result = rehearsal.conduct();

        assertThat(result.problems()).hasSize(2);
        assertThat(rehearsal.told).containsExactlyInAnyOrderElementsOf(reported(result));
        assertThat(rehearsal.toldEarly).isEqualTo(2);
    }

    @Test
    void plan_tellsNothing() {
        Company company = Company.of(20, 3);
        company.faults.put("department-users 3", Company::server);
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.mode = Mode.PLAN;

        assertThat(rehearsal.conduct().problems()).isNotEmpty();

        assertThat(rehearsal.told).isEmpty();
    }
}
