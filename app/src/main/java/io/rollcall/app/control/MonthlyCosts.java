package io.rollcall.app.control;

import io.rollcall.budget.MonthlyCost;
import io.rollcall.budget.ScheduleCost;
import io.rollcall.camel.support.Schedules;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.report.CheckLine;
import io.rollcall.schedule.Schedule;
import io.rollcall.vendor.Application;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The monthly cost of the flows' schedules, compared to the budgets. */
public final class MonthlyCosts {
    private final RollcallConfig config;
    private final ObservedMeetings meetings;
    private final AutoPlans plans;
    private final ListReader lists = ListReader.lenient(new SystemEnvironment()::read);

    public MonthlyCosts(RollcallConfig config, ObservedMeetings meetings, AutoPlans plans) {
        this.plans = plans;
        this.config = config;
        this.meetings = meetings;
    }

    /** A line for each flow with a schedule; a warning if the flows exceed their budget. */
    public List<Line> lines(List<FlowConfig> flows) {
        return lines(flows, flows);
    }

    /**
     * @param flows the flows that get a line
     * @param counted all flows that use the budgets
     */
    private List<Line> lines(List<FlowConfig> flows, Collection<FlowConfig> counted) {
        Set<String> shown = flows.stream().map(FlowConfig::name).collect(Collectors.toSet());
        Map<String, List<ScheduleCost>> byProvider = new LinkedHashMap<>();
        for (FlowConfig flow : counted) {
            Schedule schedule = flow.schedule();
            if (schedule != null && !AutoPlans.isAuto(flow)) {
                costs(flow, polls(schedule)).forEach(cost -> byProvider
                        .computeIfAbsent(cost.provider(), provider -> new ArrayList<>())
                        .add(cost));
            }
        }
        List<Line> lines = new ArrayList<>();
        byProvider.forEach((provider, costs) -> {
            Application application = config.applications().get(provider);
            MonthlyCost together = application == null
                    ? new MonthlyCost(costs, 0)
                    : new MonthlyCost(costs, application.monthlyCalls(), application.reserve());
            costs.stream()
                    .filter(cost -> shown.contains(cost.flow()))
                    .forEach(cost -> lines.add(together.warning(cost)
                            .map(warning -> new Line(cost.flow(), cost.calls(), together.budget(), warning, false))
                            .orElseGet(() -> new Line(
                                    cost.flow(),
                                    cost.calls(),
                                    together.budget(),
                                    words(cost, together.budget()),
                                    true))));
        });
        flows.stream().filter(AutoPlans::isAuto).map(this::planned).forEach(lines::add);
        return lines;
    }

    private Line planned(FlowConfig flow) {
        ScheduleCost cost = flow.costs(lists, config.applications(), 1).get(0);
        Application application = config.applications().get(cost.provider());
        long calls = plans.of(flow).map(plan -> plan.calls(flow.name())).orElse(0L);
        return new Line(
                cost.flow(),
                calls,
                application == null ? 0 : application.monthlyCalls(),
                "schedule of " + flow.name() + ": " + plans.words(flow),
                plans.fits(flow));
    }

    /** The lines as lines of a check; disabled flows have a line without a cost. */
    public List<CheckLine> checks(List<FlowConfig> flows) {
        Stream<CheckLine> disabled = flows.stream()
                .filter(flow -> !flow.enabled() && flow.schedule() != null)
                .map(flow -> CheckLine.of(
                        "schedule",
                        CheckLine.Result.OK,
                        null,
                        List.of(flow.name()),
                        "schedule of " + flow.name() + ": not counted, the flow is disabled (rollcall.flow."
                                + flow.name() + ".enabled)"));
        Stream<CheckLine> counted = lines(
                        flows.stream().filter(FlowConfig::enabled).toList())
                .stream()
                .map(line -> CheckLine.of(
                                "schedule",
                                line.fits() ? CheckLine.Result.OK : CheckLine.Result.WARNING,
                                null,
                                List.of(line.flow()),
                                line.text())
                        .with(new CheckLine.Amount(line.calls(), line.budget())));
        return Stream.concat(counted, disabled).toList();
    }

    /** The lines as text; all enabled flows count against the budgets. */
    public List<String> words(List<FlowConfig> flows) {
        return lines(flows, counted(config, flows)).stream()
                .map(line -> line.fits() ? line.text() : "WARNING: " + line.text())
                .toList();
    }

    /** The flows that use the budgets: the named ones and all enabled ones. */
    public static Collection<FlowConfig> counted(RollcallConfig config, List<FlowConfig> flows) {
        Map<String, FlowConfig> counted = new LinkedHashMap<>();
        Stream.concat(flows.stream(), config.flows().stream().filter(FlowConfig::enabled))
                .forEach(flow -> counted.putIfAbsent(flow.name(), flow));
        return counted.values();
    }

    private static String words(ScheduleCost cost, long budget) {
        String share = cost.calls() == 0 || budget == 0 ? "" : String.format(Locale.ROOT, " of %,d", budget);
        return "schedule of " + cost.flow() + ": " + cost.words(budget > 0) + share;
    }

    private List<ScheduleCost> costs(FlowConfig flow, long polls) {
        return flow.costs(lists, config.applications(), polls).stream()
                .map(cost -> cost.withMeetings(meetings.of(flow)))
                .toList();
    }

    private long polls(Schedule schedule) {
        return Schedules.runs(schedule, config.timezone(), Instant.now());
    }

    /**
     * A schedule's cost in words.
     *
     * @param calls in 30 days; of a plan, until the month ends
     * @param budget calls a month; 0 for not metered
     * @param fits whether it fits the budget
     */
    public record Line(String flow, long calls, long budget, String text, boolean fits) {}
}
