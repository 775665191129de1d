package io.rollcall.budget;

import io.rollcall.setting.Durations;
import java.util.List;
import java.util.Optional;

/**
 * What the schedules of several flows cost together, against the budget that they share.
 *
 * @param costs of flows of the same provider
 * @param budget the provider's calls a month; 0 for not metered
 * @param reserve how many of them polls leave to changes
 */
public record MonthlyCost(List<ScheduleCost> costs, long budget, long reserve) {
    public MonthlyCost {
        costs = List.copyOf(costs);
    }

    /** Costs against a budget without a reserve. */
    public MonthlyCost(List<ScheduleCost> costs, long budget) {
        this(costs, budget, 0);
    }

    /** All metered calls in 30 days; {@link Long#MAX_VALUE} for more than that. */
    public long calls() {
        long sum = 0;
        for (ScheduleCost cost : costs) {
            sum = cost.calls() > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + cost.calls();
        }
        return sum;
    }

    /** Whether the runs fit the budget. */
    public boolean fits() {
        return budget == 0 || calls() <= forPolls();
    }

    private long forPolls() {
        return budget - reserve;
    }

    /**
     * The warning for a flow if the runs of all flows do not fit: the period with which they fit, each flow slowed by as
     * much as the others. Empty if they fit, or if this flow uses no metered calls.
     */
    public Optional<String> warning(ScheduleCost cost) {
        if (fits() || cost.calls() == 0) {
            return Optional.empty();
        }
        long share = (long) Math.floor((double) forPolls() * ((double) cost.calls() / (double) calls()));
        String others = costs.stream().filter(one -> one.calls() > 0).count() > 1
                ? "; all flows together " + ScheduleCost.grouped(calls())
                : "";
        String remedy = cost.shortestPeriod(Math.min(share, forPolls()))
                .map(period -> "; the shortest period that fits is " + Durations.words(period))
                .orElse("; no period of 30 days or less fits, so ask for fewer users or for look=organization");
        return Optional.of("schedule of " + cost.flow() + ": " + cost.words() + others + ", but the budget is "
                + ScheduleCost.grouped(budget)
                + (reserve == 0
                        ? ""
                        : ", " + ScheduleCost.grouped(reserve) + " of it kept for changes (rollcall.budget.reserve)")
                + remedy);
    }
}
