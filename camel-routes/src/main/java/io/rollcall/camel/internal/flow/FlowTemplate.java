package io.rollcall.camel.internal.flow;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.support.UnexpectedErrors;
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
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The template of routes that run a flow on a schedule. Defining it starts nothing. Its parameters are checked when a
 * route is made of it: what is unknown, or does not fit, keeps the route from being made.
 */
// abstract, because camel-quarkus adds every public concrete RouteBuilder that it finds to the host's routes
public abstract class FlowTemplate extends RouteBuilder {
    /** The template's id. */
    public static final String ID = RollcallConstants.FLOW_TEMPLATE;

    private static final Logger LOG = LoggerFactory.getLogger(FlowTemplate.class);
    private static final String NO_CONFIGURATION = "rollcall-none";

    private final FlowRoutes routes;
    private final FlowRegistry flows;
    private final FlowScheduler scheduler;
    private final Reload reload = new Reload();

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
                        TemplateParameters.SCHEDULE, null, "A period such as 5m, a Quartz cron expression, or auto")
                .templateOptionalParameter(
                        TemplateParameters.AT_START,
                        "Whether the flow also runs as soon as the route starts; if absent, with a period but not with cron")
                .from(FlowScheduler.SCHEME + ":{{flow}}");
        ModelCamelContext model = (ModelCamelContext) getContext();
        model.addRouteTemplateDefinitionConverter(ID, this::route);
        model.addModelLifecycleStrategy(reload);
    }

    /**
     * Makes the routes again that the host made of this template before the context was stopped. Camel makes those of the
     * host's keys itself.
     */
    public void restore() throws Exception {
        ModelCamelContext model = (ModelCamelContext) getContext();
        Set<String> fromKeys = configured().keySet();
        for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
            if (route instanceof ScheduledRoute earlier) {
                model.removeRouteDefinition(earlier);
                if (!fromKeys.contains(earlier.getId())) {
                    model.addRouteFromTemplate(earlier.getId(), ID, earlier.parameters());
                }
            }
        }
    }

    /** Removes the template; its routes stay with the host's other routes, which start again with the context. */
    public void end() {
        try {
            ModelCamelContext model = (ModelCamelContext) getContext();
            model.getModelLifecycleStrategies().remove(reload);
            model.removeRouteTemplateDefinitions(ID);
        } catch (Exception left) {
            LOG.debug("The template {} stays in the stopped context.", ID, left);
        }
    }

    /**
     * Keeps the template and the routes that the host's configuration makes of it. A reload of routes in a host removes all
     * routes and all templates, and loads only those routes again that come from files.
     */
    private final class Reload extends ModelLifecycleStrategySupport {
        @Override
        public void onRemoveRouteTemplateDefinition(RouteTemplateDefinition template) {
            if (template.getId().equals(ID)
                    && getContext().isStarted()
                    && !getContext().isStopping()) {
                try {
                    // Camel removes one of the two at the end of this removal
                    ((ModelCamelContext) getContext()).addRouteTemplateDefinition(template);
                    for (Map.Entry<String, Map<String, Object>> route :
                            configured().entrySet()) {
                        if (getContext().getRoute(route.getKey()) == null) {
                            getContext().addRouteFromTemplate(route.getKey(), ID, route.getValue());
                        }
                    }
                } catch (Exception unusable) {
                    LOG.warn(
                            "A route of the template {} cannot be made again after a reload ({}). Restart the application.",
                            ID,
                            UnexpectedErrors.name(unusable));
                }
            }
        }
    }

    /** The parameters of the routes that the host's configuration makes of this template, by the route's id. */
    private Map<String, Map<String, Object>> configured() {
        Map<String, Map<String, Object>> routes = new TreeMap<>();
        for (RouteTemplateParameterSource source :
                getContext().getRegistry().findByType(RouteTemplateParameterSource.class)) {
            for (String id : source.routeIds()) {
                Map<String, Object> given = new TreeMap<>(source.parameters(id));
                Object template = given.remove(RouteTemplateParameterSource.TEMPLATE_ID);
                Object kebab = given.remove("template-id");
                if (ID.equals(template == null ? kebab : template)) {
                    routes.put(id, given);
                }
            }
        }
        return routes;
    }

    /**
     * Looks at the routes that a host's configuration wants made of this template, before Camel makes the first of them.
     *
     * @throws ConfigurationException naming everything that is wrong with any of them
     */
    public void check() {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Set<String> taken = new HashSet<>(routes.scheduled());
        configured().forEach((id, given) -> {
            if (((ModelCamelContext) getContext()).getRouteDefinition(id) != null) {
                problems.add(new ConfigurationProblem(
                        "",
                        "route template " + id,
                        "has the id of a route of the application, which Camel would replace; use another id"));
            }
            problemsOf(texts(given), taken)
                    .forEach(what -> problems.add(new ConfigurationProblem("", "route template " + id, what)));
        });
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
        FlowTrigger work = routes.trigger(flow, parameters.runsAtStart(), () -> routes.release(flow.name()));
        RouteDefinition route = new ScheduledRoute(flow.name(), uri, given);
        route.errorHandler(noErrorHandler());
        route.process(work).id("rollcall-flow-" + flow.name() + "-run");
        route.routePolicy(work);
        // a host's global route configurations apply to routes that name none
        route.setRouteConfigurationId(NO_CONFIGURATION);
        return route;
    }

    /** A route that does not take the place of another one of its id, which Camel would remove without a word. */
    private final class ScheduledRoute extends RouteDefinition {
        private final String flow;
        private final Map<String, Object> parameters;

        ScheduledRoute(String flow, String uri, Map<String, Object> parameters) {
            super(uri);
            this.flow = flow;
            this.parameters = new TreeMap<>(parameters);
        }

        Map<String, Object> parameters() {
            return parameters;
        }

        @Override
        public void setId(String id) {
            RouteDefinition known = ((ModelCamelContext) getContext()).getRouteDefinition(id);
            if (getContext().getRoute(id) != null || (known != null && !(known instanceof ScheduledRoute))) {
                routes.release(flow);
                throw refused("cannot make the route " + id + ": a route has this id already. Choose another id.");
            }
            super.setId(id);
        }
    }

    private static String twice(FlowConfig flow) {
        return "is used twice for the flow " + flow.name() + ": a flow has one schedule, here or in rollcall.flow."
                + flow.name() + ".schedule";
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The route template " + ID + " " + why);
    }
}
