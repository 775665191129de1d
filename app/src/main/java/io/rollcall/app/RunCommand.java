package io.rollcall.app;

import io.rollcall.app.control.AutoPlans;
import io.rollcall.app.control.MonthlyCosts;
import io.rollcall.app.control.ObservedMeetings;
import io.rollcall.app.control.ScheduleNotes;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
            "A flow with a period runs at the start and then once per period, one with auto at the start and then as planned;",
            "a flow with a cron expression at its next time.",
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
        CountDownLatch storeReplaced = new CountDownLatch(1);
        ReportWriter writer = new ReportWriter(format, configuration.config(), console);
        RunningService service = RunningService.start(configuration, names, new Printer(writer), global.calls());
        writer.use(service.engine().store());
        ShutdownHook.onSignal(service::close);
        logPlans(service);
        service.schedule();
        service.engine().store().onReplaced(found -> {
            LOG.error("{} Ending with exit code 1.", found.getMessage());
            storeReplaced.countDown();
        });
        LOG.info(
                "running {}; Ctrl-C or SIGTERM ends it",
                service.flows().stream().map(FlowConfig::name).collect(Collectors.joining(", ")));
        storeReplaced.await();
        service.close();
        return ExitCode.FAILED;
    }

    /** Logs what the schedules cost, how long people wait, and the next runs. */
    private static void logPlans(RunningService service) {
        RollcallConfig config = service.configuration().config();
        List<FlowConfig> flows = service.flows();
        ObservedMeetings meetings = new ObservedMeetings().with(service.engine().store(), flows);
        AutoPlans plans = new AutoPlans(config, Instant.now())
                .with(service.engine().store(), MonthlyCosts.counted(config, flows));
        new MonthlyCosts(config, meetings, plans).lines(flows).forEach(line -> {
            if (line.fits()) {
                LOG.info(line.text());
            } else {
                LOG.warn(line.text());
            }
        });
        new ScheduleNotes(config.timezone(), Instant.now(), plans).of(flows).forEach(note -> LOG.info(note.words()));
    }

    /** Prints each report. */
    private final class Printer implements FlowListener {
        private final ReportWriter writer;

        Printer(ReportWriter writer) {
            this.writer = writer;
        }

        @Override
        public void finished(FlowReport report) {
            console.report(writer.write(report));
        }
    }
}
