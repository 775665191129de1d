package io.rollcall.camel.internal.flow;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.camel.Schedules;
import io.rollcall.config.FlowConfig;
import io.rollcall.config.Schedule;
import io.rollcall.report.Mode;
import io.rollcall.setting.Kinds;
import io.rollcall.setting.MalformedValueException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/**
 * The template of routes that run a flow on a schedule. Defining it starts nothing. Its parameters are checked when a
 * route is made of it: what is unknown, or does not fit, keeps the route from being made.
 */
public final class FlowTemplate extends RouteBuilder {
    /** The template's id. */
    public static final String ID = RollcallConstants.FLOW_TEMPLATE;

    private static final String FLOW = "flow";
    private static final String SCHEDULE = "schedule";
    private static final String QUARTZ = "rollcall-quartz";

    private final FlowRoutes routes;
    private final Catalogue flows;
    private final ZoneId zone;
    private final RouteGuard guard;
    private final FirstLooks firstLooks;
    private final int threads;
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();

    /**
     * @param zone of cron schedules
     * @param guard is told which routes are Rollcall's
     * @param threads how many flows can be run on their schedules at once, 1 or more
     */
    public FlowTemplate(
            CamelContext context,
            FlowRoutes routes,
            Catalogue flows,
            ZoneId zone,
            RouteGuard guard,
            FirstLooks firstLooks,
            int threads) {
        super(context);
        this.routes = routes;
        this.flows = flows;
        this.zone = zone;
        this.guard = guard;
        this.firstLooks = firstLooks;
        this.threads = threads;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        routeTemplate(ID)
                .description("Runs a flow that rollcall.flow.NAME.* configures, on a schedule")
                .templateParameter(FLOW, null, "The name of a configured flow")
                .templateParameter(SCHEDULE, null, "A period such as 5m, or a Quartz cron expression")
                .from(QUARTZ + ":rollcall/{{flow}}");
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
        start();
        RouteDefinition route = RouteTemplateDefinition.Converter.DEFAULT_CONVERTER.apply(template, parameters);
        route.getInput().setUri(QUARTZ + ":rollcall/" + flow.name() + "?" + timing(schedule) + "&stateful=true");
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

    private synchronized void start() {
        CamelContext context = getContext();
        if (context.hasComponent(QUARTZ) == null) {
            QuartzComponent quartz = quartz();
            context.addComponent(QUARTZ, quartz);
            startTicking(quartz);
        }
    }

    // a component that comes when the context has started never starts its scheduler by itself
    private static void startTicking(QuartzComponent quartz) {
        Scheduler scheduler = quartz.getScheduler();
        if (scheduler == null || !quartz.getCamelContext().isStarted()) {
            return;
        }
        try {
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler cannot be started", e);
        }
    }

    // one scheduler of our own, whatever else the host schedules
    private QuartzComponent quartz() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "rollcall");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        // ticks that passed during a long run are one tick, not many in a row
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "1000");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        QuartzComponent quartz = new QuartzComponent();
        quartz.setProperties(properties.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)));
        return quartz;
    }

    private String timing(Schedule schedule) {
        if (schedule instanceof Schedule.Every every) {
            long millis = every.period().toMillis();
            return "trigger.repeatCount=-1&trigger.repeatInterval=" + millis + "&triggerStartDelay=" + millis;
        }
        String zoneId = TimeZone.getTimeZone(zone).getID();
        return "cron=" + URLEncoder.encode(((Schedule.Cron) schedule).expression(), StandardCharsets.UTF_8)
                + "&trigger.timeZone=RAW(" + zoneId + ")";
    }
}
