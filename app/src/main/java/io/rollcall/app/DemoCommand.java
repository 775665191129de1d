package io.rollcall.app;

import io.rollcall.app.control.AutoPlans;
import io.rollcall.app.control.MonthlyCosts;
import io.rollcall.app.control.ObservedMeetings;
import io.rollcall.app.control.UsageException;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs each type of flow against a sandbox. */
@Command(
        name = "demo",
        description = {
            "Runs each type of flow against simulated vendors. Needs no account and sends nothing to the network.",
            "",
            "Writes its roster, configuration and store to ./rollcall-demo. The next demo replaces them.",
            "",
            "With --page, runs until it is stopped: a company whose meetings come and go, and the page that shows them. Prints the"
                    + " page's address and the token for it."
        },
        footer = {"", "Examples:", "  rollcall demo", "  rollcall demo --page"})
final class DemoCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Option(names = "--page", description = "Shows the page until stopped, instead of the reports.")
    private boolean page;

    DemoCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = freshFolder();
        if (page) {
            return new PageDemo(folder, console).show();
        }
        try (Sandbox sandbox = Sandbox.start(Company.demo(), 0)) {
            Configuration configuration = configuration(sandbox, folder);
            List<FlowReport> reports = new ArrayList<>();
            say(
                    """
                Rollcall demo with a fictional company: about 1,000 people and three running meetings.
                This program simulates DingTalk and Huawei Cloud Meeting on 127.0.0.1. No phone is called.""");
            EventScene event = new EventScene();
            FlowListener listener = FlowListener.of(new Progress(console), event);
            try (Engine engine = Engine.start(configuration.config(), listener, global.calls())) {
                for (Scene scene : SCENES) {
                    say("\n" + scene.title() + "\n");
                    FlowConfig flow = configuration
                            .config()
                            .flowsNamed(List.of(scene.flow()))
                            .get(0);
                    FlowReport report = engine.run(flow, scene.mode());
                    print(report, configuration);
                    reports.add(report);
                    if (scene.mode() == Mode.PLAN) {
                        ObservedMeetings seen = new ObservedMeetings();
                        seen.note(report, configuration.config().applications().values());
                        new MonthlyCosts(
                                        configuration.config(),
                                        seen,
                                        new AutoPlans(configuration.config(), Instant.now()))
                                .words(List.of(flow))
                                .forEach(line -> say("\n" + line));
                    }
                }
                say("\n" + EVENT_TITLE + "\n");
                Optional<FlowReport> byEvent = event.play(sandbox, configuration.config(), engine);
                if (byEvent.isEmpty()) {
                    console.error("No event came in time. Run the demo again while the machine is less busy.");
                    return ExitCode.FAILED;
                }
                print(byEvent.get(), configuration);
                reports.add(byEvent.get());
            }
            summary(folder, reports);
            return ExitCode.of(reports);
        }
    }

    /**
     * Deletes the files of an earlier demo, because its store contains earlier invitations.
     *
     * @throws UsageException if the folder cannot be used
     */
    private Path freshFolder() {
        Path folder = global.process().workingDirectory().resolve("rollcall-demo");
        try {
            if (Files.isSymbolicLink(folder)) {
                throw new UsageException(folder + " is a link. Remove it, or start the demo in another folder.");
            }
            Files.createDirectories(folder);
            for (String name : List.of(
                    "demo.properties",
                    "page.properties",
                    "page.log",
                    "people.ndjson",
                    "people.incomplete.ndjson",
                    "rollcall-data")) {
                delete(folder.resolve(name));
            }
            return folder;
        } catch (IOException unwritable) {
            throw new UsageException("The demo cannot write to " + folder
                    + ". It is not a folder, or you have no permission. Start the demo in another folder.");
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
                for (Path one : inside) {
                    delete(one);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    private record Scene(String title, String flow, Mode mode) {}

    private static final List<Scene> SCENES = List.of(
            new Scene(
                    "1. Who would be made co-host? (rollcall plan board)\n"
                            + "   Mary, Li Na and John are to be co-hosts of every meeting that they are in.",
                    "board",
                    Mode.PLAN),
            new Scene("2. Make them co-hosts. (rollcall once board)", "board", Mode.ONCE),
            new Scene(
                    "3. Invite missing people to the managing director's meetings. (rollcall once duty)\n"
                            + "   The invitees are the duty officer and a phone. Rollcall never calls a person twice for one meeting.",
                    "duty",
                    Mode.ONCE),
            new Scene(
                    "4. Write a roster: the DingTalk directory joined with Huawei accounts. (rollcall once people)\n"
                            + "   It is tracked: each later run also says who joined, left or moved.",
                    "people",
                    Mode.ONCE));

    private static final String EVENT_TITLE = "5. DingTalk pushes that Mary joined a meeting. (rollcall run board)\n"
            + "   With events Rollcall promotes about a second after a person joins, and reads nothing before.";

    private void print(FlowReport report, Configuration configuration) {
        console.print(new ReportWriter(global.format(), configuration.config(), console).write(report)
                + (global.format() == OutputFormat.JSON ? "\n" : ""));
    }

    private Configuration configuration(Sandbox sandbox, Path folder) throws IOException {
        Path file = folder.resolve("demo.properties");
        try (InputStream flows = Objects.requireNonNull(DemoCommand.class.getResourceAsStream("demo.properties"))) {
            Files.copy(flows, file, StandardCopyOption.REPLACE_EXISTING);
        }
        ConfigurationSources.File vendors =
                ConfigurationSources.File.properties("the sandbox's properties", folder, sandbox.properties());
        // without the environment and options, so that the demo is the same everywhere
        return Configuration.of(
                new ConfigurationSources(
                        List.of(vendors, Configuration.file(file, global.process())), Map.of(), List.of()),
                global.process());
    }

    private void summary(Path folder, List<FlowReport> reports) {
        long calls = reports.stream()
                .flatMap(report -> report.calls().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        long metered = reports.stream().mapToLong(FlowReport::meteredCalls).sum();
        say("\nThese reports count " + calls + " vendor calls, " + metered + " of them metered by DingTalk.\n"
                + "Roster:         " + folder.resolve("people.ndjson") + "\n"
                + "Configuration:  " + folder.resolve("demo.properties") + "\n\n"
                + "To see who was in which meeting, from what the demo saw:\n"
                + "  rollcall --config " + folder.resolve("demo.properties") + " attendance\n\n"
                + "To try it yourself, run the following (\"rollcall\" is java -jar app/target/rollcall.jar). In one terminal:\n"
                + "  rollcall sandbox > rollcall.properties\n"
                + "In another terminal, in the same folder:\n"
                + "  rollcall check\n"
                + "  rollcall plan board\n"
                + "  rollcall run\n\n"
                + "To see the page of a company whose meetings come and go:\n"
                + "  rollcall demo --page");
    }

    // not in JSON
    private void say(String text) {
        if (global.format() == OutputFormat.TEXT) {
            console.report(text);
        }
    }
}
