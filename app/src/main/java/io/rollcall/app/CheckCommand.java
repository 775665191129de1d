package io.rollcall.app;

import io.rollcall.app.text.CheckText;
import io.rollcall.camel.api.FlowListener;
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
            "Reads the configuration, gets access tokens and makes one reading call for each API that the flows use.",
            "",
            "Prints what works, what fails with its remedy, and the monthly cost of each schedule compared to the budget."
                    + " Permissions to change meetings cannot be tested, because a test would change one. The calls"
                    + " count as metered calls.",
        },
        footer = {
            "",
            "Exit code: 0 if nothing failed, 1 otherwise.",
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
