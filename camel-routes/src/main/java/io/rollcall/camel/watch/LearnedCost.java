package io.rollcall.camel.watch;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Trigger;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.OngoingMeetings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how many calls polls make for running meetings, by the hour of the week, for estimates of what schedules cost.
 * Thread-safe.
 */
public final class LearnedCost implements FlowListener {
    private static final Logger LOG = LoggerFactory.getLogger(LearnedCost.class);

    private final Collection<Application> applications;
    private final StateStore store;
    private final ZoneId zone;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    /**
     * @param applications may grow; then it must be thread-safe
     * @param zone of the hours of the week
     */
    public LearnedCost(Collection<Application> applications, StateStore store, ZoneId zone) {
        this.applications = applications;
        this.store = store;
        this.zone = zone;
    }

    @Override
    public void finished(FlowReport report) {
        if (report.mode() != Mode.PLAN && report.trigger() != Trigger.EVENT && report.meteredCalls() > 0) {
            callsForMeetings(report, applications).ifPresent(calls -> store(report, calls));
        }
    }

    private void store(FlowReport report, long calls) {
        int hour = hourOfWeek(report.startedAt());
        Long before = seen.put(report.flow() + "@" + hour, calls);
        if (before == null || before != calls) {
            try {
                store.budget().sawMeetings(report.flow(), hour, calls);
            } catch (StoreException lost) {
                // the run itself could use the store; the next run reports the failure
                LOG.debug("the cost of a poll cannot be stored now");
            }
        }
    }

    private int hourOfWeek(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
    }

    /**
     * How many calls a run made for running meetings; empty if it had problems.
     *
     * @param applications the applications that the flow may use
     */
    public static OptionalLong callsForMeetings(FlowReport report, Collection<Application> applications) {
        if (!report.result().problems().isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(applications.stream()
                .flatMap(application -> application.provider().capability(OngoingMeetings.class).stream())
                .map(meetings -> meetings.members().name())
                .distinct()
                .mapToLong(members -> report.calls().getOrDefault(members, 0L))
                .sum());
    }
}
