package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.hint.DirectoryMarks;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig;
import io.rollcall.state.RosterRepository.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run on events makes of each kind of change; afterwards a walk finds nothing more. */
class LiveRosterTest {
    @TempDir
    Path folder;

    private TrackedFlow flow;
    private TrackedCompany company;

    private void start() {
        flow = new TrackedFlow(folder);
        company = flow.company;
        company.department(2, 1, "Sales");
        company.department(3, 1, "Research");
        company.department(4, 3, "Former");
        IntStream.range(0, 12).forEach(i -> company.join("s" + i, 2L));
        IntStream.range(0, 12).forEach(i -> company.join("r" + i, 3L));
        company.join("both", 2L, 3L);
    }

    private void walked() {
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        flow.newChanges();
        company.calls.clear();
    }

    private void started() {
        start();
        walked();
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private RunResult events(String person, String... changes) {
        RunResult result = flow.events(person);
        assertThat(flow.newChanges()).containsExactlyInAnyOrder(changes);
        return result;
    }

    /** The file is the one that a walk would write, but for the order. */
    private void walkFindsNothing() throws IOException {
        List<String> live = Files.readAllLines(flow.output());
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(flow.newChanges()).isEmpty();
        assertThat(live).containsExactlyInAnyOrderElementsOf(Files.readAllLines(flow.output()));
    }

    @Test
    void change_isComparedLookedUpStoredDeliveredAndWritten() throws IOException {
        started();
        company.people.get("s3").title = "Chief";
        company.people.get("both").name = "Another";
        company.people.get("both").accountName = "renamed";

        RunResult result = flow.events("s3", "both", "s4");

        assertThat(flow.newChanges())
                .containsExactlyInAnyOrder("changed s3 [title]", "renamed both", "changed both [account.name]");
        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster().people()).isEqualTo(3);
        assertThat(result.roster().changed()).isEqualTo(new RosterResult.Changed(0, 0, 0, 0, 1, 2, 0));
        assertThat(result.roster().written()).isEqualTo("roster.ndjson");
        assertThat(flow.linesOfChanges()).hasSize(3);
        assertThat(flow.events).hasSize(3);
        assertThat(company.calls).isEqualTo(java.util.Map.of("user", 3, "user-details", 1));
        assertThat(Files.readAllLines(flow.output()).get(0)).contains("\"both\"", "Another");
        walkFindsNothing();
    }

    @Test
    void nothing_thatChanged_isNoChangeAndNoRun() {
        started();
        RunSummary before = status();
        RunResult result = events("s3");
        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster().written()).isNull();
        assertThat(status()).isEqualTo(before);
    }

    private RunSummary status() {
        return flow.store.rosters().status(TrackedFlow.FLOW).orElseThrow().last();
    }

    @Test
    void join_leave_return_areAsInAWalk() throws IOException {
        started();
        company.join("new", 3L);
        events("new", "joined new to [3]");
        assertThat(status().people()).isEqualTo(26);

        company.leave("new", flow.now, false);
        events("new", "left new from [3]");
        assertThat(status().people()).isEqualTo(25);
        assertThat(status().headCount()).isEqualTo(25);

        company.join("new", 2L);
        events("new", "returned new to [2]", "changed new [leader]");
        walkFindsNothing();
    }

    @Test
    void leave_event_isProof_whereThePersonCannotBeRead() {
        started();
        company.mayReadPeople = false;
        RunResult changed = flow.events("s1");
        assertThat(changed.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(flow.newChanges()).isEmpty();

        assertThat(flow.events(true, "s1").outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(flow.newChanges()).containsExactly("left s1 from [2]");
    }

    @Test
    void leave_event_ofAPersonWhoIsThere_isNoLeave() {
        started();
        flow.events(true, "s1");
        assertThat(flow.newChanges()).isEmpty();
    }

    @Test
    void move_isAMove_andOutOfTheFlowUnseen() throws IOException {
        start();
        company.department(9, 0, "Elsewhere");
        flow.exclude = new RosterConfig.Exclusions(Set.of(), Set.of(List.of("Company", "Research", "Former")));
        walked();
        company.people.get("s1").departments.add(3L);
        company.people.get("s2").departments.clear();
        company.people.get("s2").departments.add(4L);
        company.people.get("s3").departments.clear();
        company.people.get("s3").departments.add(9L);
        company.join("outside", 4L);

        flow.events("s1", "s2", "s3", "outside");

        assertThat(flow.newChanges())
                .containsExactlyInAnyOrder("moved s1 from [2] to [2, 3]", "unseen s2 from [2]", "unseen s3 from [2]");
        assertThat(Files.readString(flow.output())).doesNotContain("\"s2\"", "\"s3\"", "\"outside\"");
        company.people.get("s2").departments.add(2L);
        events("s2", "returned s2 to [2, 4]");
        walkFindsNothing();
    }

    @Test
    void person_withoutAListOfDepartments_isLeftToTheWalk() {
        started();
        company.people.get("s1").unlisted.add(2L);
        RunResult result = events("s1");
        assertThat(result.roster().notes()).singleElement().asString().contains("the next walk decides");
    }

    @Test
    void newDepartment_isReadWithThePersonWhoIsInIt() {
        started();
        company.department(5, 4, "New");
        company.people.get("s1").departments.clear();
        company.people.get("s1").departments.add(5L);

        events("s1", "moved s1 from [2] to [5]", "changed s1 [leader]");

        assertThat(flow.store.rosters().departments(TrackedFlow.FLOW, List.of(new DepartmentId(5))))
                .hasSize(1);
    }

    @Test
    void department_renamed_isKnown() {
        started();
        company.names.put(2L, "Sales and more");
        flow.events(new DirectoryMarks(Set.of(), Set.of(), Set.of(new DepartmentId(2), new DepartmentId(77)), true));
        assertThat(flow.store.rosters().departmentNames(TrackedFlow.FLOW, List.of(new DepartmentId(2))))
                .containsValue("Sales and more");
        assertThat(flow.newChanges()).isEmpty();
    }

    @Test
    void departmentsByPath_areFollowed_untilThePathIsGone() throws IOException {
        start();
        flow.departments = List.of(new DepartmentPath(List.of("Company", "Research")));
        flow.exclude = new RosterConfig.Exclusions(Set.of(), Set.of(List.of("Company", "Research", "Former")));
        walked();
        company.people.get("r1").departments.clear();
        company.people.get("r1").departments.add(4L);
        company.people.get("r2").title = "Chief";
        flow.events("r1", "r2", "s1");
        assertThat(flow.newChanges()).containsExactlyInAnyOrder("unseen r1 from [3]", "changed r2 [title]");
        company.people.get("r1").departments.add(3L);
        events("r1", "returned r1 to [3, 4]");
        walkFindsNothing();

        company.names.put(3L, "Development");
        company.people.get("r3").title = "Chief";
        byte[] before = Files.readAllBytes(flow.output());
        for (RunResult result : List.of(flow.events("r3"), flow.run())) {
            assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
            assertThat(result.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                    .startsWith("/Company has no department Research"));
            assertThat(flow.newChanges()).isEmpty();
            assertThat(flow.output()).hasBinaryContent(before);
        }

        company.names.put(3L, "Research");
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(flow.newChanges()).containsExactly("changed r3 [title]");
    }

    @Test
    void frozenPerson_whomAnEventNames_wasSeenThen() throws IOException {
        started();
        Instant walk = flow.lastSeen("s1");
        company.outages.add(2L);
        flow.run();
        assertThat(flow.lastSeen("s1")).isEqualTo(walk);
        events("s1");
        assertThat(flow.lastSeen("s1")).isEqualTo(flow.now);
        assertThat(flow.lastSeen("s2")).isEqualTo(walk);
        company.outages.clear();
        walkFindsNothing();
        assertThat(flow.lastSeen("s2")).isEqualTo(flow.now);
    }

    @Test
    void newUserId_withTheSameUnionId_isTheSamePerson() throws IOException {
        started();
        TrackedCompany.Member member = company.people.remove("s1");
        company.people.put("s1-new", member);

        flow.events("s1", "s1-new");

        assertThat(flow.newChanges()).hasSize(1).allSatisfy(change -> assertThat(change)
                .startsWith("changed s1-new [userId"));
        assertThat(Files.readAllLines(flow.output())).hasSize(25).noneMatch(line -> line.contains("\"s1\""));
        assertThat(status().people()).isEqualTo(25);
        walkFindsNothing();
    }

    @Test
    void manyLeaves_areLeftToTheWalk_alsoWhenTheyComeOneByOne() {
        started();
        flow.maxShrink = new RosterConfig.MaxShrink(3, false);
        for (int i = 0; i < 5; i++) {
            company.leave("s" + i, flow.now, false);
        }
        events("s0", "left s0 from [2]");
        RunResult result = flow.events(true, "s1", "s2", "s3");
        assertThat(flow.newChanges()).isEmpty();
        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(result.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("3 more people", "max-shrink (3)", "rollcall once people"));
        flow.events(true, "s1", "s2");
        assertThat(flow.newChanges()).hasSize(2);
        flow.events(true, "s3");
        assertThat(flow.newChanges()).isEmpty();

        flow.run();
        assertThat(flow.newChanges()).containsExactlyInAnyOrder("left s3 from [2]", "left s4 from [2]");
    }

    @Test
    void csv_isBroughtUpToDate() throws IOException {
        start();
        flow.format = RosterConfig.Format.CSV;
        company.people.get("s1").name = "\"quoted\",\r\nin two lines";
        walked();
        company.people.get("s1").name = "plain";
        company.people.get("s2").name = "=1+1";
        company.leave("s3", flow.now, false);
        company.join("zz", 2L);

        assertThat(flow.events("s1", "s2", "s3", "zz").roster().written()).isNotNull();
        assertThat(flow.newChanges()).hasSize(4);

        walkFindsNothing();
    }

    @Test
    void file_thatWasEdited_orIsMissing_waitsForTheWalk() throws IOException {
        started();
        company.people.get("s1").name = "Another";
        Files.writeString(flow.output(), "something else\n");
        RunResult result = events("s1", "renamed s1");
        assertThat(result.roster().written()).isNull();
        assertThat(result.roster().notes()).singleElement().asString().contains("roster.ndjson", "next complete walk");
        assertThat(Files.readString(flow.output())).isEqualTo("something else\n");

        Files.delete(flow.output());
        company.people.get("s1").name = "A third";
        events("s1", "renamed s1");
        assertThat(flow.output()).doesNotExist();
        flow.run();
        assertThat(Files.readString(flow.output())).contains("A third");
    }

    @Test
    void before_theFirstWalk_eventsChangeNothing() {
        start();
        RunResult result = flow.events("s1");
        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster().notes()).singleElement().asString().contains("first complete run");
        assertThat(company.calls).isEmpty();
        assertThat(flow.store.rosters().status(TrackedFlow.FLOW)).isEmpty();
    }

    @Test
    void failedLookUp_keepsWhatIsKnownOfTheAccount() {
        started();
        company.people.get("s1").title = "Chief";
        company.lookupOutages.add("s1");
        RunResult result = events("s1", "changed s1 [title]");
        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        company.lookupOutages.clear();
        flow.run();
        assertThat(flow.newChanges()).isEmpty();
    }

    @Test
    void killedAtAnyPoint_theNextRunCompletesIt() {
        started();
        for (int commands = 0; commands < 60; commands++) {
            company.people.get("s1").title = "Title " + commands;
            flow.commandsLeft = commands;
            try {
                flow.events("s1");
            } catch (TrackedFlow.Killed killed) {
                // the process ends here
            }
            flow.commandsLeft = Integer.MAX_VALUE;
            flow.events("s1");
            assertThat(flow.newChanges()).as("after %s commands", commands).containsExactly("changed s1 [title]");
            assertThat(flow.linesOfChanges().stream().distinct()).hasSize(commands + 1);
        }
    }
}
