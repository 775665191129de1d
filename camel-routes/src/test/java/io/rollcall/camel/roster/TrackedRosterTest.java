package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.DepartmentId;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig;
import io.rollcall.state.PeopleRepository;
import io.rollcall.state.RosterRepository.State;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tracked roster makes of each kind of change, one rule a test. */
class TrackedRosterTest extends TrackingTest {
    private static RosterResult.Changed none() {
        return new RosterResult.Changed(0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void firstRun_isTheBaseline_andTheNextOneWithoutChangeHasNone() throws IOException {
        RunResult result = run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster().changed()).isEqualTo(none());
        assertThat(result.roster().headCount()).isEqualTo(25);
        assertThat(flow.changesFile()).doesNotExist();
        assertThat(Files.readAllLines(flow.output())).hasSize(25);
        assertThat(flow.store
                        .rosters()
                        .status(TrackedFlow.FLOW)
                        .orElseThrow()
                        .last()
                        .people())
                .isEqualTo(25);
        assertThat(flow.store
                        .rosters()
                        .departmentNames(TrackedFlow.FLOW, List.of(new DepartmentId(1), new DepartmentId(2))))
                .containsValues("Company", "Sales");
    }

    @Test
    void joined_isSaid_inTheStoreTheFileAndTheEvents() {
        company.join("new", 3L, 2L);

        RunResult result = run("joined new to [2, 3]");

        assertThat(result.roster().changed().joined()).isEqualTo(1);
        assertThat(flow.linesOfChanges())
                .singleElement()
                .asString()
                .contains(
                        "\"flow\":\"people\",\"change\":\"joined\",\"userId\":\"new\",\"unionId\":\"U-new\",\"to\":[2,3]")
                .startsWith("{\"id\":\"" + flow.changes().get(0).id() + "\"")
                .doesNotContain("from", "fields", "Name of");
        assertThat(flow.events).containsExactlyElementsOf(flow.changes());
    }

    @Test
    void movedRenamedAndChanged_areThreeChangesInThisOrder() {
        TrackedCompany.Member member = company.people.get("s1");
        member.departments.clear();
        member.departments.add(3L);
        member.name = "Another";
        member.title = "Boss";

        flow.run();

        assertThat(flow.newChanges())
                .containsExactly("moved s1 from [2] to [3]", "renamed s1", "changed s1 [title, leader]");
        run();
    }

    @Test
    void left_needsALeaveRecordAfterThePersonWasLastSeen() {
        company.leave("s1", flow.now.plusSeconds(60), true);
        company.mayReadPeople = false;

        run("left s1 from [2]");
    }

    @Test
    void left_isProvedByASingleReadToo() {
        company.leave("s1", flow.now, false);

        run("left s1 from [2]");
    }

    @Test
    void left_isNotSaid_whereOnlyAnOlderLeaveRecordNamesThePerson() {
        company.leave("s1", flow.now.minus(Duration.ofDays(30)), true);
        company.mayReadPeople = false;

        RunResult result = run("unseen s1 from [2]");

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster().notes()).anyMatch(note -> note.contains("one by one"));
        company.mayReadPeople = true;
        run("left s1 from [2]");
        run();
    }

    @Test
    void hidden_isUnseen_andReturnsWhenSeenAgain() {
        company.hidden.add("s1");
        run("unseen s1 from [2]");
        run();
        company.hidden.clear();
        run("returned s1 to [2]");
    }

    @Test
    void rehired_hasReturned_althoughTheLeaveRecordsStillNameThem() {
        TrackedCompany.Member member = company.people.get("s1");
        company.leave("s1", flow.now.plusSeconds(60), true);
        run("left s1 from [2]");
        member.departments.add(3L);
        company.people.put("s1", member);
        run("returned s1 to [2, 3]");
        run();
    }

    @Test
    void changedUserId_isOnePerson() {
        company.people.put("s1-new", company.people.remove("s1"));
        company.people.get("s1-new").unionId = "U-s1";

        // the account is the one of the key, which is the userId
        run("changed s1-new [userId, account.id, account.account]");
        run();
        assertThat(flow.store.rosters().inState(TrackedFlow.FLOW, State.PRESENT, 0, 100))
                .hasSize(25);
    }

    @Test
    void reusedUserId_isAnotherPerson() {
        company.leave("s1", flow.now.plusSeconds(60), true);
        company.join("s1", 3L).unionId = "another";

        run("joined s1 to [3]", "left s1 from [2]");
        run();
    }

    @Test
    void swappedUserIds_stayTwoPeople() {
        TrackedCompany.Member one = company.people.get("s1");
        TrackedCompany.Member other = company.people.get("r1");
        company.people.put("s1", other);
        company.people.put("r1", one);

        flow.run();

        assertThat(flow.newChanges()).allMatch(change -> change.startsWith("changed "));
        run();
    }

    @Test
    void csv_isTrackedLikeNdjson() {
        flow.format = RosterConfig.Format.CSV;
        company.people.get("s1").title = "Boss";
        company.join("new", 2L);

        run("changed s1 [title]", "joined new to [2]");
        assertThat(flow.record("s1")).startsWith("{\"userId\":\"s1\"").contains("\"title\":\"Boss\"");
        run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"138 0013 8000", "13800138000", "+8613800138000", "138-0013-8000"})
    void phone_isKeptInItsInternationalForm(String mobile) {
        company.people.get("s1").mobile = mobile;
        run("changed s1 [stateCode, mobile]");

        assertThat(flow.store
                        .people()
                        .search(PeopleRepository.Query.of("+8613800138000"), null, 5)
                        .people())
                .singleElement()
                .satisfies(found -> assertThat(found.id().value()).isEqualTo("s1"));
    }

    @Test
    void department_thatIsRenamedOrRemoved_changesNoOne() {
        company.names.put(2L, "Sales East");
        company.department(9, 1, "Empty");
        run();
        company.parents.remove(9L);
        run();

        assertThat(flow.store
                        .rosters()
                        .departmentNames(TrackedFlow.FLOW, List.of(new DepartmentId(2)))
                        .values())
                .containsExactly("Sales East");
    }

    @Test
    void whereSomeoneWas_isAskedOfTheStore() {
        company.people.get("s1").departments.clear();
        company.people.get("s1").departments.add(3L);
        Instant before = flow.now;
        run("moved s1 from [2] to [3]", "changed s1 [leader]");

        assertThat(flow.store.rosters().inDepartment(TrackedFlow.FLOW, new DepartmentId(2), before))
                .extracting(found -> found.id().value())
                .contains("s1");
        assertThat(flow.store.rosters().inDepartment(TrackedFlow.FLOW, new DepartmentId(2), flow.now))
                .extracting(found -> found.id().value())
                .doesNotContain("s1")
                .contains("s2");
    }

    @Test
    void changesOfTwoPeopleWithOneUserId_haveTwoIds() {
        company.hidden.add("s1");
        run("unseen s1 from [2]");
        company.hidden.remove("s1");
        company.people.get("s1").unionId = "U-another";
        run("joined s1 to [2]");
        company.hidden.add("s1");
        run("unseen s1 from [2]");
        company.leave("s1", flow.now.plusSeconds(60), true);

        run("left s1 from [2]", "left s1 from [2]");

        assertThat(flow.changes()).extracting(RosterChange::id).doesNotHaveDuplicates();
    }
}
