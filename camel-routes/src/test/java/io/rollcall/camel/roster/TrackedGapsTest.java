package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a tracked roster keeps where a run could not read everything. */
class TrackedGapsTest extends TrackingTest {
    @Test
    void unreadDepartment_freezesItsOwnPeopleOnly() throws IOException {
        company.outages.add(2L);
        company.leave("s1", flow.now.plusSeconds(60), true);
        company.leave("r1", flow.now.plusSeconds(60), true);
        String before = Files.readString(flow.output());

        // a proof is asked for after a complete walk only
        RunResult result = run("unseen r1 from [3]");

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(Files.readString(flow.output())).isEqualTo(before);
        company.outages.clear();
        run("left s1 from [2]", "left r1 from [3]");
        run();
    }

    @Test
    void unreadDepartment_leavesPeopleOfSeveralDepartmentsAsTheyAre() {
        company.outages.add(2L);

        run();
        company.outages.clear();
        run();
    }

    @Test
    void frozen_wasNotSeen_soALeaveRecordOfThatTimeProves() {
        company.mayReadPeople = false;
        Instant seen = flow.lastSeen("s1");
        company.outages.add(2L);
        run();
        assertThat(flow.lastSeen("s1")).isEqualTo(seen);
        assertThat(flow.lastSeen("both"))
                .as("in a department that was read, too")
                .isEqualTo(flow.now);
        flow.now = flow.now.plus(Duration.ofHours(1));
        company.leave("s1", flow.now, true);
        run();
        run();
        assertThat(flow.lastSeen("s1")).isEqualTo(seen);

        company.outages.clear();
        run("left s1 from [2]");
        assertThat(flow.lastSeen("s1")).isEqualTo(seen);
        assertThat(flow.lastSeen("s2")).isEqualTo(flow.now);
        int staged = flow.staged;
        run();
        assertThat(flow.staged).as("a second run writes nothing").isEqualTo(staged);
    }

    /** So many are absent that an incomplete run keeps them: they were not seen either. */
    @Test
    void keptByAnIncompleteRun_wasNotSeen() {
        Instant seen = flow.lastSeen("s1");
        company.outages.add(3L);
        IntStream.range(0, 12).forEach(i -> company.hidden.add("s" + i));
        flow.run();
        assertThat(flow.newChanges()).isEmpty();
        assertThat(flow.lastSeen("s1")).isEqualTo(seen);
        company.hidden.clear();
        company.outages.clear();
        run();
        assertThat(flow.lastSeen("s1")).isEqualTo(flow.now);
    }

    @Test
    void unreadList_freezesEverythingBelow() {
        company.department(4, 3, "Lab");
        company.join("l1", 4L);
        run("joined l1 to [4]");
        company.listOutages.add(3L);

        RunResult result = run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        company.listOutages.clear();
        run();
    }

    @Test
    void furtherDepartment_thatThePersonsOwnListDoesNotName_isInTheSnapshot() {
        TrackedCompany.Member member = company.people.get("both");
        member.unlisted.add(3L);
        run();
        member.departments.remove(3L);
        run("moved both from [2, 3] to [2]");
        member.departments.add(3L);
        run("moved both from [2] to [2, 3]");
        run();
    }

    @Test
    void incompleteFirstRun_isNoBaseline() {
        flow.close();
        flow = new TrackedFlow(createdFolder());
        flow.company.department(2, 1, "Sales");
        flow.company.join("a", 2L);
        flow.company.join("b", 1L);
        flow.company.outages.add(2L);

        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.INCOMPLETE);

        assertThat(flow.store.rosters().status(TrackedFlow.FLOW)).isEmpty();
        flow.company.outages.clear();
        flow.run();
        assertThat(flow.changes()).isEmpty();
    }
}
