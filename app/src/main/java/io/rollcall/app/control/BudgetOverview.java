package io.rollcall.app.control;

import io.rollcall.app.control.AccountBudget.Day;
import io.rollcall.app.control.AccountBudget.Events;
import io.rollcall.app.control.AccountBudget.Waiting;
import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.UsedCalls;
import io.rollcall.camel.support.Schedules;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.flow.FlowConfig;
import io.rollcall.json.UtcTime;
import io.rollcall.polling.PollPlan;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.schedule.WaitingTime;
import io.rollcall.vendor.Application;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The use of the month's calls and events, with what is planned. Thread-safe; reads the store. */
public final class BudgetOverview {
    private static final String NO_FLOW = "other";

    private final RunningProgram program;

    public BudgetOverview(RunningProgram program) {
        this.program = program;
    }

    /** The applications whose calls are metered or that receive events, in the order of their accounts' names. */
    public List<AccountBudget> accounts() {
        Instant now = program.now();
        Map<String, Application> byId = new LinkedHashMap<>();
        new TreeMap<>(program.config().applications()).values().forEach(one -> byId.putIfAbsent(one.id(), one));
        Map<String, BudgetMonitor.Standing> standings = program.rollcall().health().budget().standings().stream()
                .collect(Collectors.toMap(BudgetMonitor.Standing::account, Function.identity(), (one, other) -> one));
        Map<String, StreamMonitor.Standing> streams = program.rollcall().health().streams().standings().stream()
                .collect(Collectors.toMap(StreamMonitor.Standing::account, Function.identity(), (one, other) -> one));
        return byId.values().stream()
                .filter(application -> application.monthlyCalls() > 0
                        || StreamMonitor.monthlyEvents(application).isPresent())
                .map(application ->
                        account(application, standings.get(application.name()), streams.get(application.name()), now))
                .toList();
    }

    private AccountBudget account(
            Application application,
            BudgetMonitor.@Nullable Standing standing,
            StreamMonitor.@Nullable Standing stream,
            Instant now) {
        BillingMonth month = BillingMonth.of(now, application.provider().quotaZone());
        List<UsedCalls> uses = program.store().budget().uses(application.id(), month.month());
        long used = standing == null ? 0 : standing.used();
        long recorded = uses.stream().mapToLong(UsedCalls::calls).sum();
        OptionalLong forecast = program.rollcall().forecast(application);
        return new AccountBudget(
                application.name(),
                month.month(),
                used,
                application.monthlyCalls(),
                application.reserve(),
                standing != null && forecast.isPresent() ? forecast.getAsLong() : null,
                standing == null ? "not-metered" : standing.word(),
                stream == null ? null : events(stream),
                days(application, month, uses, now),
                sums(uses, use -> Objects.requireNonNullElse(use.flow(), NO_FLOW)),
                sums(uses, UsedCalls::operation),
                Math.max(0, used - recorded),
                polls(application, now),
                waiting(application, now));
    }

    private static Events events(StreamMonitor.Standing stream) {
        StreamMonitor.Month month = stream.month();
        return new Events(
                month == null ? 0 : month.events(), stream.monthlyEvents(), month == null ? 0 : month.opens());
    }

    private List<Day> days(Application application, BillingMonth month, List<UsedCalls> uses, Instant now) {
        SortedMap<LocalDate, Long> events = program.store().stream().meteredByDay(application.id(), month.month());
        Map<LocalDate, Long> calls =
                uses.stream().collect(Collectors.groupingBy(UsedCalls::day, Collectors.summingLong(UsedCalls::calls)));
        LocalDate today = LocalDate.ofInstant(now, month.zone());
        return month.month()
                .atDay(1)
                .datesUntil(today.plusDays(1))
                .map(day -> new Day(day, calls.getOrDefault(day, 0L), events.getOrDefault(day, 0L)))
                .toList();
    }

    private static Map<String, Long> sums(List<UsedCalls> uses, Function<UsedCalls, String> key) {
        return uses.stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.summingLong(UsedCalls::calls)));
    }

    /** The flows that this process runs, and whose meetings this application reads. */
    private List<FlowConfig> flows(Application application) {
        return program.config().flows().stream()
                .filter(flow -> program.flows().contains(flow.name()) && flow.changesMeetings())
                .filter(flow -> program.application(flow)
                        .map(Application::id)
                        .filter(application.id()::equals)
                        .isPresent())
                .toList();
    }

    private List<String> polls(Application application, Instant now) {
        Instant end = LocalDate.ofInstant(now, program.config().timezone())
                .plusDays(1)
                .atStartOfDay(program.config().timezone())
                .toInstant();
        List<Instant> polls = new ArrayList<>();
        for (FlowConfig flow : flows(application)) {
            Optional<Instant> next = program.rollcall().nextRun(flow.name());
            int most = polls.size() + AccountBudget.MOST_POLLS;
            while (next.isPresent() && next.get().isBefore(end) && polls.size() < most) {
                polls.add(next.get());
                next = next(flow, next.get());
            }
        }
        return polls.stream()
                .sorted()
                .limit(AccountBudget.MOST_POLLS)
                .map(UtcTime::text)
                .toList();
    }

    private Optional<Instant> next(FlowConfig flow, Instant after) {
        Optional<PollPlan> plan = program.rollcall().pollPlan(flow.name());
        return isAuto(flow)
                ? plan.flatMap(known -> known.next(flow.name(), after))
                : times(flow).flatMap(times -> times.next(after));
    }

    private static boolean isAuto(FlowConfig flow) {
        return flow.schedule() instanceof Schedule.Auto;
    }

    private Optional<ScheduleTimes> times(FlowConfig flow) {
        return Optional.ofNullable(flow.schedule())
                .filter(schedule -> !isAuto(flow))
                .map(schedule -> Schedules.of(schedule, program.config().timezone()));
    }

    private List<Waiting> waiting(Application application, Instant now) {
        return flows(application).stream()
                .map(flow -> waiting(flow, application, now))
                .toList();
    }

    private Waiting waiting(FlowConfig flow, Application application, Instant now) {
        Optional<WaitingTime> waiting = isAuto(flow)
                ? program.rollcall().pollPlan(flow.name()).flatMap(plan -> plan.waiting(flow.name()))
                : times(flow).flatMap(times -> times.waiting(now));
        boolean events = flow.takesEvents(program.config().applications())
                && program.rollcall()
                        .health()
                        .streams()
                        .connection(application.id())
                        .isLive();
        return new Waiting(
                flow.name(),
                waiting.map(WaitingTime::average).orElse(null),
                waiting.map(WaitingTime::worst).orElse(null),
                events);
    }
}
