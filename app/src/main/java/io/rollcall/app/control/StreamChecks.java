package io.rollcall.app.control;

import io.rollcall.budget.BillingMonth;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.watch.EventObserver;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.CheckLine;
import io.rollcall.report.CheckLine.Result;
import io.rollcall.report.CheckReport;
import io.rollcall.report.Problem;
import io.rollcall.state.StateStore;
import io.rollcall.state.StreamRepository;
import io.rollcall.state.StreamRepository.PushedType;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the event connections: opens one for each application with {@code stream=true}, where no other process on the store
 * holds it, and closes it again.
 */
public final class StreamChecks implements CallListener {
    static final String CHECK = "stream";

    /** Longer than the timeouts of an open and of a connection together. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration DAY = Duration.ofDays(1);

    private static final String CAUTION =
            "Use the application for Rollcall only: another program that receives events with"
                    + " the same credentials would take a part of them. The permissions and the steps in the vendor's console are in"
                    + " docs/administrators/events.md.";

    private final List<Application> applications;
    private final RollcallConfig config;
    private final Instant now;
    private final Map<OperationName, Long> opens = new ConcurrentHashMap<>();

    public StreamChecks(RollcallConfig config, Instant now) {
        this.applications = Streams.of(config);
        this.config = config;
        this.now = now;
    }

    @Override
    public void sent(OperationName operation, Fault.@Nullable Kind fault) {
        boolean opening = applications.stream()
                .flatMap(application -> application.provider().capability(EventStream.class).stream())
                .anyMatch(stream -> stream.open().name().equals(operation));
        if (opening) {
            opens.merge(operation, 1L, Long::sum);
        }
    }

    /** The report with a line for each application with events, and with the calls that opened the connections. */
    public CheckReport addTo(CheckReport report, Rollcall rollcall, StateStore store) throws InterruptedException {
        CheckReport whole = report.plus(lines(rollcall, store));
        for (Map.Entry<OperationName, Long> open : opens.entrySet()) {
            whole = whole.plus(open.getKey(), open.getValue());
        }
        return whole;
    }

    private List<CheckLine> lines(Rollcall rollcall, StateStore store) throws InterruptedException {
        if (applications.isEmpty()) {
            return List.of();
        }
        Streams streams = new Streams(config, (account, event) -> {});
        try (EventObserver.Observation observation = rollcall.observe(streams)) {
            // run has the connection already: then no call follows
            rollcall.health().streams().standings().forEach(standing -> settle(streams, standing));
            streams.awaitSettled(LONGEST);
            return applications.stream()
                    .map(application -> line(application, streams.state(application.name()), store))
                    .toList();
        }
    }

    private static void settle(Streams streams, StreamMonitor.Standing standing) {
        String holder = standing.connection().holder();
        if (standing.connection().isLive()) {
            streams.live(standing.account());
        } else if (holder != null) {
            streams.waiting(standing.account(), holder);
        }
    }

    private CheckLine line(Application application, Streams.State state, StateStore store) {
        Problem problem = state.problem();
        if (problem != null) {
            return new CheckLine(
                    CHECK,
                    Result.FAILED,
                    application.name(),
                    List.of(),
                    problem.fault(),
                    problem.code(),
                    problem.requestId(),
                    problem.message(),
                    null);
        }
        String connection = state.holder() != null
                ? state.holder() + " holds the connection, so this command opened none."
                : state.live()
                        ? opens.isEmpty()
                                ? "This process holds the connection."
                                : "A connection was opened, and closed again."
                        : "";
        if (connection.isEmpty()) {
            return CheckLine.of(
                    CHECK,
                    Result.FAILED,
                    application.name(),
                    List.of(),
                    "There was no connection within " + LONGEST.toSeconds()
                            + " seconds. Look into the log for the reason.");
        }
        CheckLine line = CheckLine.of(
                CHECK,
                Result.OK,
                application.name(),
                List.of(),
                String.join(" ", connection, types(application, store), month(application, store), CAUTION));
        return isUsedUp(application, store) ? line.warning(usedUp(application)) : line;
    }

    private boolean isUsedUp(Application application, StateStore store) {
        long limit = StreamMonitor.monthlyEvents(application).orElse(0L);
        return limit > 0
                && store.stream()
                                .metered(
                                        application.id(),
                                        month(now, application).month())
                        >= limit;
    }

    private static String usedUp(Application application) {
        return "By this count the month's events are used up: the vendor pushes no more of them until the month ends, and"
                + " schedule=auto polls as without events. If the organization has more of them, raise "
                + application.keys() + "monthly-events.";
    }

    private String types(Application application, StateStore store) {
        BillingMonth month = month(now, application);
        BillingMonth dayBefore = month(now.minus(DAY), application);
        String types = Stream.of(dayBefore, month)
                .distinct()
                .flatMap(one -> store.stream().types(application.id(), one.month()).stream())
                .filter(type -> type.lastAt().isAfter(now.minus(DAY)))
                .filter(type -> !type.type().equals(StreamRepository.MESSAGE))
                .map(PushedType::type)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return types.isEmpty()
                ? "No event came to Rollcall in the last day: if people met, choose the events in the vendor's console,"
                        + " and publish the application there."
                : "Events of the last day: " + types + ".";
    }

    private String month(Application application, StateStore store) {
        BillingMonth month = month(now, application);
        long opens = store.stream().opens(application.id(), month.start()).size();
        long metered = store.stream().metered(application.id(), month.month());
        long messages = store.stream().types(application.id(), month.month()).stream()
                .filter(type -> type.type().equals(StreamRepository.MESSAGE))
                .mapToLong(PushedType::pushes)
                .sum();
        long events = metered - messages;
        long limit = StreamMonitor.monthlyEvents(application).orElse(0L);
        String received = String.format(
                Locale.ROOT,
                "In %s Rollcall opened %,d connection%s and received %,d metered event%s",
                month.month(),
                opens,
                opens == 1 ? "" : "s",
                events,
                events == 1 ? "" : "s");
        String of = limit == 0 ? "" : String.format(Locale.ROOT, " of %,d", limit);
        return messages == 0
                ? received + of + "."
                : String.format(
                        Locale.ROOT,
                        "%s. Its messages to people count with them: %,d, together %,d%s.",
                        received,
                        messages,
                        metered,
                        of);
    }

    private static BillingMonth month(Instant time, Application application) {
        return BillingMonth.of(time, application.provider().quotaZone());
    }
}
