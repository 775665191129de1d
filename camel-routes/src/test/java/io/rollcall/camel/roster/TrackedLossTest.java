package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig;
import io.rollcall.state.RosterRepository.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a tracked roster is quarantined because it would lose too many people, and what accepts the loss. */
class TrackedLossTest extends TrackingTest {
    @Test
    void tooManyLost_isQuarantined_andNothingIsReplaced() throws IOException {
        String before = Files.readString(flow.output());
        IntStream.range(0, 10).forEach(i -> company.hidden.add("s" + i));
        company.hidden.add("r1");

        RunResult result = run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
        assertThat(result.problems().get(0).message())
                .contains("would lose 11 of 25 people, and max-shrink allows 10%.")
                .contains("Largest losses: department 2 (Sales): 10, department 3 (Research): 1.");
        assertThat(Files.readString(flow.output())).isEqualTo(before);
        Quarantine quarantine =
                flow.store.rosters().quarantine(TrackedFlow.FLOW).orElseThrow();
        assertThat(quarantine.lost()).isEqualTo(11);
        assertThat(quarantine.departments().get(0).people()).isEqualTo(10);
    }

    @Test
    void accepted_letsARunThroughThatLosesOnlyTheNamedPeople() {
        IntStream.range(0, 10).forEach(i -> company.hidden.add("s" + i));
        run();
        flow.store.rosters().allow(TrackedFlow.FLOW, flow.now.plus(Duration.ofDays(7)));
        company.hidden.add("r1");

        assertThat(run().outcome()).isEqualTo(RunOutcome.QUARANTINED);
        company.hidden.remove("r1");
        flow.store.rosters().allow(TrackedFlow.FLOW, flow.now.plus(Duration.ofDays(7)));
        RunResult result = flow.run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(flow.newChanges()).hasSize(10).allMatch(change -> change.startsWith("unseen s"));
        assertThat(flow.store.rosters().quarantine(TrackedFlow.FLOW)).isEmpty();
        run();
    }

    @Test
    void empty_isNeverLetThrough() {
        company.hidden.addAll(company.people.keySet());
        assertThat(run().outcome()).isEqualTo(RunOutcome.QUARANTINED);
        flow.store.rosters().allow(TrackedFlow.FLOW, flow.now.plus(Duration.ofDays(7)));
        flow.maxShrink = RosterConfig.MaxShrink.ANY;
        assertThat(run().outcome()).isEqualTo(RunOutcome.QUARANTINED);
    }

    @Test
    void incompleteRun_thatLosesTooMany_marksNoOne() {
        IntStream.range(0, 11).forEach(i -> company.hidden.add("s" + i));
        company.outages.add(3L);

        RunResult result = run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        company.outages.clear();
        company.hidden.clear();
        run();
    }

    @Test
    void quarantineOfAnUntrackedRoster_canBeAcceptedToo() {
        flow.tracks = false;
        IntStream.range(0, 11).forEach(i -> company.hidden.add("s" + i));
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.QUARANTINED);
        flow.store.rosters().allow(TrackedFlow.FLOW, flow.now.plus(Duration.ofDays(7)));

        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(flow.store.rosters().quarantine(TrackedFlow.FLOW)).isEmpty();
    }

    @Test
    void plan_changesNothing_andJudgesTheLoss() {
        flow.mode = Mode.PLAN;
        IntStream.range(0, 11).forEach(i -> company.hidden.add("s" + i));

        RunResult result = run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
        assertThat(result.roster().changed()).isNull();
        assertThat(flow.store.rosters().quarantine(TrackedFlow.FLOW)).isEmpty();
    }

    @Test
    void incompleteRun_endsNoQuarantine_andUsesUpNoAcceptance() {
        IntStream.range(0, 10).forEach(i -> company.hidden.add("s" + i));
        assertThat(run().outcome()).isEqualTo(RunOutcome.QUARANTINED);
        flow.store.rosters().allow(TrackedFlow.FLOW, flow.now.plus(Duration.ofDays(7)));
        company.outages.add(3L);

        assertThat(run().outcome()).isEqualTo(RunOutcome.INCOMPLETE);

        assertThat(flow.store.rosters().quarantine(TrackedFlow.FLOW)).isPresent();
        company.outages.clear();
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(flow.store.rosters().quarantine(TrackedFlow.FLOW)).isEmpty();
    }

    @Test
    void incompleteRun_whileTheRosterIsQuarantined_marksNoOne() {
        flow.maxShrink = new RosterConfig.MaxShrink(2, false);
        company.hidden.addAll(List.of("s1", "s2", "r1"));
        assertThat(run().outcome()).isEqualTo(RunOutcome.QUARANTINED);
        company.outages.add(3L);

        assertThat(run().outcome()).isEqualTo(RunOutcome.INCOMPLETE);

        company.outages.clear();
        assertThat(run().outcome()).isEqualTo(RunOutcome.QUARANTINED);
    }

    @Test
    void firstTrackedRun_isComparedWithTheExistingFile() throws IOException {
        flow.close();
        flow = new TrackedFlow(createdFolder());
        company = flow.company;
        IntStream.range(0, 25).forEach(i -> company.join("p" + i, 1L));
        flow.tracks = false;
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        String before = Files.readString(flow.output());
        flow.tracks = true;
        IntStream.range(0, 11).forEach(i -> company.hidden.add("p" + i));

        RunResult result = flow.run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
        assertThat(result.problems().get(0).message()).contains("would lose 11 of 25 people");
        assertThat(Files.readString(flow.output())).isEqualTo(before);
        assertThat(flow.store.rosters().status(TrackedFlow.FLOW)).isEmpty();
        flow.store.rosters().allow(TrackedFlow.FLOW, flow.now.plus(Duration.ofDays(7)));
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(flow.store.rosters().quarantine(TrackedFlow.FLOW)).isEmpty();
        assertThat(flow.changes()).isEmpty();
        assertThat(Files.readAllLines(flow.output())).hasSize(14);
    }
}
