package io.rollcall.camel.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
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
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls and runs in a registry. Tags hold the names of operations, faults and flows, never an id of a person.
 * Thread-safe.
 *
 * <ul>
 *   <li>{@code rollcall.requests} (operation, result): requests sent, retries included; the result is {@code done} or the
 *       fault, {@code throttled} where the vendor refused for its rate
 *   <li>{@code rollcall.calls} (operation, result): whole calls, however many requests each took
 *   <li>{@code rollcall.waits} (operation, reason): how long calls waited for a permit of the rate limiter ({@code place})
 *       or before a retry ({@code pause})
 *   <li>{@code rollcall.runs} (flow, type, outcome): runs and how long they took
 *   <li>{@code rollcall.changes} (flow, action, status): what runs changed; {@code invite} calls a person
 *   <li>{@code rollcall.flow.last.outcome} (flow, outcome): 1 for how the last run ended, 0 for the others
 *   <li>{@code rollcall.flow.last.end} (flow): when that was, in seconds since 1970
 *   <li>{@code rollcall.budget.used}, {@code rollcall.budget.left}, {@code rollcall.budget.limit} and {@code
 *       rollcall.budget.reserve} (vendor, by the account's name): this month's metered calls that are used and left, the
 *       most that a month may have, and how many of those only changes may use
 *   <li>{@code rollcall.budget.refused} (vendor, likewise): 1 while the vendor refuses the month's calls as used up
 * </ul>
 *
 * <p>Gauges of the budget are read from the store at each scrape, and are not a number where it cannot be read.
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

    /** Adds the gauges of an account's budget; there are none where its calls are not metered. */
    public void watch(BudgetMonitor budget, Application application) {
        if (application.monthlyCalls() == 0) {
            return;
        }
        String account = application.name();
        gauge(
                account,
                "rollcall.budget.used",
                "Metered calls this month, by all that share the store",
                () -> read(budget, account, BudgetMonitor.Standing::used));
        gauge(
                account,
                "rollcall.budget.left",
                "Metered calls that are left this month",
                () -> read(budget, account, standing -> Math.max(0, standing.limit() - standing.used())));
        gauge(account, "rollcall.budget.limit", "The most metered calls a month", application::monthlyCalls);
        gauge(account, "rollcall.budget.reserve", "Those of them that only changes may use", application::reserve);
        gauge(
                account,
                "rollcall.budget.refused",
                "1 while the vendor refuses the month's calls as used up",
                () -> read(budget, account, standing -> standing.refusedSince() == null ? 0 : 1));
    }

    private void gauge(String account, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
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
