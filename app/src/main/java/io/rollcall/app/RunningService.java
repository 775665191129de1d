package io.rollcall.app;

import io.rollcall.app.api.ApiOperation;
import io.rollcall.app.control.RunningProgram;
import io.rollcall.app.control.UsageException;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.watch.ProblemLog;
import io.rollcall.flow.FlowConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flows of {@code run} and the server of the page, from their start to their stop. Thread-safe. */
final class RunningService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);

    private final Configuration configuration;
    private final List<FlowConfig> flows;
    private final Engine engine;
    private final Status status;

    private RunningService(Configuration configuration, List<FlowConfig> flows, Engine engine, Status status) {
        this.configuration = configuration;
        this.flows = flows;
        this.engine = engine;
        this.status = status;
    }

    /**
     * Starts the server; no flow runs yet.
     *
     * @param names the flows to run; all enabled ones if empty
     * @param reports receives the reports
     * @param calls receives the vendor calls
     * @throws UsageException if the port cannot be opened, or there is no flow to run
     */
    static RunningService start(
            Configuration configuration, List<String> names, FlowListener reports, CallListener calls)
            throws Exception {
        Instant started = Instant.now();
        List<FlowConfig> flows = configuration.scheduled(names);
        SortedMap<String, String> off = configuration.off(names);
        off.forEach((flow, why) -> LOG.error("the flow {} is off: {}. Correct this and restart Rollcall.", flow, why));
        Status status = new Status(configuration.config(), off);
        Engine engine = Engine.start(
                configuration.config(),
                FlowListener.of(new ProblemLog(), reports, status.flows()),
                CallListener.of(status.calls(), calls));
        RunningService service = new RunningService(configuration, flows, engine, status);
        try {
            status.serve(new RunningProgram(
                    configuration.config(),
                    engine.rollcall(),
                    engine.store(),
                    new RunningProgram.About(Commands.version(), started, configuration.files()),
                    flows.stream().map(FlowConfig::name).collect(Collectors.toSet()),
                    off,
                    Clock.systemUTC()));
        } catch (UsageException taken) {
            service.close();
            throw taken;
        }
        return service;
    }

    Configuration configuration() {
        return configuration;
    }

    /** The flows that it runs. */
    List<FlowConfig> flows() {
        return flows;
    }

    Engine engine() {
        return engine;
    }

    /** The operations of the API; empty if there is no server. */
    List<ApiOperation> operations() {
        return status.operations();
    }

    /** Starts the schedules; then the program is ready. */
    void schedule() throws Exception {
        for (FlowConfig flow : flows) {
            engine.rollcall().schedule(flow);
        }
        status.started();
    }

    /** Stops the server, then the flows; each run that is under way makes its report. */
    @Override
    public void close() {
        status.close();
        engine.close();
    }
}
