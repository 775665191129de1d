package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a tracked roster reads who is absent, and how often it counts the company. */
class AbsentPeopleTest extends TrackingTest {
    @Test
    void missingPermissions_areNotes_andNoProblems() {
        company.mayReadLeaves = false;
        company.mayReadPeople = false;
        company.mayCount = false;
        company.leave("s1", flow.now, true);

        RunResult result = run("unseen s1 from [2]");

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.problems()).isEmpty();
        assertThat(result.roster().notes()).hasSize(3).allMatch(note -> note.endsWith("Grant Contact.Common.Read."));
    }

    @Test
    void singleReads_thatTheVendorFails_areSaid() {
        company.personReadsFail = true;
        company.leave("s1", flow.now, false);

        RunResult result = run("unseen s1 from [2]");

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster().notes())
                .singleElement()
                .asString()
                .startsWith("Some people who are absent could not be read one by one");
    }

    @Test
    void missingPermissionToCount_isSaidInEachRunOfADay() {
        company.mayCount = false;
        assertThat(run().roster().notes()).hasSize(1);
        flow.now = flow.now.minus(Duration.ofHours(24)).plusSeconds(60);
        company.calls.clear();

        assertThat(run().roster().notes()).hasSize(1);
        assertThat(company.calls).doesNotContainKey("scopes");
    }

    @Test
    void scope_isReadOnceADay() {
        company.calls.clear();
        run();
        assertThat(company.calls).containsEntry("scopes", 1).containsEntry("head-count", 1);
        flow.now = flow.now.minus(Duration.ofHours(24)).plusSeconds(60);
        run();
        assertThat(company.calls).containsEntry("scopes", 1).containsEntry("head-count", 2);
    }

    @Test
    void singleReads_areLimited() {
        flow.maxShrink = RosterConfig.MaxShrink.ANY;
        company.mayReadLeaves = false;
        IntStream.range(0, 300).forEach(i -> company.join("x" + i, 3L));
        flow.run();
        flow.newChanges();
        IntStream.range(0, 300).forEach(i -> company.people.remove("x" + i));
        company.calls.clear();

        RunResult result = flow.run();

        assertThat(company.calls).containsEntry("user", 200);
        assertThat(result.roster().changed().left()).isEqualTo(200);
        assertThat(result.roster().changed().unseen()).isEqualTo(100);
        assertThat(flow.run().roster().changed().left()).isEqualTo(100);
    }

    @Test
    void company_isCountedAfterAnIncompleteRunOfTheSameDay() {
        company.outages.add(3L);
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        company.outages.clear();
        flow.now = flow.now.minus(Duration.ofHours(24)).plusSeconds(60);

        assertThat(flow.run().roster().headCount()).isEqualTo(25);
    }

    @Test
    void singleReads_reachEveryoneWhoStaysUnseen() {
        flow.maxShrink = RosterConfig.MaxShrink.ANY;
        company.mayReadLeaves = false;
        IntStream.range(0, 250).forEach(i -> company.join("x" + i, 3L));
        flow.run();
        IntStream.range(0, 250).forEach(i -> company.hidden.add("x" + i));
        flow.run();
        flow.newChanges();
        company.people.remove("x99");
        company.hidden.remove("x99");
        company.people.remove("x0");
        company.hidden.remove("x0");

        IntStream.range(0, 10).forEach(i -> flow.run());

        assertThat(flow.newChanges()).contains("left x0 from [3]", "left x99 from [3]");
    }
}
