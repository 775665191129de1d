package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig.Join;
import io.rollcall.roster.RosterConfig.Key;
import io.rollcall.task.Commands;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class RosterRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> records(Rehearsal rehearsal) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : new String(rehearsal.file(), StandardCharsets.UTF_8).split("\n")) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private static Company small() {
        Company company = new Company();
        company.add(1, 0).people().add("root");
        company.add(7, 1).people().addAll(List.of("a", "b"));
        company.add(3, 1).people().addAll(List.of("b", "c"));
        company.add(5, 7).people().add("d");
        List.of("root", "a", "b", "c").forEach(p -> company.accounts.put(p, Status.FOUND));
        return company;
    }

    @Test
    void conduct_whenCompanyIsWhole_writesInTheWalksOrder() throws IOException {
        Rehearsal rehearsal = new Rehearsal(small());
        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster())
                .isEqualTo(new RosterResult(4, 5, new RosterResult.Lookups(4, 0, 1, 0, 0, 0), "out/roster.ndjson"));
        assertThat(records(rehearsal))
                .extracting(r -> r.get("userId").asText())
                .containsExactly("root", "b", "c", "a", "d");
        assertThat(rehearsal.finish.file()).isEqualTo(Path.of("out", "roster.ndjson"));
        assertThat(rehearsal.finish.rendition().isAsSpooled()).isTrue();
        assertThat(rehearsal.callsOf("huawei.user-details")).isEqualTo(1);
        assertThat(rehearsal.writes.get(0)).isInstanceOf(RosterWrite.Begin.class);
    }

    @Test
    void conduct_whenVendorListsNoDepartments_joinsThoseWhereThePersonWasSeen() throws IOException {
        Company company = small();
        company.listsDepartments = false;
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.conduct();

        assertThat(records(rehearsal))
                .extracting(r -> r.get("departments").toString())
                .containsExactly("[1]", "[3,7]", "[3]", "[7]", "[5]");
    }

    @Test
    void conduct_whenNotRecursive_asksForNoDepartmentsBelow() {
        Rehearsal rehearsal = new Rehearsal(small());
        rehearsal.recursive = false;
        rehearsal.roots = List.of(7L, 3L, 7L);
        RunResult result = rehearsal.conduct();

        assertThat(result.roster().people()).isEqualTo(3);
        assertThat(result.roster().departments()).isEqualTo(2);
        assertThat(rehearsal.callsOf("dingtalk.sub-departments")).isZero();
        assertThat(rehearsal.callsOf("dingtalk.sub-department-ids")).isZero();
    }

    @Test
    void conduct_whenDepartmentIsHidden_namesItAndAllBelow() {
        Company company = small();
        company.departments.get(1L).hiddenChildren().add(7L);
        Rehearsal rehearsal = new Rehearsal(company);
        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(result.problems())
                .extracting(Problem::subject, Problem::fault)
                .containsExactly(
                        Tuple.tuple("department 5", Fault.Kind.PERMISSION),
                        Tuple.tuple("department 7", Fault.Kind.PERMISSION));
        assertThat(result.roster().written()).isEqualTo("out/roster.incomplete.ndjson");
        assertThat(rehearsal.finish.file()).isEqualTo(Path.of("out", "roster.incomplete.ndjson"));
    }

    /** The id list is not limited by the application's scope (docs/vendors/dingtalk.md §5): where it is empty, so is the other. */
    @Test
    void conduct_whenADepartmentHasNoneBelowIt_asksOnceOnly() {
        Company company = small();
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.conduct();

        long parents = company.departments.values().stream()
                .filter(node -> !node.children().isEmpty())
                .count();
        assertThat(rehearsal.callsOf("dingtalk.sub-department-ids")).isEqualTo(company.departments.size());
        assertThat(rehearsal.callsOf("dingtalk.sub-departments")).isEqualTo((int) parents);
    }

    @Test
    void conduct_whenOneDepartmentFails_readsTheOthers() {
        Company company = small();
        company.faults.put("department-users 7", Company::server);
        company.faults.put("sub-departments 7", Company::server);
        Rehearsal rehearsal = new Rehearsal(company);
        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(result.problems()).extracting(Problem::subject).containsExactly("department 7");
        assertThat(result.roster().people())
                .as("the id list still names department 5")
                .isEqualTo(4);
        assertThat(result.roster().departments()).isEqualTo(3);
    }

    @Test
    void conduct_whenNothingCanBeRead_failsAndWritesNothing() {
        Company company = small();
        company.faults.put("department-users 1", Company::permission);
        company.faults.put("sub-departments 1", Company::permission);
        company.faults.put("sub-department-ids 1", Company::permission);
        Rehearsal rehearsal = new Rehearsal(company);
        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.problems()).hasSize(1);
        assertThat(result.roster().written()).isNull();
        assertThat(rehearsal.finish).isNull();
    }

    @Test
    void conduct_whenPlanned_readsTheSameAndWritesNothing() {
        Company company = small();
        company.echo = Company.Echo.OWN_ID;
        Rehearsal once = new Rehearsal(company);
        Rehearsal plan = new Rehearsal(company);
        plan.mode = Mode.PLAN;
        RosterResult done = once.conduct().roster();
        RosterResult planned = plan.conduct().roster();

        assertThat(plan.writes).allMatch(RosterWrite.Compare.class::isInstance);
        assertThat(plan.learned).isEmpty();
        assertThat(plan.calls).isEqualTo(once.calls);
        assertThat(planned).isEqualTo(new RosterResult(done.departments(), done.people(), done.lookup(), null));
    }

    @Test
    void conduct_whenVendorAnswersWithItsOwnIds_learnsThemAndAsksByThemNextTime() {
        Company company = small();
        company.echo = Company.Echo.OWN_ID;
        Rehearsal first = new Rehearsal(company);
        first.conduct();
        assertThat(first.learned).hasSize(4).containsEntry(new LookupKey("a"), new AccountId("own-a"));
        assertThat(first.singles).isEqualTo(5);

        Rehearsal second = new Rehearsal(company);
        second.learned.putAll(first.learned);
        RunResult result = second.conduct();
        assertThat(second.callsOf("huawei.user-details"))
                .as("one batch of known ids, one person unknown")
                .isEqualTo(2);
        assertThat(result.roster().lookup().found()).isEqualTo(4);
        assertThat(result.roster().lookup().notFound()).isEqualTo(1);
    }

    @Test
    void conduct_whenLearnedIdIsStale_forgetsItAndAsksAlone() {
        Company company = small();
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.learned.put(new LookupKey("a"), new AccountId("own-gone"));
        rehearsal.learned.put(new LookupKey("b"), new AccountId("own-b"));
        RunResult result = rehearsal.conduct();

        assertThat(result.roster().lookup().found()).isEqualTo(4);
        assertThat(rehearsal.learned).containsOnlyKeys(new LookupKey("b"));
    }

    @Test
    void conduct_whenTwoKeysLearnedOneId_trustsNeither() throws IOException {
        Company company = small();
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.learned.put(new LookupKey("a"), new AccountId("own-b"));
        rehearsal.learned.put(new LookupKey("b"), new AccountId("own-b"));
        rehearsal.conduct();

        assertThat(rehearsal.learned).isEmpty();
        assertThat(records(rehearsal)).filteredOn(r -> r.has("account")).allSatisfy(r -> assertThat(
                        r.get("account").get("account").asText())
                .isEqualTo("of " + r.get("userId").asText()));
    }

    @Test
    void conduct_whenNothingIsEchoed_asksAloneUpToTheLimitInTheRostersOrder() throws IOException {
        Company company = small();
        company.echo = Company.Echo.NOTHING;
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.singleLimit = 2;
        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).as("unattributed people are no problem").isEqualTo(RunOutcome.COMPLETE);
        assertThat(records(rehearsal))
                .extracting(r -> r.get("lookup").asText())
                .containsExactly("found", "found", "unattributed", "unattributed", "unattributed");
        assertThat(rehearsal.singles).isEqualTo(2);
    }

    @Test
    void conduct_whenJoinedByAccount_needsNoQuestionAlone() {
        Company company = small();
        company.echo = Company.Echo.NOTHING_BUT_ACCOUNT;
        company.accounts.put("d", Status.FORBIDDEN);
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.join = Join.ACCOUNT;
        RunResult result = rehearsal.conduct();

        assertThat(result.roster().lookup()).isEqualTo(new RosterResult.Lookups(4, 0, 0, 1, 0, 0));
        assertThat(rehearsal.callsOf("huawei.user-details")).isEqualTo(1);
    }

    @Test
    void conduct_whenOneIdSpoilsTheBatch_asksTheOthersAlone() {
        Company company = small();
        company.poison.add("c");
        Rehearsal rehearsal = new Rehearsal(company);
        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(result.problems()).extracting(Problem::subject).containsExactly("user c");
        assertThat(result.roster().lookup()).isEqualTo(new RosterResult.Lookups(3, 0, 1, 0, 0, 0));
    }

    @Test
    void conduct_whenLookupFails_leavesItOutOfTheRecordAndNamesEverybody() throws IOException {
        Company company = small();
        company.faults.put("user-details ", Company::server);
        Rehearsal rehearsal = new Rehearsal(company);
        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(result.problems())
                .extracting(Problem::subject)
                .containsExactly("user root", "user b", "user c", "user a", "user d");
        assertThat(result.roster().lookup()).isEqualTo(new RosterResult.Lookups(0, 0, 0, 0, 0, 0));
        assertThat(records(rehearsal)).noneMatch(r -> r.has("lookup"));
    }

    @Test
    void conduct_whenTwoPeopleHaveOneKey_asksOnceAndAttributesNeither() throws IOException {
        Company company = Company.of(9_000, 60);
        for (int p = 0; p < 9_000; p++) {
            company.jobNumbers.put("u" + p, "j" + p);
            company.accounts.put("j" + p, Status.FOUND);
        }
        company.jobNumbers.put("u8999", "j0");
        company.jobNumbers.put("u61", "j1");
        company.jobNumbers.remove("u5");
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.key = new Key(Key.Attribute.JOB_NUMBER, null);
        RunResult result = rehearsal.conduct();

        assertThat(result.roster().lookup()).isEqualTo(new RosterResult.Lookups(8_995, 0, 0, 0, 5, 0));
        assertThat(records(rehearsal))
                .filteredOn(r -> r.get("lookup").asText().equals("unattributed"))
                .extracting(r -> r.get("userId").asText())
                .containsExactlyInAnyOrder("u0", "u8999", "u1", "u61", "u5");
        assertThat(records(rehearsal))
                .filteredOn(r -> r.get("lookup").asText().equals("unattributed"))
                .noneMatch(r -> r.has("account"));
        assertThat(rehearsal.finish.rendition().isAsSpooled())
                .as("u0 was handed over before")
                .isFalse();
    }

    @Test
    void conduct_whenCursorDoesNotMove_endsWithAProblem() {
        Company company = new Company() {
            @Override
            @SuppressWarnings("unchecked")
            <I, O> Outcome<O> answer(Operation<I, O> operation, I input) {
                return input instanceof PeoplePage page && page.department().value() == 3
                        ? new Outcome.Done<>((O) new People(List.of(person("b", 3)), page.cursor()), null)
                        : super.answer(operation, input);
            }
        };
        small().departments.forEach(company.departments::put);
        Rehearsal rehearsal = new Rehearsal(company);
        RunResult result = rehearsal.conduct();

        assertThat(result.problems())
                .extracting(Problem::subject, Problem::fault)
                .containsExactly(Tuple.tuple("department 3", Fault.Kind.UNREADABLE));
        assertThat(result.roster().people()).as("what came with it is kept").isEqualTo(4);
        assertThat(result.roster().departments()).isEqualTo(3);
    }

    @Test
    void abort_whenUnderWay_failsWithoutAFile() {
        Rehearsal rehearsal = new Rehearsal(small());
        RosterRun run = rehearsal.start();
        run.departments(new Commands(InstantSource.fixed(Instant.EPOCH)), condition -> {});
        Problem lost = new Problem("roster", Fault.Kind.SERVER, null, null, "the output is lost");
        run.abort(lost);

        assertThat(run.result().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(run.result().problems()).containsExactly(lost);
        assertThat(run.result().roster().written()).isNull();
    }
}
