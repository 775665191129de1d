package io.rollcall.camel.kamelet;

import io.rollcall.camel.RollcallConstants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The source of {@code rollcall-cohost-source}: runs a co-host flow, and sends each of its changes through the Kamelet's
 * route as soon as it is settled, as a JSON text as in the program's report; as the route's step it says what that is. Thread-safe once started.
 */
public final class CoHostSource extends ServiceSupport implements Processor, CamelContextAware {
    private final BeforeRoutes configuring = new BeforeRoutes(this::configure);
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, Object> flow = new HashMap<>();
    private String name = "";
    private String vendor = "";
    private @Nullable String provider;
    private @Nullable CamelContext context;
    private @Nullable ScheduledFlow scheduled;
    private @Nullable ExecutorService runs;

    /** The flow's name. */
    public void setName(String name) {
        this.name = name;
    }

    /** Whose application is asked. */
    public void setVendor(String vendor) {
        this.vendor = vendor;
    }

    /** The configured account that is asked where there are no settings. */
    public void setProvider(String provider) {
        this.provider = provider;
    }

    /** The application's settings. */
    public Map<String, Object> getSettings() {
        return settings;
    }

    /** The flow's own settings. */
    public Map<String, Object> getFlow() {
        return flow;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
        configuring.await(camelContext);
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    private void configure(CamelContext inThere) throws Exception {
        KameletConfiguration configuration = new KameletConfiguration(inThere);
        String account = configuration.add(new KameletAccount(vendor, provider, settings));
        Map<String, String> keys = Parameters.keys("", flow);
        keys.put("type", "cohost");
        keys.put("provider", account);
        scheduled = new ScheduledFlow(inThere, configuration.add(name, keys, List.of(account)), this::tick);
    }

    @Override
    protected void doStart() throws Exception {
        CamelContext inThere = Objects.requireNonNull(context, "Camel gives a bean its context");
        configuring.begin(inThere);
        runs = inThere.getExecutorServiceManager().newCachedThreadPool(this, "rollcall-cohost-source");
        ServiceHelper.startService(scheduled);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(scheduled);
        if (runs != null) {
            // a run that is under way ends by itself, or with Rollcall
            runs.shutdown();
        }
    }

    // no split: Camel asks for the next part before it processes one, and the next change may be long in coming
    private void tick(ScheduledFlow running) throws Exception {
        ChangesOfARun changes = new ChangesOfARun();
        Objects.requireNonNull(runs, "ticks begin after the start").execute(() -> run(running, changes));
        while (changes.hasNext()) {
            running.send(changes.next());
        }
    }

    private static void run(ScheduledFlow running, ChangesOfARun changes) {
        RuntimeException defect = null;
        try {
            running.run(changes);
        } catch (RuntimeException failed) {
            defect = failed;
        } finally {
            changes.end(defect);
        }
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setHeader(RollcallConstants.FLOW, name);
        exchange.getMessage().setHeader(RollcallConstants.EVENT, "change");
    }
}
