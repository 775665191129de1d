package io.rollcall.camel.internal.host;

import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.metrics.RollcallMeters;
import io.rollcall.camel.watch.ProblemLog;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import java.time.Clock;
import org.apache.camel.CamelContext;

/** Puts Rollcall into a host's context with what the host has: clock, listeners, meters. */
final class HostInstallation {
    private HostInstallation() {}

    static Rollcall install(CamelContext context, RollcallConfig config, HostBeans beans, HostStateStore store)
            throws Exception {
        // a host that wants nothing of Rollcall is asked nothing either
        boolean isWanted = !config.applications().isEmpty() || !config.flows().isEmpty();
        Clock clock = isWanted
                ? beans.findPrimary(Clock.class, "rollcallClock").orElseGet(Clock::systemUTC)
                : Clock.systemUTC();
        FlowListener flows = new ProblemLog();
        for (FlowListener listener : beans.all(FlowListener.class)) {
            flows = FlowListener.both(flows, listener);
        }
        CallListener calls = CallListener.NONE;
        for (CallListener listener : beans.all(CallListener.class)) {
            calls = CallListener.both(calls, listener);
        }
        if (isWanted && hasMicrometer(context)) {
            Metered metered = Metered.in(beans, flows, calls);
            flows = metered.flows();
            calls = metered.calls();
        }
        Rollcall rollcall =
                Rollcall.install(context, config, store, clock, flows, calls, more -> store.provideFor(more, clock));
        for (FlowConfig flow : config.flows()) {
            if (flow.enabled() && flow.schedule() != null) {
                rollcall.schedule(flow);
            }
        }
        rollcall.checkTemplates();
        return rollcall;
    }

    private static boolean hasMicrometer(CamelContext context) {
        return context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
    }

    /** Listeners with the host's meters among them; loaded only where Micrometer is. */
    private record Metered(FlowListener flows, CallListener calls) {
        static Metered in(HostBeans beans, FlowListener flows, CallListener calls) {
            if (!beans.all(RollcallMeters.class).isEmpty()) {
                // among the listeners already: nothing is counted twice
                return new Metered(flows, calls);
            }
            return beans.findPrimary(MeterRegistry.class, "rollcallMeterRegistry")
                    .map(RollcallMeters::new)
                    .map(meters -> new Metered(FlowListener.both(flows, meters), CallListener.both(calls, meters)))
                    .orElseGet(() -> new Metered(flows, calls));
        }
    }
}
