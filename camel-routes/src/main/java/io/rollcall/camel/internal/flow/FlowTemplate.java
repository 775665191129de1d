package io.rollcall.camel.internal.flow;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.camel.Schedules;
import io.rollcall.config.FlowConfig;
import io.rollcall.config.Schedule;
import io.rollcall.report.Mode;
import io.rollcall.setting.Kinds;
import io.rollcall.setting.MalformedValueException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * The template of routes that run a flow on a schedule. Defining it starts nothing. Its parameters are checked when a
 * route is made of it: what is unknown, or does not fit, keeps the route from being made.
 */
public final class FlowTemplate extends RouteBuilder {
    /** The template's id. */
    public static final String ID = RollcallConstants.FLOW_TEMPLATE;

    private static final String FLOW = "flow";
    private static final String SCHEDULE = "schedule";

    private final FlowRoutes routes;
    private final Catalogue flows;
    private final Ticks ticks;
    private final RouteGuard guard;
    private final FirstLooks firstLooks;
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();

    /**
     * @param guard is told which routes are Rollcall's
     */
    public FlowTemplate(
            CamelContext context,
            FlowRoutes routes,
            Catalogue flows,
            Ticks ticks,
            RouteGuard guard,
            FirstLooks firstLooks) {
        super(context);
        this.routes = routes;
        this.flows = flows;
        this.ticks = ticks;
        this.guard = guard;
        this.firstLooks = firstLooks;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        routeTemplate(ID)
                .description("Runs a flow that rollcall.flow.NAME.* configures, on a schedule")
                .templateParameter(FLOW, null, "The name of a configured flow")
                .templateParameter(SCHEDULE, null, "A period such as 5m, or a Quartz cron expression")
                .from(Ticks.QUARTZ + ":rollcall/{{flow}}");
        ((ModelCamelContext) getContext()).addRouteTemplateDefinitionConverter(ID, this::route);
    }

    /** Puts a flow on its own schedule, in a route named {@code rollcall-flow-<name>}. */
    public void schedule(FlowConfig flow) throws Exception {
        Schedule schedule = flow.schedule();
        if (schedule == null) {
            throw new IllegalArgumentException("flow " + flow.name() + " has no schedule");
        }
        TemplatedRouteBuilder.builder(getContext(), ID)
                .routeId("rollcall-flow-" + flow.name())
                .parameter(FLOW, flow.name())
                .parameter(SCHEDULE, schedule.text())
                .add();
    }

    private RouteDefinition route(RouteTemplateDefinition template, Map<String, Object> parameters) throws Exception {
        Set<String> unknown = new TreeSet<>(parameters.keySet());
        unknown.removeAll(Set.of(FLOW, SCHEDULE));
        if (!unknown.isEmpty()) {
            throw refused("does not take " + Kinds.alternatives(unknown) + "; it takes flow and schedule");
        }
        FlowConfig flow = flow(String.valueOf(parameters.get(FLOW)));
        Schedule schedule = schedule(String.valueOf(parameters.get(SCHEDULE)));
        if (!scheduled.add(flow.name())) {
            throw refused("is used twice for the flow " + flow.name()
                    + ": a flow has one schedule, here or in rollcall.flow." + flow.name() + ".schedule");
        }
        String uri = ticks.uri(flow.name(), schedule);
        RouteDefinition route = RouteTemplateDefinition.Converter.DEFAULT_CONVERTER.apply(template, parameters);
        route.getInput().setUri(uri);
        route.process(exchange ->
                        exchange.getMessage().setBody(routes.run(flow, Mode.RUN).orElse(null)))
                .id("rollcall-flow-" + flow.name() + "-run");
        route.routePolicy(firstLooks.of(flow));
        guard.own(route);
        return route;
    }

    private FlowConfig flow(String name) {
        try {
            return FlowRoutes.named(flows, name);
        } catch (IllegalArgumentException unknown) {
            throw refused("names a flow that is not configured: " + unknown.getMessage());
        }
    }

    private static Schedule schedule(String text) {
        try {
            Schedule schedule = Schedule.parse(text.strip());
            if (schedule instanceof Schedule.Cron cron) {
                Schedules.problem(cron.expression()).ifPresent(problem -> {
                    throw new MalformedValueException(
                            "must be a period such as 30s or a Quartz cron expression: " + problem);
                });
            }
            return schedule;
        } catch (MalformedValueException malformed) {
            throw refused("has a schedule that " + malformed.explanation());
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The route template " + ID + " " + why + ".");
    }
}
