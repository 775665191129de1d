package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.find.DepartmentSearch.Found;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.roster.FlowDepartments.Place;
import io.rollcall.roster.RosterConfig.Exclusions;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlowDepartmentsTest {
    private Exclusions exclude = Exclusions.NONE;
    private boolean recursive = true;

    private FlowDepartments of(long... roots) {
        return of(LongStream.of(roots).mapToObj(id -> new Found(id(id), id(id))).toList());
    }

    private FlowDepartments of(List<Found> start) {
        FlowDepartments departments = new FlowDepartments(start, recursive, exclude);
        know(departments, 1, 0, "Company");
        know(departments, 2, 1, "Sales");
        know(departments, 3, 1, "Research");
        know(departments, 4, 3, "Former");
        know(departments, 5, 4, "Below");
        return departments;
    }

    private static void know(FlowDepartments departments, long id, long parent, String name) {
        departments.know(
                new TrackedDepartment(new DepartmentId(id), name, parent == 0 ? null : new DepartmentId(parent)));
    }

    private static DepartmentId id(long id) {
        return new DepartmentId(id);
    }

    private static List<Long> inOrder(FlowDepartments departments) {
        return Stream.of(5L, 4L, 3L, 2L, 1L)
                .map(id -> departments.place(id(id)))
                .filter(place -> place != null)
                .sorted()
                .map(Place::department)
                .map(DepartmentId::value)
                .toList();
    }

    @Test
    void place_isByLevelThenById() {
        assertThat(inOrder(of(1))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(inOrder(of(3))).containsExactly(3L, 4L, 5L);
        assertThat(inOrder(of(4, 2))).containsExactly(4L, 2L, 5L);
        assertThat(inOrder(of(1, 4))).as("4 is named itself").containsExactly(1L, 4L, 2L, 3L, 5L);
    }

    @Test
    void place_withoutRecursion_isOfTheNamedOnesOnly() {
        recursive = false;
        assertThat(inOrder(of(1, 3))).containsExactly(1L, 3L);
        assertThat(of(1).needed(id(99))).isNull();
        assertThat(of(1).isUnknown(id(99))).isFalse();
    }

    @Test
    void place_ofWhatIsExcluded_isNone() {
        exclude = new Exclusions(Set.of(id(2)), Set.of(List.of("Company", "Research", "Former")));
        assertThat(inOrder(of(1))).containsExactly(1L, 3L);
        exclude = new Exclusions(Set.of(), Set.of(List.of("anything", "Former")));
        assertThat(inOrder(of(3))).containsExactly(3L);
        assertThat(inOrder(of(1))).hasSize(5);
    }

    @Test
    void place_belowADepartmentThatAPathNames_isExcludedByTheWholePath() {
        List<Found> research = List.of(new Found(new DepartmentPath(List.of("Company", "Research")), id(3)));
        exclude = new Exclusions(Set.of(), Set.of(List.of("Company", "Research", "Former")));
        assertThat(inOrder(of(research))).containsExactly(3L);
        exclude = new Exclusions(Set.of(), Set.of(List.of("Research", "Former"), List.of("Company", "Former")));
        assertThat(inOrder(of(research))).containsExactly(3L, 4L, 5L);
    }

    @Test
    void needed_isTheNextOneAbove_untilItIsKnownOrMissing() {
        FlowDepartments departments = of(1);
        assertThat(departments.needed(id(8))).isEqualTo(id(8));
        know(departments, 8, 7, "Eight");
        assertThat(departments.needed(id(8))).isEqualTo(id(7));
        assertThat(departments.place(id(8))).isNull();
        departments.missing(id(7));
        assertThat(departments.needed(id(8))).isNull();
        assertThat(departments.isUnknown(id(8))).isTrue();
        know(departments, 7, 3, "Seven");
        assertThat(departments.isUnknown(id(8))).isFalse();
        assertThat(departments.place(id(8))).isEqualTo(new Place(3, 0, id(8)));
    }

    @Test
    void circles_end() {
        FlowDepartments departments = of(1);
        know(departments, 8, 7, "Eight");
        know(departments, 7, 8, "Seven");
        assertThat(departments.needed(id(8))).isNull();
        assertThat(departments.place(id(8))).isNull();
    }
}
