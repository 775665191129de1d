package io.rollcall.app;

import io.rollcall.app.text.CheckText;
import io.rollcall.camel.FlowListener;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.CheckReport;
import io.rollcall.report.JsonLine;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks the configuration against the vendors. */
@Command(
        name = "check",
        description = {
            "Reads the configuration, gets the tokens and makes one harmless call for each API that the flows read.",
            "",
            "Prints what works, what does not and what to do about it, and what each schedule costs a month against"
                    + " the budget. Permissions to change something are not testable without acting. The calls count"
                    + " like any others.",
        },
        footer = {
            "",
            "Exits with 0 if nothing failed, with 1 if anything did.",
            "",
            "Example: rollcall check --config company.properties"
        })
final class CheckCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    CheckCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        OutputFormat format = global.format();
        Configuration configuration = global.configuration();
        List<FlowConfig> flows = configuration.config().flows();
        configuration.config().requireLists(flows);
        try (Engine engine = Engine.start(configuration.config(), FlowListener.NONE, global.calls())) {
            CheckReport report = engine.rollcall().check();
            ObservedMeetings seen = new ObservedMeetings().with(engine.store(), flows);
            report = report.plus(new MonthlyCosts(configuration.config(), seen).checks(flows))
                    .plus(new ScheduleNotes(configuration.config().timezone(), Instant.now())
                            .checks(flows.stream().filter(FlowConfig::enabled).toList()));
            if (format == OutputFormat.JSON) {
                report.lines().stream().map(JsonLine::of).forEach(console::report);
            } else {
                console.print(CheckText.write(report));
            }
            return report.failures() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
