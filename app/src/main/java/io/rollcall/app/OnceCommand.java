package io.rollcall.app;

import io.rollcall.camel.api.CallListener;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
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
                new ObservedMeetings());
    }

    private static List<FlowConfig> accepting(List<FlowConfig> flows) {
        if (flows.stream().allMatch(flow -> flow.accepting().isEmpty())) {
            throw new UsageException("--accept is for roster flows, and no roster flow is named.");
        }
        return flows.stream().map(flow -> flow.accepting().orElse(flow)).toList();
    }

    /**
     * Runs flows one after the other, prints their reports and returns the exit code.
     *
     * @param meetings receives the calls for running meetings, for the monthly cost
     */
    static int run(
            Configuration configuration,
            List<FlowConfig> flows,
            Mode mode,
            OutputFormat format,
            CallListener calls,
            Console console,
            ObservedMeetings meetings)
            throws Exception {
        Progress progress = new Progress(console);
        try (Engine engine = Engine.start(configuration.config(), progress, calls)) {
            ShutdownHook.onSignalReport(engine::stopRuns);
            List<FlowReport> reports = new ArrayList<>();
            for (FlowConfig flow : flows) {
                FlowReport report = engine.run(flow, mode);
                progress.end();
                console.report(format.of(report, configuration.config().timezone()));
                reports.add(report);
                meetings.note(report, configuration.config().applications().values());
            }
            if (mode == Mode.PLAN) {
                meetings.with(engine.store(), configuration.config().flows());
            }
            engine.awaitNotified();
            return engine.store().replaced().isPresent() ? ExitCode.FAILED : ExitCode.of(reports);
        }
    }
}
