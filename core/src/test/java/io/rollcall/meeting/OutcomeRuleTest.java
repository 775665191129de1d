package io.rollcall.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Unchanged;
import io.rollcall.vendor.Fault;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeRuleTest {

    @ParameterizedTest(name = "{0} problems, changes {1}, skipped {2}, reads succeeded {3}: {4}")
    @CsvSource({
        "0, '',               '',                true,  COMPLETE",
        "0, '',               IN_NO_MEETING,     true,  COMPLETE",
        "0, DONE DONE,        '',                true,  COMPLETE",
        "0, PLANNED,          '',                true,  COMPLETE",
        "1, '',               '',                false, FAILED",
        "1, '',               '',                true,  INCOMPLETE",
        "1, '',               IN_NO_MEETING,     true,  INCOMPLETE",
        "1, DONE,             '',                true,  INCOMPLETE",
        "1, PLANNED,          '',                true,  INCOMPLETE",
        "1, DONE FAILED,      '',                true,  INCOMPLETE",
        "1, UNKNOWN,          '',                true,  INCOMPLETE",
        "1, UNKNOWN FAILED,   '',                true,  INCOMPLETE",
        "1, FAILED FAILED,    '',                true,  FAILED",
        "1, FAILED,           IN_NO_MEETING,     true,  FAILED",
        "1, FAILED,           NOT_ACTIVE,        true,  FAILED",
        "1, FAILED,           ALREADY_CO_HOST,   true,  INCOMPLETE",
        "1, FAILED,           ALREADY_HOST,      true,  INCOMPLETE",
        "1, FAILED,           IN_MEETING,        true,  INCOMPLETE",
        "1, FAILED,           ALREADY_INVITED,   true,  INCOMPLETE",
        "0, SKIPPED,          '',                true,  COMPLETE",
        "0, DONE SKIPPED,     '',                true,  COMPLETE",
        "1, SKIPPED,          '',                true,  INCOMPLETE",
        "1, SKIPPED,          '',                false, FAILED",
        "1, DONE SKIPPED,     '',                true,  INCOMPLETE",
        "1, FAILED SKIPPED,   '',                true,  FAILED",
        "1, FAILED SKIPPED,   ALREADY_CO_HOST,   true,  INCOMPLETE",
        "0, PAUSED,           '',                true,  COMPLETE",
        "0, DONE PAUSED,      '',                true,  COMPLETE",
        "1, PAUSED,           '',                true,  INCOMPLETE",
        "1, PAUSED,           '',                false, FAILED",
        "1, FAILED PAUSED,    '',                true,  FAILED",
    })
    void of(int problems, String changes, String skipped, boolean seen, RunOutcome expected) {
        assertThat(OutcomeRule.of(problems(problems), changes(changes), unchanged(skipped), seen))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "broken off with changes {0}: {1}")
    @CsvSource({
        "'',             FAILED",
        "FAILED,         FAILED",
        "UNKNOWN FAILED, INCOMPLETE",
        "DONE FAILED,    INCOMPLETE",
        "SKIPPED,        FAILED",
        "SKIPPED DONE,   INCOMPLETE",
        "PAUSED,         FAILED",
    })
    void brokenOff(String changes, RunOutcome expected) {
        assertThat(OutcomeRule.ofAborted(changes(changes))).isEqualTo(expected);
    }

    private static List<Problem> problems(int count) {
        return count == 0 ? List.of() : List.of(new Problem("user U", Fault.Kind.SERVER, null, null, "Wait."));
    }

    private static List<Change> changes(String statuses) {
        return words(statuses)
                .map(word -> new Change(
                        Change.Action.PROMOTE,
                        new MeetingId("c1"),
                        new UserId("U"),
                        null,
                        Change.Reason.LISTED,
                        Change.Status.valueOf(word)))
                .toList();
    }

    private static List<Unchanged> unchanged(String reasons) {
        return words(reasons)
                .map(word -> new Unchanged(null, new UserId("U"), null, Unchanged.Reason.valueOf(word)))
                .toList();
    }

    private static java.util.stream.Stream<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isBlank());
    }
}
