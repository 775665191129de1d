package io.rollcall.report;

import io.rollcall.vendor.OperationName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param calls requests sent, repeats included
 * @param meteredCalls those among them that count against a monthly budget
 */
public record CheckReport(List<CheckLine> lines, Map<OperationName, Long> calls, long meteredCalls) {
    public CheckReport {
        lines = List.copyOf(lines);
        calls = CallOrder.sorted(calls);
    }

    /** How many lines failed. */
    public long failures() {
        return count(CheckLine.Result.FAILED);
    }

    /** How many lines have a result. */
    public long count(CheckLine.Result result) {
        return lines.stream().filter(line -> line.result() == result).count();
    }

    /** The same report with more calls of a metered operation. */
    public CheckReport plus(OperationName operation, long sent) {
        if (sent == 0) {
            return this;
        }
        Map<OperationName, Long> all = new LinkedHashMap<>(calls);
        all.merge(operation, sent, Long::sum);
        return new CheckReport(lines, all, meteredCalls + sent);
    }

    /** The same report with more lines at its end. */
    public CheckReport plus(List<CheckLine> more) {
        List<CheckLine> all = new ArrayList<>(lines);
        all.addAll(more);
        return new CheckReport(all, calls, meteredCalls);
    }
}
