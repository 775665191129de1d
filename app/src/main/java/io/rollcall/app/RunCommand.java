package io.rollcall.app;

import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.watch.ProblemLog;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs flows on their schedules. */
@Command(
        name = "run",
        description = "Runs the named flows, or all enabled flows, on their schedules until stopped.",
        footer = {
            "",
            "A flow with a period runs at the start and then once per period; a flow with a cron expression at its next time.",
            "rollcall.flow.NAME.at-start overrides this. Ctrl-C or SIGTERM ends the program within five seconds.",
            "",
            "Examples:",
            "  rollcall run",
            "  rollcall run board duty --output json >> reports.ndjson"
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final Commands global;
    private final Console console;

    @Parameters(
            paramLabel = "FLOW",
            arity = "0..*",
            description = "Names of configured flows; all enabled ones if none is given.")
    private List<String> names = new ArrayList<>();

    RunCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        OutputFormat format = global.format();
        Configuration configuration = global.configuration();
        List<FlowConfig> flows = configuration.scheduled(names);
        CountDownLatch storeReplaced = new CountDownLatch(1);
        SortedMap<String, String> off = configuration.off(names);
        off.forEach((flow, why) -> LOG.error("the flow {} is off: {}. Correct this and restart Rollcall.", flow, why));
        Status status = new Status(configuration.config(), off);
        Engine engine = Engine.start(
                configuration.config(),
                FlowListener.of(
                        new ProblemLog(),
                        new Printer(format, configuration.config().timezone()),
                        status.flows()),
                CallListener.of(status.calls(), global.calls()));
        try {
            status.serve(engine.rollcall());
        } catch (UsageException taken) {
            engine.close();
            throw taken;
        }
        ShutdownHook.onSignal(() -> {
            status.close();
            engine.close();
        });
        ObservedMeetings meetings = new ObservedMeetings().with(engine.store(), flows);
        new MonthlyCosts(configuration.config(), meetings).lines(flows).forEach(line -> {
            if (line.fits()) {
                LOG.info(line.text());
            } else {
                LOG.warn(line.text());
            }
        });
        new ScheduleNotes(configuration.config().timezone(), Instant.now())
                .of(flows)
                .forEach(note -> LOG.info(note.words()));
        for (FlowConfig flow : flows) {
            engine.rollcall().schedule(flow);
        }
        status.started();
        engine.store().onReplaced(found -> {
            LOG.error("{} Ending with exit code 1.", found.getMessage());
            storeReplaced.countDown();
        });
        LOG.info(
                "running {}; Ctrl-C or SIGTERM ends it",
                flows.stream().map(FlowConfig::name).collect(Collectors.joining(", ")));
        storeReplaced.await();
        status.close();
        engine.close();
        return ExitCode.FAILED;
    }

    /** Prints each report. */
    private final class Printer implements FlowListener {
        private final OutputFormat format;
        private final ZoneId zone;

        Printer(OutputFormat format, ZoneId zone) {
            this.format = format;
            this.zone = zone;
        }

        @Override
        public void finished(FlowReport report) {
            console.report(format.of(report, zone));
        }
    }
}
