package io.rollcall.app;

import io.rollcall.app.control.ConfigurationCheck;
import io.rollcall.app.text.CheckText;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.CheckReport;
import io.rollcall.report.JsonLine;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks the configuration against the vendors. */
@Command(
        name = "check",
        description = {
            "Reads the configuration, gets access tokens and makes one reading call for each API that the flows use.",
            "",
            "Prints what works, what fails with its remedy, and the monthly cost of each schedule compared to the budget."
                    + " For each application with stream=true it opens one event connection and closes it again."
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
        configuration.config().requireLists(configuration.config().flows());
        ConfigurationCheck check = new ConfigurationCheck(configuration.config(), Instant.now());
        try (Engine engine = Engine.start(
                configuration.config(), FlowListener.NONE, CallListener.of(global.calls(), check.calls()))) {
            CheckReport report = check.run(engine.rollcall(), engine.store());
            if (format == OutputFormat.JSON) {
                report.lines().stream().map(JsonLine::of).forEach(console::report);
            } else {
                console.print(CheckText.write(report));
            }
            return report.failures() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
