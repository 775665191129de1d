package io.rollcall.camel.internal.flow;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.flow.FlowConfig;
import io.rollcall.schedule.Schedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.RouteTemplateParameterSource;

/**
 * The template of routes that run a flow on a schedule. Defining it starts nothing. Its parameters are checked when a
 * route is made of it: what is unknown, or does not fit, keeps the route from being made.
 */
// abstract, because camel-quarkus adds every public concrete RouteBuilder that it finds to the host's routes
public abstract class FlowTemplate extends RouteBuilder {
    /** The template's id. */
    public static final String ID = RollcallConstants.FLOW_TEMPLATE;

    private final FlowRoutes routes;
    private final FlowRegistry flows;
    private final FlowScheduler scheduler;

    private FlowTemplate(CamelContext context, FlowRoutes routes, FlowRegistry flows, FlowScheduler scheduler) {
        super(context);
        this.routes = routes;
        this.flows = flows;
        this.scheduler = scheduler;
    }

    /** The template for the flows of a registry. */
    public static FlowTemplate of(
            CamelContext context, FlowRoutes routes, FlowRegistry flows, FlowScheduler scheduler) {
        return new FlowTemplate(context, routes, flows, scheduler) {};
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        routeTemplate(ID)
                .description("Runs a flow that rollcall.flow.NAME.* configures, on a schedule")
                .templateParameter(TemplateParameters.FLOW, null, "The name of a configured flow")
                .templateParameter(
                        TemplateParameters.SCHEDULE, null, "A period such as 5m, or a Quartz cron expression")
                .templateOptionalParameter(
                        TemplateParameters.AT_START,
                        "Whether the flow also runs as soon as the route starts; if absent, with a period but not with cron")
                .from(FlowScheduler.SCHEME + ":{{flow}}");
        ((ModelCamelContext) getContext()).addRouteTemplateDefinitionConverter(ID, this::route);
    }

    /**
     * Looks at the routes that a host's configuration wants made of this template, before Camel makes the first of them.
     *
     * @throws ConfigurationException naming everything that is wrong with any of them
     */
    public void check() {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Set<String> taken = new HashSet<>(routes.scheduled());
        for (RouteTemplateParameterSource source :
                getContext().getRegistry().findByType(RouteTemplateParameterSource.class)) {
            for (String id : source.routeIds()) {
                Map<String, String> given = texts(source.parameters(id));
                String template = given.remove(RouteTemplateParameterSource.TEMPLATE_ID);
                String kebab = given.remove("template-id");
                if (ID.equals(template == null ? kebab : template)) {
                    if (((ModelCamelContext) getContext()).getRouteDefinition(id) != null) {
                        problems.add(new ConfigurationProblem(
                                "",
                                "route template " + id,
                                "has the id of a route of the application, which Camel would replace; use another id"));
                    }
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
        if (!routes.take(flow.name())) {
            throw refused(twice(flow) + ".");
        }
        Schedule schedule = parameters.schedule().orElseThrow();
        String uri = scheduler.uri(getContext(), flow.name(), schedule, false);
        FlowTrigger work = routes.trigger(flow, schedule, parameters.runsAtStart(), () -> routes.release(flow.name()));
        RouteDefinition route = RouteTemplateDefinition.Converter.DEFAULT_CONVERTER.apply(template, given);
        route.getInput().setUri(uri);
        route.process(work).id("rollcall-flow-" + flow.name() + "-run");
        route.routePolicy(work);
        return route;
    }

    private static String twice(FlowConfig flow) {
        return "is used twice for the flow " + flow.name() + ": a flow has one schedule, here or in rollcall.flow."
                + flow.name() + ".schedule";
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The route template " + ID + " " + why);
    }
}
