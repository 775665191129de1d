package io.rollcall.app.control;

import io.rollcall.app.control.FlowState.Day;
import io.rollcall.app.control.FlowState.LastRun;
import io.rollcall.app.control.FlowState.State;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import io.rollcall.schedule.Schedule;
import io.rollcall.state.Pause;
import io.rollcall.state.RunRepository.Runs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the configured flows are. Thread-safe; reads the store. */
public final class FlowOverview {
    private static final int DAYS = 7;

    private final RunningProgram program;
    private final LastReports reports;

    public FlowOverview(RunningProgram program, LastReports reports) {
        this.program = program;
        this.reports = reports;
    }

    /** What the store has of the flows, read once for all. */
    private record Stored(List<Pause> pauses, List<Runs> runs, Map<String, FlowMonitor.Standing> standings) {}

    /** All flows in the order of their names. */
    public List<FlowState> flows() {
        Instant now = program.now();
        LocalDate first = today(now).minusDays(DAYS - 1L);
        Stored stored = new Stored(
                program.store().pauses().inForce(now),
                program.store().runs().since(first),
                program.rollcall().health().flows().standings().stream()
                        .collect(Collectors.toMap(FlowMonitor.Standing::flow, Function.identity())));
        return program.config().flows().stream()
                .map(flow -> state(flow, stored, first, now))
                .toList();
    }

    private LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, program.config().timezone());
    }

    private FlowState state(FlowConfig flow, Stored stored, LocalDate first, Instant now) {
        String name = flow.name();
        FlowMonitor.Standing standing = stored.standings().get(name);
        String holder = standing == null ? null : standing.holder();
        Instant running = program.rollcall().runningSince(name).orElse(null);
        Pause pause = flow.changesMeetings()
                ? stored.pauses().stream()
                        .filter(one -> one.isOfAll() || name.equals(one.flow()))
                        .findFirst()
                        .orElse(null)
                : null;
        boolean off = !program.flows().contains(name);
        State state = off
                ? State.OFF
                : holder != null
                        ? State.WAITING
                        : running != null ? State.RUNNING : pause != null ? State.PAUSED : State.IDLE;
        return new FlowState(
                name,
                flow.type(),
                flow.accounts(),
                state,
                off ? whyOff(flow) : holder == null ? null : "It waits for " + holder + ", which runs it.",
                schedule(flow),
                program.rollcall().nextRun(name).orElse(null),
                running,
                reports.of(name).map(LastRun::of).orElse(null),
                pause,
                quarantine(flow, now).orElse(null),
                standing != null && standing.stale(),
                week(name, stored.runs(), first));
    }

    private String whyOff(FlowConfig flow) {
        String wrong = program.off().get(flow.name());
        if (wrong != null) {
            return wrong;
        }
        return flow.enabled()
                ? "This process runs other flows only."
                : "It is disabled: " + flow.key("enabled") + "=false.";
    }

    private @Nullable String schedule(FlowConfig flow) {
        Schedule schedule = flow.schedule();
        if (schedule != null) {
            return schedule.text();
        }
        return flow.takesEvents(program.config().applications()) ? "events" : null;
    }

    private Optional<QuarantineState> quarantine(FlowConfig flow, Instant now) {
        // only rosters are quarantined
        return flow.accepting()
                .flatMap(roster -> program.store().rosters().quarantine(flow.name()))
                .map(quarantine -> QuarantineState.of(quarantine, now));
    }

    private static List<Day> week(String flow, List<Runs> runs, LocalDate first) {
        return first.datesUntil(first.plusDays(DAYS))
                .map(day -> new Day(
                        day,
                        count(flow, runs, day, RunOutcome.COMPLETE),
                        count(flow, runs, day, RunOutcome.INCOMPLETE),
                        count(flow, runs, day, RunOutcome.FAILED),
                        count(flow, runs, day, RunOutcome.QUARANTINED)))
                .toList();
    }

    private static long count(String flow, List<Runs> runs, LocalDate day, RunOutcome outcome) {
        return runs.stream()
                .filter(one -> one.flow().equals(flow) && one.day().equals(day) && one.outcome() == outcome)
                .mapToLong(Runs::count)
                .sum();
    }

    /**
     * The report of a flow's last run in this process; empty if it has not run.
     *
     * @throws UsageException if there is no such flow
     */
    public Optional<FlowReport> last(String flow) {
        return reports.of(program.flow(flow).name());
    }
}
