package io.rollcall.camel.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls and runs in a registry. Labels hold the names of operations, faults and flows, never anybody's id.
 * Thread-safe.
 *
 * <ul>
 *   <li>{@code rollcall.requests} (operation, result): requests sent, repeats included; the result is {@code done} or the
 *       fault, {@code throttled} where the vendor refused for its rate
 *   <li>{@code rollcall.calls} (operation, result): whole calls, however many requests each took
 *   <li>{@code rollcall.waits} (operation, reason): the time for which calls waited, for a {@code place} under the rate or
 *       in a {@code pause} before a repeat
 *   <li>{@code rollcall.runs} (flow, type, outcome): runs and how long they took
 *   <li>{@code rollcall.changes} (flow, action, status): what runs changed; {@code invite} rings somebody
 *   <li>{@code rollcall.flow.last.outcome} (flow, outcome): 1 for how the last run ended, 0 for the others
 *   <li>{@code rollcall.flow.last.end} (flow): when that was, in seconds since 1970
 *   <li>{@code rollcall.budget.used}, {@code rollcall.budget.limit} and {@code rollcall.budget.reserve} (vendor, by the
 *       account's name): this month's metered calls, how many there may be, and how many of those only changes may use
 *   <li>{@code rollcall.budget.refused} (vendor, likewise): 1 while the vendor refuses the month's calls as used up. What is
 *       read from the store is not a number where it cannot be read
 * </ul>
 */
public final class RollcallMeters implements CallListener, FlowListener {
    private static final String OPERATION = "operation";
    private static final String RESULT = "result";
    private static final String FLOW = "flow";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final Map<String, Last> lasts = new ConcurrentHashMap<>();

    public RollcallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How a flow's last run ended. */
    private record Last(RunOutcome outcome, double endedAt) {}

    /** Shows the month's calls too; they are read from the store each time somebody asks. */
    public void watch(BudgetMonitor budget, Application application) {
        String account = application.name();
        Gauge.builder("rollcall.budget.used", budget, watch -> read(watch, account, BudgetMonitor.Standing::used))
                .description("Metered calls this month, by all that share the store")
                .tag("vendor", account)
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "rollcall.budget.refused",
                        budget,
                        watch -> read(watch, account, standing -> standing.refusedSince() == null ? 0 : 1))
                .description("1 while the vendor refuses the month's calls as used up")
                .tag("vendor", account)
                .strongReference(true)
                .register(registry);
        Gauge.builder("rollcall.budget.limit", application::monthlyCalls)
                .description("The most metered calls a month")
                .tag("vendor", account)
                .strongReference(true)
                .register(registry);
        Gauge.builder("rollcall.budget.reserve", application::reserve)
                .description("Those of them that only changes may use")
                .tag("vendor", account)
                .strongReference(true)
                .register(registry);
    }

    private static double read(BudgetMonitor watch, String account, ToDoubleFunction<BudgetMonitor.Standing> value) {
        try {
            return watch.standings().stream()
                    .filter(standing -> standing.account().equals(account))
                    .mapToDouble(value)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (StoreException unreadable) {
            return Double.NaN;
        }
    }

    @Override
    public void sent(OperationName operation, Fault.@Nullable Kind fault) {
        registry.counter("rollcall.requests", OPERATION, operation.toString(), RESULT, word(fault))
                .increment();
    }

    @Override
    public void ended(OperationName operation, Fault.@Nullable Kind fault) {
        registry.counter("rollcall.calls", OPERATION, operation.toString(), RESULT, word(fault))
                .increment();
    }

    private static String word(Fault.@Nullable Kind fault) {
        return fault == null ? "done" : fault.word();
    }

    @Override
    public void waited(OperationName operation, Reason reason, Duration time) {
        registry.timer(
                        "rollcall.waits",
                        OPERATION,
                        operation.toString(),
                        "reason",
                        reason.name().toLowerCase(Locale.ROOT))
                .record(time);
    }

    @Override
    public void finished(FlowReport report) {
        String outcome = report.result().outcome().word();
        registry.timer("rollcall.runs", FLOW, report.flow(), "type", report.type(), OUTCOME, outcome)
                .record(report.duration());
        for (Change change : report.result().changes()) {
            registry.counter(
                            "rollcall.changes",
                            FLOW,
                            report.flow(),
                            "action",
                            change.action().word(),
                            "status",
                            change.status().word())
                    .increment();
        }
        double endedAt = report.startedAt().plus(report.duration()).toEpochMilli() / 1000.0;
        if (lasts.put(report.flow(), new Last(report.result().outcome(), endedAt)) == null) {
            showLast(report.flow());
        }
    }

    private void showLast(String flow) {
        for (RunOutcome outcome : RunOutcome.values()) {
            Gauge.builder(
                            "rollcall.flow.last.outcome",
                            lasts,
                            all -> last(all, flow).outcome() == outcome ? 1 : 0)
                    .description("1 for how the flow's last run ended")
                    .tags(FLOW, flow, OUTCOME, outcome.word())
                    .strongReference(true)
                    .register(registry);
        }
        TimeGauge.builder("rollcall.flow.last.end", lasts, TimeUnit.SECONDS, all -> last(all, flow)
                        .endedAt())
                .description("When the flow's last run ended, since 1970-01-01T00:00:00Z")
                .tags(FLOW, flow)
                .strongReference(true)
                .register(registry);
    }

    private static Last last(Map<String, Last> all, String flow) {
        return all.getOrDefault(flow, new Last(RunOutcome.FAILED, 0));
    }
}
