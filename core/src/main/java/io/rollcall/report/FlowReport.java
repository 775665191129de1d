package io.rollcall.report;

import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The report of one run of one flow.
 *
 * @param flow the flow's name
 * @param type {@code cohost}, {@code invite} or {@code roster}
 * @param calls requests sent, repeats included; operations that were not called are absent
 * @param meteredCalls those among them that count against a monthly budget
 */
public record FlowReport(
        String flow,
        String type,
        Mode mode,
        RunResult result,
        Instant startedAt,
        Duration duration,
        Map<OperationName, Long> calls,
        long meteredCalls) {
    public FlowReport {
        calls = Map.copyOf(calls);
    }
}
