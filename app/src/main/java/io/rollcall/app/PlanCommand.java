package io.rollcall.app;

import io.rollcall.config.FlowConfig;
import io.rollcall.report.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what flows would do. */
@Command(
        name = "plan",
        description =
                "Shows what each named flow would do and why, and what its schedule costs a month; changes nothing.",
        footer = {"", "Example: rollcall plan board --config company.properties"})
final class PlanCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Parameters(paramLabel = "FLOW", arity = "1..*", description = "Names of configured flows.")
    private List<String> names = new ArrayList<>();

    PlanCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        OutputFormat format = global.format();
        Configuration configuration = global.configuration();
        List<FlowConfig> flows = configuration.named(names);
        int code = OnceCommand.run(configuration, flows, Mode.PLAN, format, global.calls(), console);
        List<String> lines = new ArrayList<>(new MonthlyCosts(configuration.config()).words(flows));
        new ScheduleNotes(configuration.config().timezone(), Instant.now())
                .of(flows)
                .forEach(note -> lines.add(note.words()));
        lines.forEach(line -> {
            if (format == OutputFormat.TEXT) {
                console.report(line);
            } else {
                console.tell(line);
            }
        });
        return code;
    }
}
