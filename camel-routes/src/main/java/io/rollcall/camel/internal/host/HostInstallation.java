package io.rollcall.camel.internal.host;

import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.RollcallComponent;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.metrics.RollcallMeters;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.ProblemLog;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Application;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Puts Rollcall into a host's context with what the host has: clock, listeners, meters. */
final class HostInstallation {
    private HostInstallation() {}

    static Rollcall install(CamelContext context, RollcallConfig config, HostBeans beans, HostStateStore store)
            throws Exception {
        // a host that wants nothing of Rollcall is asked nothing either
        boolean isWanted = !config.applications().isEmpty()
                || !config.flows().isEmpty()
                || !config.channels().isEmpty()
                || hasComponentOptions(context);
        Clock clock = isWanted
                ? beans.findPrimary(Clock.class, "rollcallClock").orElseGet(Clock::systemUTC)
                : Clock.systemUTC();
        FlowListener flows = new ProblemLog();
        for (FlowListener listener : beans.all(FlowListener.class)) {
            flows = FlowListener.of(flows, listener);
        }
        CallListener calls = CallListener.NONE;
        for (CallListener listener : beans.all(CallListener.class)) {
            calls = CallListener.of(calls, listener);
        }
        store.choose(config.store());
        Consumer<RollcallConfig> before = more -> store.provideFor(more, clock);
        if (isWanted && hasMicrometer(context)) {
            Metered metered = Metered.in(beans, flows, calls);
            flows = metered.flows();
            calls = metered.calls();
            before = before.andThen(more -> metered.watch(more, store, clock, context));
        }
        Rollcall rollcall = Rollcall.install(context, config, store, clock, flows, calls, before);
        rollcall.scheduleAll();
        rollcall.checkTemplates();
        return rollcall;
    }

    /** Whether an instance of the component has options, and so perhaps accounts of its own. */
    private static boolean hasComponentOptions(CamelContext context) {
        Object spring = HostKeys.springEnvironment(context);
        return context.getComponentNames().stream()
                        .anyMatch(name -> context.hasComponent(name) instanceof RollcallComponent)
                || (spring != null && SpringComponentOptions.areIn(spring));
    }

    private static boolean hasMicrometer(CamelContext context) {
        return context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
    }

    /**
     * Listeners with the host's meters among them; loaded only where Micrometer is.
     *
     * @param meters null where the host has no registry
     */
    private record Metered(FlowListener flows, CallListener calls, @Nullable RollcallMeters meters) {
        static Metered in(HostBeans beans, FlowListener flows, CallListener calls) {
            Collection<RollcallMeters> own = beans.all(RollcallMeters.class);
            if (!own.isEmpty()) {
                // among the listeners already: nothing is counted twice
                return new Metered(flows, calls, own.iterator().next());
            }
            return beans.findPrimary(MeterRegistry.class, "rollcallMeterRegistry")
                    .map(RollcallMeters::new)
                    .map(meters -> new Metered(FlowListener.of(flows, meters), CallListener.of(calls, meters), meters))
                    .orElseGet(() -> new Metered(flows, calls, null));
        }

        /** Shows the budgets and events of the accounts of a configuration. */
        void watch(RollcallConfig config, StateStore store, Clock clock, CamelContext context) {
            if (meters != null) {
                Collection<Application> applications = config.applications().values();
                BudgetMonitor budget = new BudgetMonitor(applications, store, clock);
                meters.watch(() ->
                        Rollcall.of(context).map(rollcall -> rollcall.health().flows()));
                applications.forEach(application -> {
                    meters.watch(budget, application, any -> forecast(context, any));
                    meters.watch(() -> streams(context), application);
                });
            }
        }

        private static OptionalLong forecast(CamelContext context, Application application) {
            return Rollcall.of(context)
                    .map(rollcall -> rollcall.forecast(application))
                    .orElseGet(OptionalLong::empty);
        }

        // meters stay when the context stops, and at its next start another Rollcall is there
        private static Optional<StreamMonitor> streams(CamelContext context) {
            return Rollcall.of(context).map(rollcall -> rollcall.health().streams());
        }
    }
}
