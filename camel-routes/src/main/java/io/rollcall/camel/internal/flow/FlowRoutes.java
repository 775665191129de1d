package io.rollcall.camel.internal.flow;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.config.FlowConfig;
import io.rollcall.config.Schedule;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint that runs a flow, and the template that runs it on its schedule. Defining them starts nothing.
 */
public final class FlowRoutes extends RouteBuilder {
    /**
     * Runs the flow that the header {@link RollcallConstants#FLOW} names; the body afterwards is its {@link
     * io.rollcall.report.FlowReport}, or null where the flow is running already.
     */
    public static final String RUN_FLOW = "direct:rollcall-run-flow";

    private static final Logger LOG = LoggerFactory.getLogger(FlowRoutes.class);
    private static final String TEMPLATE = "rollcall-flow";
    private static final String QUARTZ = "rollcall-quartz";

    private final FlowRunner runner;
    private final Map<String, FlowConfig> flows;
    private final ZoneId zone;

    public FlowRoutes(CamelContext context, FlowRunner runner, Collection<FlowConfig> flows, ZoneId zone) {
        super(context);
        this.runner = runner;
        this.flows = flows.stream().collect(Collectors.toUnmodifiableMap(FlowConfig::name, Function.identity()));
        this.zone = zone;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(RUN_FLOW).routeId("rollcall-run-flow").process(this::run).id("rollcall-run-flow-run");

        routeTemplate(TEMPLATE)
                .templateParameter("flow")
                .templateParameter("schedule")
                .from(QUARTZ + ":rollcall/{{flow}}?{{schedule}}&stateful=true")
                .setHeader(RollcallConstants.FLOW, constant("{{flow}}"))
                .setHeader(RollcallConstants.MODE, constant(Mode.RUN.word()))
                .to(RUN_FLOW);
    }

    /**
     * Starts a flow's schedule.
     *
     * @throws IllegalStateException where a route of its name exists: Camel would replace it without a word
     */
    public void schedule(FlowConfig flow) {
        CamelContext context = getContext();
        if (context.getRoute(routeId(flow)) != null) {
            throw new IllegalStateException("a route named " + routeId(flow) + " exists already");
        }
        if (context.hasComponent(QUARTZ) == null) {
            QuartzComponent quartz = quartz();
            context.addComponent(QUARTZ, quartz);
            startTicking(quartz);
        }
        TemplatedRouteBuilder.builder(context, TEMPLATE)
                .routeId(routeId(flow))
                .parameter("flow", flow.name())
                .parameter("schedule", timing(flow))
                .add();
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

    private static String routeId(FlowConfig flow) {
        return "rollcall-flow-" + flow.name();
    }

    // one scheduler of our own, with no more threads than there are flows
    private QuartzComponent quartz() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "rollcall");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        // ticks that passed during a long run are one tick, not many in a row
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "1000");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(Math.max(1, flows.size())));
        QuartzComponent quartz = new QuartzComponent();
        quartz.setProperties(properties.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)));
        return quartz;
    }

    private String timing(FlowConfig flow) {
        Schedule schedule = flow.schedule();
        if (schedule instanceof Schedule.Every every) {
            long millis = every.period().toMillis();
            return "trigger.repeatCount=-1&trigger.repeatInterval=" + millis + "&triggerStartDelay=" + millis;
        } else if (schedule instanceof Schedule.Cron cron) {
            String zoneId = TimeZone.getTimeZone(zone).getID();
            return "cron=" + encoded(cron.expression()) + "&trigger.timeZone=RAW(" + zoneId + ")";
        }
        throw new IllegalArgumentException("flow " + flow.name() + " has no schedule");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private void run(Exchange exchange) {
        String name = exchange.getMessage().getHeader(RollcallConstants.FLOW, "", String.class);
        FlowConfig flow = flows.get(name);
        if (flow == null) {
            throw new IllegalArgumentException("there is no flow named " + name);
        }
        Mode mode = mode(exchange.getMessage().getHeader(RollcallConstants.MODE, Mode.ONCE.word(), String.class));
        Optional<FlowReport> report = runner.run(flow, mode);
        if (report.isEmpty()) {
            LOG.info("flow {} is still running; this tick is left out", name);
        }
        exchange.getMessage().setBody(report.orElse(null));
    }

    private static Mode mode(String word) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode must be once, plan or run"));
    }
}
