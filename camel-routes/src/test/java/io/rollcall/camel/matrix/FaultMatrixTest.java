package io.rollcall.camel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.matrix.Conduct.Shape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The matrix without HTTP: every cell in a fraction of a millisecond. */
class FaultMatrixTest {

    @TestFactory
    Stream<DynamicTest> cell_whenConductedWithoutHttp_isAsTheTableSays() {
        return FaultMatrix.cells().stream()
                // such a call is ended by whoever makes it, and is tried over HTTP alone
                .filter(cell -> !(cell.strike() instanceof Strike.BrokenReader))
                .map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> check(cell)));
    }

    private static void check(Cell cell) {
        Rehearsal rehearsal = new Rehearsal(cell);
        Expected expected = cell.expected();

        Observed observed = rehearsal.ask(cell.api());

        if (!(cell.strike() instanceof Strike.NobodyListens)) {
            assertThat(rehearsal.struck()).as("how often it struck").isEqualTo(cell.strikes());
        }
        assertThat(rehearsal.requests(cell.api())).as("requests").isEqualTo(expected.requests());
        if (cell.api().needsToken()) {
            assertThat(rehearsal.requests(cell.api().token()))
                    .as("requests for tokens")
                    .isEqualTo(expected.tokens());
        }
        observed.mustBe(cell);
        assertThat(rehearsal.pauses()).as("pauses").allSatisfy(pause -> assertThat(pause)
                .isBetween(cell.conduct().shortest(), cell.conduct().longest()));
        assertThat(rehearsal.metered()).as("metered in the report").isEqualTo(expected.metered());
        assertThat(rehearsal.spent()).as("counted against the month").isEqualTo(expected.metered());
        if (cell.conduct().rests() && observed.ending() != Expected.Ending.DONE) {
            int before = rehearsal.requests(cell.api());
            rehearsal.ask(cell.api()).mustBeRefusedHere(cell);
            assertThat(rehearsal.requests(cell.api())).as("requests afterwards").isEqualTo(before);
        }
    }

    @Test
    void table_saysSomethingOfEveryFaultAtEveryOperation() {
        for (FaultRow row : FaultMatrix.ROWS) {
            for (Api api : Api.values()) {
                assertThat(row.never(api).isPresent() || !row.cells(api).isEmpty())
                        .as(api.title() + ": " + row.name())
                        .isTrue();
            }
        }
    }

    @Test
    void table_namesASourceWhereAFaultCannotOccur() {
        for (FaultRow row : FaultMatrix.ROWS) {
            Arrays.stream(Api.values()).flatMap(api -> row.never(api).stream()).forEach(why -> assertThat(why)
                    .containsAnyOf("vendors/", "needs no other one"));
        }
    }

    @Test
    void writes_areRepeatedOnlyWhereCertainlyNothingWasDone() {
        FaultMatrix.cells().stream()
                .filter(cell -> cell.api().role() == Api.Role.WRITE)
                .filter(cell -> cell.expected().requests() > 1)
                .forEach(cell ->
                        assertThat(cell.conduct().shape()).as(cell.toString()).isIn(Shape.RATE, Shape.STALE_TOKEN));
    }
}
