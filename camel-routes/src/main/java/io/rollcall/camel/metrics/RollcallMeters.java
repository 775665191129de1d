package io.rollcall.camel.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
 *   <li>{@code rollcall.flow.last.outcome} (flow, outcome): 1 for how the last run ended, 0 for the others; of a flow with a
 *       schedule, runs on events do not count
 *   <li>{@code rollcall.flow.last.end} (flow): when that was, in seconds since 1970
 *   <li>{@code rollcall.flow.last.success} (flow): when the last run ended that did not fail; not a number if none has
 *   <li>{@code rollcall.budget.used}, {@code rollcall.budget.left}, {@code rollcall.budget.limit} and {@code
 *       rollcall.budget.reserve} (vendor, by the account's name): this month's metered calls that are used and left, the
 *       most that a month may have, and how many of those only changes may use
 *   <li>{@code rollcall.budget.forecast} (vendor, likewise): this month's metered calls at its end, if all polls are made;
 *       changes come on top. Not a number before the first plan, which is made for accounts with a flow on a schedule
 *   <li>{@code rollcall.budget.refused} (vendor, likewise): 1 while the vendor refuses the month's calls as used up
 *   <li>{@code rollcall.stream.live} (vendor, likewise): 1 while events of the vendor come to this process
 *   <li>{@code rollcall.stream.frame.age} (vendor, likewise): the seconds since the last frame of the connection; not a number
 *       before the first one
 *   <li>{@code rollcall.stream.opens} and {@code rollcall.stream.events} (vendor, likewise): connections opened and metered
 *       events this month, by all that share the store
 * </ul>
 *
 * <p>Gauges of the budget and of a month are read from the store at each scrape, and are not a number where it cannot be read.
 */
public final class RollcallMeters implements CallListener, FlowListener {
    private static final String OPERATION = "operation";
    private static final String RESULT = "result";
    private static final String FLOW = "flow";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private volatile Supplier<Optional<FlowMonitor>> flows = Optional::empty;

    public RollcallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Shows the flows' last runs as a monitor records them.
     *
     * @param monitor asked at each scrape; empty while Rollcall does not run
     */
    public void watch(Supplier<Optional<FlowMonitor>> monitor) {
        flows = monitor;
    }

    /**
     * Adds the gauges of an account's budget; there are none where its calls are not metered.
     *
     * @param forecast the month's calls at its end; empty if it is not known
     */
    public void watch(BudgetMonitor budget, Application application, Function<Application, OptionalLong> forecast) {
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
        gauge(
                account,
                "rollcall.budget.forecast",
                "Metered calls at the end of the month, if all polls are made",
                () -> {
                    OptionalLong calls = forecast.apply(application);
                    return calls.isPresent() ? calls.getAsLong() : Double.NaN;
                });
        gauge(account, "rollcall.budget.limit", "The most metered calls a month", application::monthlyCalls);
        gauge(account, "rollcall.budget.reserve", "Those of them that only changes may use", application::reserve);
        gauge(
                account,
                "rollcall.budget.refused",
                "1 while the vendor refuses the month's calls as used up",
                () -> read(budget, account, standing -> standing.refusedSince() == null ? 0 : 1));
    }

    /**
     * Adds the gauges of an account's events; there are none where it has no events.
     *
     * @param streams asked at each scrape; empty while Rollcall does not run
     */
    public void watch(Supplier<Optional<StreamMonitor>> streams, Application application) {
        if (StreamMonitor.monthlyEvents(application).isEmpty()) {
            return;
        }
        String account = application.name();
        String id = application.id();
        gauge(account, "rollcall.stream.live", "1 while events come to this process", () -> streams.get()
                .map(known -> known.connection(id).isLive() ? 1 : 0)
                .orElse(0));
        TimeGauge.builder("rollcall.stream.frame.age", streams, TimeUnit.SECONDS, known -> known.get()
                        .map(monitor -> monitor.connection(id).frameAge())
                        .map(age -> age.toMillis() / 1000.0)
                        .orElse(Double.NaN))
                .description("Since when no frame came over the connection for events")
                .tag("vendor", account)
                .strongReference(true)
                .register(registry);
        gauge(
                account,
                "rollcall.stream.opens",
                "Connections for events that were opened this month, by all that share the store",
                () -> month(streams, account, StreamMonitor.Month::opens));
        gauge(
                account,
                "rollcall.stream.events",
                "Metered events of this month, in all that share the store",
                () -> month(streams, account, StreamMonitor.Month::events));
    }

    private static double month(
            Supplier<Optional<StreamMonitor>> streams, String account, ToDoubleFunction<StreamMonitor.Month> value) {
        return streams.get().stream()
                .flatMap(monitor -> monitor.standings().stream())
                .filter(standing -> standing.account().equals(account) && standing.month() != null)
                .mapToDouble(standing -> value.applyAsDouble(Objects.requireNonNull(standing.month())))
                .findFirst()
                .orElse(Double.NaN);
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
        count("rollcall.requests", "Requests sent to vendors, retries included", operation, fault);
    }

    @Override
    public void ended(OperationName operation, Fault.@Nullable Kind fault) {
        count("rollcall.calls", "Calls of vendors' operations, however many requests each took", operation, fault);
    }

    private void count(String name, String description, OperationName operation, Fault.@Nullable Kind fault) {
        Counter.builder(name)
                .description(description)
                .tags(OPERATION, operation.toString(), RESULT, word(fault))
                .register(registry)
                .increment();
    }

    private static String word(Fault.@Nullable Kind fault) {
        return fault == null ? "done" : fault.word();
    }

    @Override
    public void waited(OperationName operation, Reason reason, Duration time) {
        Timer.builder("rollcall.waits")
                .description("How long calls waited for a permit of the rate limiter (place) or before a retry (pause)")
                .tags(OPERATION, operation.toString(), "reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(time);
    }

    @Override
    public void finished(FlowReport report) {
        String outcome = report.result().outcome().word();
        Timer.builder("rollcall.runs")
                .description("Runs of flows and how long they took")
                .tags(FLOW, report.flow(), "type", report.type(), OUTCOME, outcome)
                .register(registry)
                .record(report.duration());
        for (Change change : report.result().changes()) {
            Counter.builder("rollcall.changes")
                    .description("What runs changed in meetings; the action invite calls a person")
                    .tags(
                            FLOW,
                            report.flow(),
                            "action",
                            change.action().word(),
                            "status",
                            change.status().word())
                    .register(registry)
                    .increment();
        }
        if (shown.add(report.flow())) {
            showLast(report.flow());
        }
    }

    private void showLast(String flow) {
        for (RunOutcome outcome : RunOutcome.values()) {
            Gauge.builder("rollcall.flow.last.outcome", () -> last(flow)
                            .filter(last -> last.outcome() == outcome)
                            .map(last -> 1)
                            .orElse(0))
                    .description("1 for how the flow's last run ended; runs on events count where there are no polls")
                    .tags(FLOW, flow, OUTCOME, outcome.word())
                    .strongReference(true)
                    .register(registry);
        }
        showTime(
                flow,
                "rollcall.flow.last.end",
                "When the flow's last run ended, since 1970-01-01T00:00:00Z",
                FlowMonitor.Standing::endedAt);
        showTime(
                flow,
                "rollcall.flow.last.success",
                "When the flow's last run ended that did not fail, since 1970-01-01T00:00:00Z",
                FlowMonitor.Standing::succeededAt);
    }

    private void showTime(
            String flow, String name, String description, Function<FlowMonitor.Standing, @Nullable Instant> time) {
        TimeGauge.builder(
                        name,
                        () -> last(flow)
                                .map(time)
                                .map(at -> at.toEpochMilli() / 1000.0)
                                .orElse(Double.NaN),
                        TimeUnit.SECONDS)
                .description(description)
                .tags(FLOW, flow)
                .strongReference(true)
                .register(registry);
    }

    private Optional<FlowMonitor.Standing> last(String flow) {
        return flows.get().flatMap(monitor -> monitor.standing(flow));
    }
}
