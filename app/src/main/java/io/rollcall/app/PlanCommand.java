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
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.state.StateStore;
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
        addMethodSubcommands = false,
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
        Notes notes = new Notes(configuration.config(), flows, format);
        int code = OnceCommand.run(configuration, flows, Mode.PLAN, format, global.calls(), console, notes);
        notes.say();
        return code;
    }

    /** What a plan says around the reports. It reads the store while the runs have it open: opening it takes time. */
    private final class Notes implements OnceCommand.Watch {
        private final RollcallConfig config;
        private final List<FlowConfig> flows;
        private final OutputFormat format;
        private final Instant now = Instant.now();
        private final ObservedMeetings meetings = new ObservedMeetings();
        private final AutoPlans plans;
        private List<Note> events = List.of();

        Notes(RollcallConfig config, List<FlowConfig> flows, OutputFormat format) {
            this.config = config;
            this.flows = flows;
            this.format = format;
            plans = new AutoPlans(config, now);
        }

        @Override
        public void begin(StateStore store) {
            new Pauses(store, config.timezone())
                    .of(flows, now)
                    .forEach(line -> PlanCommand.this.say(format, "PAUSED: " + line));
            events = new RosterEventNotes(config, now).of(flows, store);
        }

        @Override
        public void ended(FlowReport report) {
            meetings.note(report, config.applications().values());
        }

        @Override
        public void end(StateStore store) {
            meetings.with(store, config.flows());
            plans.with(store, MonthlyCosts.counted(config, flows));
        }

        void say() {
            new MonthlyCosts(config, meetings, plans).words(flows).forEach(line -> PlanCommand.this.say(format, line));
            new ScheduleNotes(config.timezone(), now, plans)
                    .of(flows)
                    .forEach(note -> PlanCommand.this.say(format, note.words()));
            events.forEach(note -> PlanCommand.this.say(format, note.words()));
        }
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
