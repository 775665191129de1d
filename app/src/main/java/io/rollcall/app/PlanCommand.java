package io.rollcall.app;

import io.rollcall.app.control.AutoPlans;
import io.rollcall.app.control.MonthlyCosts;
import io.rollcall.app.control.ObservedMeetings;
import io.rollcall.app.control.Pauses;
import io.rollcall.app.control.RosterEventNotes;
import io.rollcall.app.control.ScheduleNotes;
import io.rollcall.app.control.ScheduleNotes.Note;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.Mode;
import io.rollcall.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what flows would do. */
@Command(
        name = "plan",
        description =
                "Shows what each named flow would change and why, and the monthly cost of its schedule. Makes no changes.",
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
        cautions(configuration.config(), flows).forEach(line -> say(format, line));
        List<Note> events;
        try (Store store = Store.open(configuration.config().store(), Clock.systemUTC())) {
            new Pauses(store, configuration.config().timezone())
                    .of(flows, Instant.now())
                    .forEach(line -> say(format, "PAUSED: " + line));
            events = new RosterEventNotes(configuration.config(), Instant.now()).of(flows, store);
        }
        ObservedMeetings meetings = new ObservedMeetings();
        AutoPlans plans = new AutoPlans(configuration.config(), Instant.now());
        int code =
                OnceCommand.run(configuration, flows, Mode.PLAN, format, global.calls(), console, meetings, store -> {
                    meetings.with(store, configuration.config().flows());
                    plans.with(store, MonthlyCosts.counted(configuration.config(), flows));
                });
        new MonthlyCosts(configuration.config(), meetings, plans).words(flows).forEach(line -> say(format, line));
        new ScheduleNotes(configuration.config().timezone(), Instant.now(), plans)
                .of(flows)
                .forEach(note -> say(format, note.words()));
        events.forEach(note -> say(format, note.words()));
        return code;
    }

    private void say(OutputFormat format, String line) {
        if (format == OutputFormat.TEXT) {
            console.report(line);
        } else {
            console.error(line);
        }
    }

    /** Warnings about side effects of getting an access token, which a plan does too. */
    private static List<String> cautions(RollcallConfig config, List<FlowConfig> flows) {
        return flows.stream()
                .flatMap(flow -> flow.accounts().stream())
                .distinct()
                .map(config.applications()::get)
                .filter(Objects::nonNull)
                .flatMap(application -> application.provider().caution(application.keys()).stream())
                .map(caution -> "CAUTION: " + caution)
                .toList();
    }
}
