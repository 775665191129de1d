package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.camel.api.CallListener;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs flows once, now. */
@Command(
        name = "once",
        description = "Runs each named flow once, now, one after the other, and prints its report.",
        footer = {
            "",
            "Examples:",
            "  rollcall once board",
            "  rollcall once board people --config company.properties --output json",
            "  rollcall once board --set rollcall.flow.board.dry-run=true",
            "  rollcall once people --accept"
        })
final class OnceCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Parameters(paramLabel = "FLOW", arity = "1..*", description = "Names of configured flows.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--accept",
            description =
                    "Lets a roster replace the old one even if it has far fewer people, which would quarantine it."
                            + " Never accepts an empty roster. For this run only.")
    private boolean accept;

    OnceCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        OutputFormat format = global.format();
        Configuration configuration = global.configuration();
        List<FlowConfig> flows = configuration.named(names);
        return run(
                configuration,
                accept ? accepting(flows) : flows,
                Mode.ONCE,
                format,
                global.calls(),
                console,
                new Watch() {});
    }

    private static List<FlowConfig> accepting(List<FlowConfig> flows) {
        if (flows.stream().allMatch(flow -> flow.accepting().isEmpty())) {
            throw new UsageException("--accept is for roster flows, and no roster flow is named.");
        }
        return flows.stream().map(flow -> flow.accepting().orElse(flow)).toList();
    }

    /** How many people the last roster of a flow has; 0 if it is unknown. */
    private static long lastRoster(StateStore store, FlowConfig flow) {
        try {
            return store.rosters()
                    .status(flow.name())
                    .map(status -> status.last().people())
                    .orElse(0L);
        } catch (StoreException unusable) {
            // the run reports it
            return 0;
        }
    }

    /** What a command does around the runs. */
    interface Watch {
        /** Before the first run. */
        default void begin(StateStore store) {}

        /** After each run. */
        default void ended(FlowReport report) {}

        /** After the last run, before the store is closed. */
        default void end(StateStore store) {}
    }

    /** Runs flows one after the other, prints their reports and returns the exit code. */
    static int run(
            Configuration configuration,
            List<FlowConfig> flows,
            Mode mode,
            OutputFormat format,
            CallListener calls,
            Console console,
            Watch watch)
            throws Exception {
        Progress progress = new Progress(console);
        ReportWriter writer = new ReportWriter(format, configuration.config(), console);
        try (Engine engine = Engine.start(configuration.config(), progress, calls)) {
            writer.use(engine.store());
            ShutdownHook.onSignalReport(engine::stopRuns);
            watch.begin(engine.store());
            List<FlowReport> reports = new ArrayList<>();
            for (FlowConfig flow : flows) {
                progress.begin(flow.name(), console.isTerminal() ? lastRoster(engine.store(), flow) : 0);
                FlowReport report = engine.run(flow, mode);
                progress.end();
                console.report(writer.write(report));
                reports.add(report);
                watch.ended(report);
            }
            watch.end(engine.store());
            engine.awaitNotified();
            return engine.store().replaced().isPresent() ? ExitCode.FAILED : ExitCode.of(reports);
        }
    }
}
