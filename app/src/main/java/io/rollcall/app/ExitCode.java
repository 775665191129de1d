package io.rollcall.app;

import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import java.util.List;

/** The program's exit codes; part of the public interface. */
final class ExitCode {
    /** Done and complete. */
    static final int DONE = 0;

    /** Failed. */
    static final int FAILED = 1;

    /** Wrong usage or configuration. */
    static final int WRONG = 2;

    /** Done, but something is missing. */
    static final int INCOMPLETE = 3;

    private ExitCode() {}

    /** The exit code of the worst report. */
    static int of(List<FlowReport> reports) {
        int code = DONE;
        for (FlowReport report : reports) {
            if (report.result().outcome() == RunOutcome.FAILED) {
                return FAILED;
            } else if (report.result().outcome() != RunOutcome.COMPLETE) {
                code = INCOMPLETE;
            }
        }
        return code;
    }
}
