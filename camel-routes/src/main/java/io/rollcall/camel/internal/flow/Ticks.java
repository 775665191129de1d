package io.rollcall.camel.internal.flow;

import io.rollcall.config.Schedule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/** Whatever happens on schedules, on a scheduler of Rollcall's own, whatever else the host schedules. Thread-safe. */
public final class Ticks {
    /** The component that ticks; it comes with the first schedule. */
    static final String QUARTZ = "rollcall-quartz";

    /** Milliseconds in which a consumer gets ready for its first tick. */
    private static final long NEARLY_AT_ONCE = 500;

    private final CamelContext context;
    private final ZoneId zone;
    private final int threads;

    /**
     * @param zone of cron schedules
     * @param threads how many may be at work at once, 1 or more
     */
    public Ticks(CamelContext context, ZoneId zone, int threads) {
        this.context = context;
        this.zone = zone;
        this.threads = threads;
    }

    /** Where a flow's ticks come from; the first of a period is at its end. A tick that is worked on delays the next. */
    String uri(String flow, Schedule schedule) throws Exception {
        return uri(
                flow,
                schedule,
                schedule instanceof Schedule.Every every ? every.period().toMillis() : 0);
    }

    /**
     * Has something happen on a schedule, outside of any route, in a context that has started: with a period at once and
     * then in every period, with cron at its times.
     *
     * @param flow for whom it happens; each flow once
     * @return starts and stops it; not started yet
     */
    public Consumer consumer(String flow, Schedule schedule, Processor each) throws Exception {
        Endpoint endpoint = context.getEndpoint(uri(flow, schedule, NEARLY_AT_ONCE));
        // a consumer that starts before its endpoint is scheduled by both, and the scheduler would outlive the context,
        // waiting for the other one
        ServiceHelper.startService(endpoint);
        return endpoint.createConsumer(each);
    }

    private String uri(String flow, Schedule schedule, long firstAfterMillis) throws Exception {
        start();
        return QUARTZ + ":rollcall/" + flow + "?" + timing(schedule, firstAfterMillis) + "&stateful=true";
    }

    private synchronized void start() throws Exception {
        if (context.hasComponent(QUARTZ) == null) {
            QuartzComponent quartz = quartz();
            context.addComponent(QUARTZ, quartz);
            startTicking(quartz);
        }
    }

    // a component that comes when the context has started never starts its scheduler by itself
    private static void startTicking(QuartzComponent quartz) throws SchedulerException {
        Scheduler scheduler = quartz.getScheduler();
        if (scheduler != null && quartz.getCamelContext().isStarted()) {
            scheduler.start();
        }
    }

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

    private String timing(Schedule schedule, long firstAfterMillis) {
        if (schedule instanceof Schedule.Every every) {
            return "trigger.repeatCount=-1&trigger.repeatInterval="
                    + every.period().toMillis() + "&triggerStartDelay=" + firstAfterMillis;
        }
        String zoneId = TimeZone.getTimeZone(zone).getID();
        return "cron=" + URLEncoder.encode(((Schedule.Cron) schedule).expression(), StandardCharsets.UTF_8)
                + "&trigger.timeZone=RAW(" + zoneId + ")";
    }
}
