package io.rollcall.camel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.matrix.Expected.Ending;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;

/** How a call ended, in the words of the table. */
record Observed(Ending ending, String fault, String faultyCall, String remedy) {

    static Observed of(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Failed<?> failed) {
            Fault fault = failed.fault();
            return new Observed(
                    fault.certainlyNotDone() ? Ending.NOT_DONE : Ending.UNKNOWN,
                    fault.kind().word(),
                    fault.origin().operation().toString(),
                    fault.remedy());
        }
        return new Observed(Ending.DONE, "", "", "");
    }

    /** Compares with what a cell demands. */
    void mustBe(Cell cell) {
        Expected expected = cell.expected();
        assertThat(ending + " " + fault).as("how it ends").isEqualTo(expected.ending() + " " + expected.fault());
        if (ending != Ending.DONE) {
            boolean byToken = cell.row().isAtToken();
            assertThat(faultyCall)
                    .as("the call that the report names")
                    .isEqualTo((byToken ? cell.api().token() : cell.api()).reportName());
            assertThat(remedy).as("what to do").isNotBlank();
        }
        if (cell.strike() instanceof Strike.SlowClock) {
            assertThat(remedy).contains("clock");
        }
        if (cell.strike() instanceof Strike.Played played && played.preset() == Preset.HUGE_BODY) {
            assertThat(remedy).contains("16 MiB");
        }
    }

    /** What every call after a ban, or after the end of the quota, must come to. */
    void mustBeRefusedHere(Cell cell) {
        assertThat(ending + " " + fault)
                .as("the next call")
                .isEqualTo(Ending.NOT_DONE + " " + cell.conduct().fault());
    }
}
