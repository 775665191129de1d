package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
import java.util.ArrayList;
import java.util.List;

/** A result in short lines: the outcome, problems, changes, who was skipped. */
public final class Said {
    private Said() {}

    public static List<String> of(RunResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.outcome().word());
        result.problems().forEach(problem -> lines.add(of(problem)));
        result.changes().forEach(change -> lines.add(of(change)));
        result.unchanged().forEach(one -> lines.add(of(one)));
        return lines;
    }

    public static String of(Problem problem) {
        return "problem " + problem.subject() + " " + problem.fault().word();
    }

    public static String of(Change change) {
        return change.action().word() + " " + change.meeting() + " "
                + (change.user() != null ? change.user() : change.phone().value()) + " "
                + change.status().word();
    }

    public static String of(Unchanged one) {
        return (one.meeting() == null ? "" : one.meeting() + " ")
                + (one.user() != null ? one.user() : one.phone().value()) + " "
                + one.reason().word();
    }
}
