package io.rollcall.camel.internal.flow;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.config.FlowConfig;
import io.rollcall.config.Schedule;
import io.rollcall.report.Mode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.camel.support.RoutePolicySupport;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/**
 * The template of routes that run a flow on a schedule. Defining it starts nothing. Its parameters are checked when a
 * route is made of it: what is unknown, or does not fit, keeps the route from being made.
 */
public final class FlowTemplate extends RouteBuilder {
    /** The template's id. */
    public static final String ID = RollcallConstants.FLOW_TEMPLATE;

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
                .templateParameter(TemplateParameters.FLOW, null, "The name of a configured flow")
                .templateParameter(
                        TemplateParameters.SCHEDULE, null, "A period such as 5m, or a Quartz cron expression")
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
                .parameter(TemplateParameters.FLOW, flow.name())
                .parameter(TemplateParameters.SCHEDULE, schedule.text())
                .add();
    }

    /**
     * Looks at the routes that a host's configuration wants made of this template, before Camel makes the first of them.
     *
     * @throws ConfigurationException naming everything that is wrong with any of them
     */
    public void check() {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Set<String> taken = new HashSet<>(scheduled);
        for (RouteTemplateParameterSource source :
                getContext().getRegistry().findByType(RouteTemplateParameterSource.class)) {
            for (String id : source.routeIds()) {
                Map<String, String> given = texts(source.parameters(id));
                String template = given.remove(RouteTemplateParameterSource.TEMPLATE_ID);
                String kebab = given.remove("template-id");
                if (ID.equals(template == null ? kebab : template)) {
                    problemsOf(given, taken)
                            .forEach(what -> problems.add(new ConfigurationProblem("", "route template " + id, what)));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private List<String> problemsOf(Map<String, String> given, Set<String> taken) {
        TemplateParameters parameters = new TemplateParameters(given, flows);
        List<String> problems = new ArrayList<>(parameters.problems());
        parameters.flow().filter(flow -> !taken.add(flow.name())).ifPresent(flow -> problems.add(twice(flow)));
        return problems;
    }

    private Map<String, String> texts(Map<String, Object> parameters) {
        Map<String, String> texts = new TreeMap<>();
        parameters.forEach(
                (name, value) -> texts.put(name, getContext().resolvePropertyPlaceholders(String.valueOf(value))));
        return texts;
    }

    private RouteDefinition route(RouteTemplateDefinition template, Map<String, Object> given) throws Exception {
        TemplateParameters parameters = new TemplateParameters(texts(given), flows);
        if (!parameters.problems().isEmpty()) {
            throw refused(parameters.sentence());
        }
        FlowConfig flow = parameters.flow().orElseThrow();
        if (!scheduled.add(flow.name())) {
            throw refused(twice(flow) + ".");
        }
        start();
        RouteDefinition route = RouteTemplateDefinition.Converter.DEFAULT_CONVERTER.apply(template, given);
        route.getInput()
                .setUri(QUARTZ + ":rollcall/" + flow.name() + "?"
                        + timing(parameters.schedule().orElseThrow()) + "&stateful=true");
        route.process(exchange ->
                        exchange.getMessage().setBody(routes.run(flow, Mode.RUN).orElse(null)))
                .id("rollcall-flow-" + flow.name() + "-run");
        route.routePolicy(life(flow));
        guard.own(route);
        return route;
    }

    private RoutePolicy life(FlowConfig flow) {
        return new RoutePolicySupport() {
            @Override
            public void onStart(Route route) {
                firstLooks.started(flow);
            }

            @Override
            public void onRemove(Route route) {
                scheduled.remove(flow.name());
            }
        };
    }

    private static String twice(FlowConfig flow) {
        return "is used twice for the flow " + flow.name() + ": a flow has one schedule, here or in rollcall.flow."
                + flow.name() + ".schedule";
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The route template " + ID + " " + why);
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
