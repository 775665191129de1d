package io.rollcall.flow;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.task.Commands;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that makes metered calls. If it certainly needs more calls than it may make, it sends nothing and fails. Not
 * thread-safe, as {@link FlowTask} says.
 */
public final class BudgetedTask implements FlowTask {
    private final FlowTask run;
    private final FlowConfig flow;
    private final Application application;
    private final long least;
    private final InstantSource wall;
    private @Nullable Problem refusal;

    /**
     * Limits a run.
     *
     * @param application whose metered calls the run makes
     * @param least how many it makes at least; 0 for a run that may make none
     * @param wall the time of day
     */
    public BudgetedTask(FlowTask run, FlowConfig flow, Application application, long least, InstantSource wall) {
        this.run = run;
        this.flow = flow;
        this.application = application;
        this.least = least;
        this.wall = wall;
    }

    /**
     * The same run, limited where an account's calls are metered.
     *
     * @param least how many metered calls it makes at least; 0 for a run that may make none
     */
    public static FlowTask limit(FlowTask run, FlowConfig flow, String account, long least, RunContext context) {
        return context.isMetered(account) && least > 0
                ? new BudgetedTask(run, flow, context.application(account), least, context.clock())
                : run;
    }

    @Override
    public void begin(Commands commands) {
        if (least == 0) {
            run.begin(commands);
        } else if (least > flow.maxCalls()) {
            refuse(commands, moreThanARunMay());
        } else {
            Instant now = wall.instant();
            YearMonth month =
                    BillingMonth.of(now, application.provider().quotaZone()).month();
            commands.query(
                    store -> new Month(
                            store.budget().used(application.id(), month),
                            store.budget().exhaustion(application.id(), month)),
                    known -> begin(commands, known, now));
        }
    }

    /** A month as the store knows it. */
    private record Month(long used, Optional<Exhaustion> refusal) {}

    private void begin(Commands commands, Month month, Instant now) {
        Optional<Exhaustion> refused = month.refusal().filter(known -> !known.mayTry(now));
        if (refused.isPresent()) {
            refuse(
                    commands,
                    "Nothing was sent: "
                            + refused.get()
                                    .words(
                                            application.provider().name(),
                                            application.provider().quotaZone()));
        } else if (least > application.pollLimit() - month.used()) {
            refuse(commands, moreThanIsLeft(Math.max(0, application.monthlyCalls() - month.used())));
        } else {
            run.begin(commands);
        }
    }

    private String moreThanARunMay() {
        return String.format(
                Locale.ROOT,
                "The run needs at least %,d metered calls and max-calls allows %,d, so nothing was sent. List fewer"
                        + " people, or raise %s.",
                least,
                flow.maxCalls(),
                flow.maxCallsKey());
    }

    private String moreThanIsLeft(long left) {
        long kept = Math.min(left, application.reserve());
        return String.format(
                Locale.ROOT,
                "The run needs at least %,d metered calls and %,d are left this month%s, so nothing was sent. Wait for the"
                        + " next month, list fewer people, raise %smonthly-calls%s.",
                least,
                left,
                kept == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d of them kept for changes (rollcall.budget.reserve)", kept),
                application.keys(),
                least <= left ? ", or lower rollcall.budget.reserve" : "");
    }

    private void refuse(Commands commands, String why) {
        Problem problem = new Problem("flow " + flow.name(), Fault.Kind.QUOTA, null, null, why);
        refusal = problem;
        commands.publish(new FlowEvent.Troubled(problem));
    }

    @Override
    public void abort(Problem problem) {
        run.abort(problem);
    }

    @Override
    public void settle(Commands commands) {
        run.settle(commands);
    }

    @Override
    public RunResult result() {
        RunResult result = run.result();
        if (refusal == null) {
            return result;
        }
        List<Problem> problems = new ArrayList<>(List.of(refusal));
        problems.addAll(result.problems());
        return new RunResult(
                RunOutcome.FAILED, problems, result.changes(), result.unchanged(), result.roster(), result.unread());
    }
}
