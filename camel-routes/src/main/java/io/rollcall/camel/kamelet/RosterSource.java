package io.rollcall.camel.kamelet;

import io.rollcall.camel.FlowListener;
import io.rollcall.camel.RollcallConstants;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The first step of {@code rollcall-roster-source}: runs a roster flow, and answers the lines of the finished roster, read
 * as they are consumed. Not earlier: until the walk is over, a record may still get a department more, or lose an account
 * that turned out to be another's too. The roster lies in a temporary folder, owner-only, until it is consumed.
 *
 * <p>An incomplete roster is passed over, unless it is asked for; then each of its messages says so. Thread-safe once
 * started.
 */
public final class RosterSource extends ServiceSupport implements Processor, CamelContextAware {
    private final BeforeRoutes configuring = new BeforeRoutes(this::configure);
    private final Map<String, Object> directory = new HashMap<>();
    private final Map<String, Object> lookup = new HashMap<>();
    private final Map<String, Object> flow = new HashMap<>();
    private final Map<String, Object> flowLookup = new HashMap<>();
    private String name = "";
    private String directoryVendor = "";
    private String lookupVendor = "";
    private @Nullable String directoryProvider;
    private @Nullable String lookupProvider;
    private boolean incomplete;
    private @Nullable CamelContext context;
    private @Nullable ScheduledFlow scheduled;
    private @Nullable Path folder;

    /** The flow's name. */
    public void setName(String name) {
        this.name = name;
    }

    /** Whose directory is walked. */
    public void setDirectoryVendor(String directoryVendor) {
        this.directoryVendor = directoryVendor;
    }

    /** The configured account whose directory is walked where there are no settings. */
    public void setDirectoryProvider(String directoryProvider) {
        this.directoryProvider = directoryProvider;
    }

    /** The settings of the application whose directory is walked. */
    public Map<String, Object> getDirectory() {
        return directory;
    }

    /** Who is asked about each person. */
    public void setLookupVendor(String lookupVendor) {
        this.lookupVendor = lookupVendor;
    }

    /** The configured account that is asked about each person where there are no settings. */
    public void setLookupProvider(String lookupProvider) {
        this.lookupProvider = lookupProvider;
    }

    /** The settings of the application that is asked about each person. */
    public Map<String, Object> getLookup() {
        return lookup;
    }

    /** The flow's own settings, save those of the look-up. */
    public Map<String, Object> getFlow() {
        return flow;
    }

    /** The flow's settings of the look-up. */
    public Map<String, Object> getFlowLookup() {
        return flowLookup;
    }

    /** Whether incomplete rosters are wanted too. */
    public void setIncomplete(boolean incomplete) {
        this.incomplete = incomplete;
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
        String walked = configuration.add(new KameletAccount(directoryVendor, directoryProvider, directory));
        String asked = configuration.add(new KameletAccount(lookupVendor, lookupProvider, lookup));
        Path own = Files.createTempDirectory("rollcall-kamelet-");
        folder = own;
        Map<String, String> keys = Parameters.keys("", flow);
        keys.putAll(Parameters.keys("lookup.", flowLookup));
        keys.put("type", "roster");
        keys.put("directory.provider", walked);
        keys.put("lookup.provider", asked);
        keys.put("output", own.resolve("roster.ndjson").toString());
        scheduled = new ScheduledFlow(
                inThere, configuration.add(name, keys, List.of(walked, asked)), flow -> flow.send(null));
    }

    @Override
    protected void doStart() throws Exception {
        configuring.begin(Objects.requireNonNull(context, "Camel gives a bean its context"));
        // a Kamelet's route may be stopped and started again
        Files.createDirectories(Objects.requireNonNull(folder, "a source has a folder"));
        ServiceHelper.startService(scheduled);
    }

    @Override
    protected void doStop() throws IOException {
        ServiceHelper.stopService(scheduled);
        if (folder != null) {
            // a run that is under way still writes there, and clears away after itself
            RosterLines.deleteIfEmpty(folder);
        }
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        FlowReport report = Objects.requireNonNull(scheduled, "a route starts its steps before it is used")
                .run(FlowListener.NONE)
                .orElse(null);
        exchange.getMessage().setBody(List.of());
        RosterResult roster = report == null ? null : report.result().roster();
        if (report == null || roster == null || roster.written() == null) {
            return;
        }
        boolean complete = report.result().outcome() == RunOutcome.COMPLETE;
        RosterLines lines = RosterLines.of(Path.of(roster.written()), exchange);
        if (complete || incomplete) {
            exchange.getMessage().setHeader(RollcallConstants.FLOW, name);
            exchange.getMessage().setHeader(RollcallConstants.EVENT, "person");
            exchange.getMessage().setHeader(RollcallConstants.COMPLETE, complete);
            exchange.getMessage().setBody(lines);
        }
    }
}
