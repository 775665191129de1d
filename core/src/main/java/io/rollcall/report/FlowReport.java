package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The report of one run of one flow.
 *
 * @param flow the flow's name
 * @param type {@code cohost}, {@code invite} or {@code roster}
 * @param calls requests sent, repeats included; in the order of {@link CallOrder}; operations that were not called are absent
 * @param meteredCalls those among them that count against a monthly budget
 */
public record FlowReport(
        String flow,
        String type,
        Mode mode,
        Trigger trigger,
        RunResult result,
        Instant startedAt,
        Duration duration,
        Map<OperationName, Long> calls,
        long meteredCalls) {
    public FlowReport {
        calls = CallOrder.sorted(calls);
    }

    /** The report's JSON object: absent values are left out, lists never are. */
    @JsonValue
    public Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("flow", flow);
        fields.put("type", type);
        fields.put("mode", mode);
        fields.put("trigger", trigger);
        fields.put("outcome", result.outcome());
        fields.put("startedAt", startedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        fields.put("durationMs", duration.toMillis());
        fields.put("calls", calls);
        fields.put("meteredCalls", meteredCalls);
        fields.put("problems", result.problems());
        RosterResult roster = result.roster();
        if (roster != null || type.equals("roster")) {
            (roster == null ? RosterResult.NOTHING_READ : roster).putFields(fields);
        } else {
            fields.put("changes", result.changes());
            fields.put("unchanged", result.unchanged());
            if (result.unread() != null) {
                fields.put("unread", result.unread());
            }
        }
        return fields;
    }
}
