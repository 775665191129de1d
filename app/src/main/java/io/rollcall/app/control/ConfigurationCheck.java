package io.rollcall.app.control;

import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.CallListener;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.CheckReport;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Application;
import java.time.Instant;
import java.util.List;

/**
 * Checks a configuration against the vendors: what the flows need, the event connections, what the schedules cost, pauses and
 * quarantines. Changes nothing. Used by one thread.
 */
public final class ConfigurationCheck {
    /** A person's meetings, the organization's meetings, and a meeting's members. */
    private static final long READING_APIS = 3;

    private final RollcallConfig config;
    private final Instant now;
    private final StreamChecks streams;

    public ConfigurationCheck(RollcallConfig config, Instant now) {
        this.config = config;
        this.now = now;
        this.streams = new StreamChecks(config, now);
    }

    /** Counts the calls that open event connections; to be called with the check's calls. */
    public CallListener calls() {
        return streams;
    }

    /** The most metered calls that a check makes: one for each API by which flows read meetings. */
    public static long mostMeteredCalls(RollcallConfig config) {
        return READING_APIS
                * config.flows().stream()
                        .filter(FlowConfig::changesMeetings)
                        .flatMap(flow -> flow.accounts().stream())
                        .map(config.applications()::get)
                        .filter(application -> application != null && application.monthlyCalls() > 0)
                        .map(Application::id)
                        .distinct()
                        .count();
    }

    /** Makes the check, which takes up to some minutes. */
    public CheckReport run(Rollcall rollcall, StateStore store) throws InterruptedException {
        List<FlowConfig> flows = config.flows();
        List<FlowConfig> enabled = flows.stream().filter(FlowConfig::enabled).toList();
        CheckReport report = streams.addTo(rollcall.check(), rollcall, store);
        ObservedMeetings seen = new ObservedMeetings().with(store, flows);
        AutoPlans plans = new AutoPlans(config, now).with(store, enabled);
        return report.plus(new MonthlyCosts(config, seen, plans).checks(flows))
                .plus(new ScheduleNotes(config.timezone(), now, plans).checks(enabled))
                .plus(new RosterEventNotes(config, now).checks(enabled, store))
                .plus(new Pauses(store, config.timezone()).checks(flows, now))
                .plus(new Quarantines(store, config.timezone()).checks(flows, now))
                .plus(new TellChecks(config, store).checks(now));
    }
}
