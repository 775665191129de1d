package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.vendor.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rosters that name the departments to start with by their paths. */
class DepartmentPathsTest {
    private final Company company = new Company();
    private final Rehearsal rehearsal = new Rehearsal(company);

    /** 1 with 2 (Sales) with 3 (East), and 4 (Support) below 1. */
    DepartmentPathsTest() {
        company.add(1, 0).people().add("boss");
        add(2, 1, "Sales", "a");
        add(3, 2, "East", "b");
        add(4, 1, "Support", "c");
        rehearsal.roots = List.of();
    }

    private void add(long id, long parent, String name, String person) {
        company.add(id, parent).people().add(person);
        company.names.put(id, name);
    }

    private static List<String> path(String... names) {
        return List.of(names);
    }

    private List<String> people() {
        return new String(rehearsal.file(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceAll("^.\"userId\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    @Test
    void path_isTheDepartmentThatItLeadsTo() {
        rehearsal.paths = List.of(path("Company", "Sales"));
        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(people()).containsExactly("a", "b");
    }

    @Test
    void paths_andIds_areOneList_andTheirCommonListsAreReadOnce() {
        rehearsal.roots = List.of(4L, 2L);
        rehearsal.paths = List.of(path("any name", "Sales", "East"), path("Company", "Sales"));
        rehearsal.recursive = false;
        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(people()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(rehearsal.callsOf("dingtalk.sub-departments")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"ONCE", "PLAN", "RUN"})
    void path_toNoDepartment_failsTheRun_andNamesTheNearest(Mode mode) {
        rehearsal.mode = mode;
        rehearsal.paths = List.of(path("Company", "Support"), path("Company", "Salse", "East"));

        Problem problem = failed();

        assertThat(problem.subject()).isEqualTo("department /Company/Salse/East");
        assertThat(problem.message())
                .startsWith("/Company has no department Salse that the application may see. The nearest names there are"
                        + " Sales, Support. ");
        assertThat(rehearsal.callsOf("dingtalk.department-users")).isZero();
    }

    @Test
    void path_belowADepartmentWithoutAny_saysSo() {
        rehearsal.paths = List.of(path("Company", "Support", "East"));
        assertThat(failed().message())
                .startsWith(
                        "/Company/Support has no department East that the application may see. There is no department"
                                + " below it");
    }

    @Test
    void path_toSeveralDepartments_failsTheRun_andNamesTheirIds() {
        add(9, 1, "Sales", "d");
        rehearsal.paths = List.of(path("Company", "Sales", "East"));
        assertThat(failed().message()).startsWith("Several departments have the path /Company/Sales: 2, 9. ");
    }

    @Test
    void path_thatCannotBeRead_failsTheRun_withTheFault() {
        company.faults.put("sub-departments 1", Company::server);
        rehearsal.paths = List.of(path("Company", "Sales"));
        assertThat(failed().fault()).isEqualTo(Fault.Kind.SERVER);
    }

    private Problem failed() {
        RunResult result = rehearsal.conduct();
        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(rehearsal.writes).isEmpty();
        assertThat(result.problems()).hasSize(1);
        return result.problems().get(0);
    }
}
