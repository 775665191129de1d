package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.task.Commands;
import io.rollcall.task.StepException;
import io.rollcall.vendor.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host's steps between the steps of a roster do to the roster and its report. */
class HostStepsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Departments 1, 3 and 7, and 5 below 7; root in 1, b and c in 3, a and b in 7, d in 5. */
    private final Company company = new Company();

    private final Rehearsal rehearsal = new Rehearsal(company);

    HostStepsTest() {
        company.add(1, 0).people().add("root");
        company.add(7, 1).people().addAll(List.of("a", "b"));
        company.add(3, 1).people().addAll(List.of("b", "c"));
        company.add(5, 7).people().add("d");
        List.of("root", "a", "b", "c", "d").forEach(person -> company.accounts.put(person, Status.FOUND));
    }

    private List<String> users() throws IOException {
        List<String> users = new ArrayList<>();
        for (String line : new String(rehearsal.file(), StandardCharsets.UTF_8).split("\n")) {
            users.add(JSON.readTree(line).get("userId").asText());
        }
        return users;
    }

    private static <T> List<T> all(Iterator<T> body) {
        List<T> all = new ArrayList<>();
        body.forEachRemaining(all::add);
        return all;
    }

    @Test
    void departments_whenDropped_areNotReadAndTheRosterIsComplete() throws IOException {
        rehearsal.departmentsStep =
                departments -> departments.filter(one -> one.id().value() != 7);

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.problems()).isEmpty();
        assertThat(users()).containsExactly("root", "b", "c", "d");
        assertThat(result.roster())
                .isEqualTo(new RosterResult(3, 4, new RosterResult.Lookups(4, 0, 0, 0, 0, 0), "out/roster.ndjson"));
        assertThat(rehearsal.callsOf("dingtalk.department-users")).isEqualTo(3);
    }

    @Test
    void departments_whenDropped_keepTheProblemsOfTheirLists() {
        company.faults.put("sub-departments 7", Company::server);
        rehearsal.departmentsStep =
                departments -> departments.filter(one -> one.id().value() != 7);

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(result.problems()).extracting(Problem::subject).containsExactly("department 7");
        assertThat(rehearsal.told).hasSize(1);
    }

    @Test
    void departments_whenCollected_areThoseOfTheWalkInItsOrder() throws IOException {
        List<Department> seen = new ArrayList<>();
        rehearsal.departmentsStep = departments -> {
            departments.forEachRemaining(seen::add);
            return seen.iterator();
        };

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);

        assertThat(seen).extracting(one -> one.id().value()).containsExactly(1L, 3L, 7L, 5L);
        assertThat(users()).containsExactly("root", "b", "c", "a", "d");
    }

    @Test
    void people_whenDropped_areNotLookedUpNorWritten() throws IOException {
        rehearsal.pagesStep =
                pages -> pages.filter(person -> !person.id().value().equals("c"));

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(users()).containsExactly("root", "b", "a", "d");
        assertThat(result.roster().departments()).as("departments read whole").isEqualTo(4);
        assertThat(result.roster().lookup().found()).isEqualTo(4);
    }

    @Test
    void pages_whenDropped_leaveAPersonInTheOtherDepartment() throws IOException {
        company.listsDepartments = false;
        rehearsal.pagesStep = pages -> all(pages).stream()
                .filter(page -> page.department().value() != 3)
                .iterator();

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);

        assertThat(users()).containsExactly("root", "a", "b", "d");
        assertThat(new String(rehearsal.file(), StandardCharsets.UTF_8)).doesNotContain("[3");
    }

    @Test
    void records_whenDroppedOrChanged_areWrittenAndCountedAsHandedOn() throws IOException {
        company.listsDepartments = false;
        company.accounts.remove("a");
        rehearsal.batchesStep = batches -> batches.filter(
                        record -> !record.person().id().value().equals("root"))
                .map(record -> record.lookup() == LookupStatus.NOT_FOUND
                        ? new RosterEntry(record.person(), record.departments(), LookupStatus.UNCHANGED, null)
                        : record);

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(users()).containsExactly("b", "c", "a", "d");
        assertThat(result.roster().people()).isEqualTo(4);
        assertThat(result.roster().lookup()).isEqualTo(new RosterResult.Lookups(3, 1, 0, 0, 0, 0));
        JsonNode b = JSON.readTree(new String(rehearsal.file(), StandardCharsets.UTF_8).split("\n")[0]);
        assertThat(b.get("departments").toString())
                .as("what became known later reaches the right line")
                .isEqualTo("[3,7]");
    }

    @Test
    void records_whenDropped_countAsLostForMaxShrink() {
        Rehearsal before = new Rehearsal(Company.of(100, 3));
        before.conduct();
        Rehearsal now = new Rehearsal(Company.of(100, 3));
        now.existing = before.file();
        now.batchesStep =
                batches -> batches.filter(record -> record.person().id().value().hashCode() % 2 == 0);

        RunResult result = now.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
        assertThat(now.finish.file()).isEqualTo(Path.of("out", "roster.quarantined.ndjson"));
    }

    @Test
    void records_whenAllAreDropped_neverReplaceARoster() {
        rehearsal.batchesStep = batches -> batches.filter(record -> false);

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.QUARANTINED);
        assertThat(rehearsal.finish).isNull();
    }

    @Test
    void records_whenWithdrawnWhileAStepHoldsThem_areUnattributed() throws IOException {
        company.jobNumbers.put("root", "j");
        company.jobNumbers.put("d", "j");
        company.accounts.put("j", Status.FOUND);
        rehearsal.key =
                new io.rollcall.roster.RosterConfig.Key(io.rollcall.roster.RosterConfig.Key.Attribute.JOB_NUMBER, null);
        rehearsal.batchesStep = batches -> all(batches).iterator();

        assertThat(rehearsal.conduct().roster().lookup()).isEqualTo(new RosterResult.Lookups(0, 0, 0, 0, 5, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void body_whenReadInPart_makesTheRosterIncomplete(int step) throws IOException {
        rehearsal.pageSize = 1;
        if (step == 0) {
            rehearsal.departmentsStep = departments ->
                    List.of(departments.next(), departments.next()).iterator();
        } else if (step == 1) {
            rehearsal.pagesStep = pages -> List.of(pages.next(), pages.next()).iterator();
        } else {
            Company large = Company.of(500, 3);
            Rehearsal many = new Rehearsal(large);
            many.batchesStep = batches -> List.of(batches.next()).iterator();
            RunResult result = many.conduct();
            assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
            assertThat(result.roster().people()).isEqualTo(200);
            assertThat(many.finish.complete()).isFalse();
            assertThat(result.problems())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains("between enrich and write");
            return;
        }

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.subject()).isEqualTo("flow roster");
            assertThat(problem.message())
                    .contains(step == 0 ? "between departments and" : "between department-pages and enrich")
                    .contains("did not read all");
        });
        assertThat(rehearsal.finish.file()).isEqualTo(Path.of("out", "roster.incomplete.ndjson"));
        assertThat(users()).startsWith("root");
    }

    @Test
    void body_whenNotReadAtAll_failsAndWritesNothing() {
        rehearsal.pagesStep = pages -> List.of().iterator();

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.problems()).hasSize(1);
        assertThat(rehearsal.finish).isNull();
    }

    @Test
    void run_whenItEndsBeforeWrite_failsAndSaysSo() {
        RosterRun run = rehearsal.start();
        run.departments(new Commands(InstantSource.fixed(Instant.EPOCH)), condition -> {});

        RunResult result = run.result();

        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.problems()).singleElement().extracting(Problem::code).isEqualTo("not-written");
    }

    @Test
    void step_whenItThrows_endsTheRunWithoutItsMessage() {
        rehearsal.pagesStep = pages -> pages.map(person -> {
            throw new IllegalArgumentException("zhangsan is not wanted");
        });

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.roster().written()).isNull();
        assertThat(rehearsal.finish).isNull();
        assertThat(rehearsal.stepFailure)
                .hasMessage("A step between department-pages and enrich failed (IllegalArgumentException). Correct the"
                        + " route.");
        assertThat(result.problems()).extracting(Problem::message).containsExactly(rehearsal.stepFailure.getMessage());
    }

    @Test
    void step_whenAnErrorIsThrown_endsTheRunToo() {
        rehearsal.departmentsStep = departments -> departments.filter(one -> {
            throw new NoSuchMethodError("of another version");
        });

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(rehearsal.stepFailure)
                .hasMessageContaining("departments and department-pages failed (NoSuchMethodError)");
    }

    @Test
    void step_whenTheRunIsStoppedMeanwhile_isNotBlamed() {
        rehearsal.steps = 3;
        rehearsal.pagesStep = pages -> pages.filter(person -> true);
        rehearsal.batchesStep = batches -> batches.map(record -> record);

        assertThat(rehearsal.conduct().problems()).extracting(Problem::code).containsExactly("stopped");
        assertThat(rehearsal.stepFailure).isNull();
    }

    private void refused(String message) {
        RunResult result = rehearsal.conduct();
        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(rehearsal.finish).isNull();
        assertThat(rehearsal.stepFailure).hasMessageContaining(message);
    }

    @Test
    void step_whenItHandsOnWhatDoesNotFit_endsTheRun() {
        rehearsal.departmentsStep = departments -> List.of("1").iterator();
        refused("handed on a java.lang.String instead of a io.rollcall.model.Department");
    }

    @Test
    void step_whenItHandsOnADepartmentTwice_endsTheRun() {
        rehearsal.departmentsStep = departments -> {
            List<Department> all = all(departments);
            all.add(all.get(0));
            return all.iterator();
        };
        refused("department 1, which is not in this run's walk or came before");
    }

    @Test
    void step_whenItHandsOnAPageOfAnotherDepartment_endsTheRun() {
        rehearsal.pagesStep = pages ->
                List.of(new PersonPage(new DepartmentId(99), List.of())).iterator();
        refused("a page of department 99");
    }

    @Test
    void step_whenItHandsOnARecordTwice_endsTheRun() {
        rehearsal.batchesStep = batches -> {
            List<List<RosterEntry>> all = all(batches);
            all.add(all.get(0));
            return all.iterator();
        };
        refused("twice, or in another order");
    }

    @Test
    void step_whenItAddsAPerson_endsTheRun() {
        rehearsal.batchesStep = batches -> {
            Person stranger = company.person("stranger", 1);
            all(batches);
            return List.of(List.of(new RosterEntry(stranger, List.of(), null, null)))
                    .iterator();
        };
        refused("a record that the step before it did not make");
    }

    @Test
    void step_whenItHandsOnABatchOfSomethingElse_endsTheRun() {
        rehearsal.batchesStep = batches -> List.of(List.of("root")).iterator();
        refused("a batch with something else than records");
    }

    @Test
    void step_whenItReadsBeyondTheEnd_endsTheRun() {
        rehearsal.batchesStep = batches -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Object next() {
                return batches.next();
            }
        };
        assertThatThrownBy(() -> {
                    rehearsal.conduct();
                    throw rehearsal.stepFailure;
                })
                .hasMessageContaining("between enrich and write")
                .hasCauseInstanceOf(NoSuchElementException.class);
    }

    @Test
    void body_whenReadFromWithinItself_throws() {
        List<Throwable> within = new ArrayList<>();
        List<PersonPages> bodies = new ArrayList<>();
        rehearsal.departmentsStep = departments -> departments.filter(one -> {
            within.add(catchThrowable(() -> bodies.get(0).hasNext()));
            return true;
        });
        rehearsal.pagesStep = pages -> {
            bodies.add(pages);
            return pages;
        };

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(within).hasSize(4).allSatisfy(thrown -> assertThat(thrown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("being read already"));
    }

    @Test
    void steps_whenOutOfOrder_throw() {
        RosterRun run = rehearsal.start();
        assertThatThrownBy(() -> run.pages(List.of().iterator()))
                .hasMessageContaining("begins with the step departments");
        Departments departments = run.departments(new Commands(InstantSource.fixed(Instant.EPOCH)), condition -> {});
        assertThatThrownBy(() -> run.enrich(departments)).hasMessageContaining("after department-pages");
        PersonPages pages = run.pages(departments);
        assertThatThrownBy(() -> run.pages(departments)).isInstanceOf(StepException.class);
        assertThatThrownBy(() -> run.write(pages)).hasMessageContaining("after enrich");
        assertThatThrownBy(() -> run.departments(new Commands(InstantSource.fixed(Instant.EPOCH)), condition -> {}))
                .isInstanceOf(StepException.class);
    }

    @Test
    void plan_whenAStepDrops_readsWhatOnceReads() {
        Function<PersonPages, Iterator<?>> step =
                pages -> pages.filter(person -> !person.id().value().equals("a"));
        Rehearsal plan = new Rehearsal(company);
        plan.mode = Mode.PLAN;
        plan.pagesStep = step;
        rehearsal.pagesStep = step;

        RosterResult planned = plan.conduct().roster();
        RosterResult done = rehearsal.conduct().roster();

        assertThat(planned).isEqualTo(new RosterResult(done.departments(), done.people(), done.lookup(), null));
    }

    /** Whatever the steps drop, the others are the same bytes as without steps, and both runs write them. */
    @Property(tries = 60)
    void theRosterIsWhatTheStepsHandedOn(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Company any = Company.of(random.nextInt(700), 1 + random.nextInt(20));
        any.listsDepartments = random.nextBoolean();
        int kept = random.nextInt(4);
        byte[] before = null;
        for (int run = 0; run < 2; run++) {
            Rehearsal one = new Rehearsal(any);
            one.pageSize = 1 + random.nextInt(100);
            one.readAhead = new ReadAhead(1 + random.nextInt(16), random.nextInt(300), 1 + random.nextInt(5_000));
            one.order = new Random(random.nextLong());
            one.maxShrink = new io.rollcall.roster.RosterConfig.MaxShrink(0, false);
            one.departmentsStep =
                    departments -> departments.filter(it -> it.id().value() % 5 != kept);
            one.pagesStep = pages -> pages.filter(it -> it.id().value().hashCode() % 5 != kept);
            one.batchesStep =
                    batches -> batches.filter(it -> it.person().id().value().hashCode() % 7 != kept);
            RunResult result = one.conduct();

            assertThat(result.problems()).allMatch(problem -> problem.fault() == Fault.Kind.BAD_REQUEST);
            assertThat(result.roster().people()).isEqualTo(one.lines.size());
            assertThat(one.run.mostHeld()).isLessThanOrEqualTo(one.readAhead.bufferedPeople() + one.pageSize);
            if (run == 1) {
                assertThat(one.file()).isEqualTo(before);
            }
            before = one.file();
        }
    }
}
