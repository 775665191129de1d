package io.rollcall.app;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows Rollcall at work. */
@Command(
        name = "demo",
        description = {
            "Shows every kind of flow at work, against stand-in vendors of its own: no account is needed, and nothing"
                    + " leaves this machine.",
            "",
            "Its roster, configuration and store are in ./rollcall-demo afterwards. The next demo begins anew and replaces"
                    + " them."
        },
        footer = {"", "Example: rollcall demo"})
final class DemoCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    DemoCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        OutputFormat format = global.format();
        Path folder = freshFolder();
        try (Sandbox sandbox = Sandbox.start(Company.demo(), 0)) {
            Configuration configuration = configuration(sandbox, folder);
            List<FlowReport> reports = new ArrayList<>();
            say(
                    """
                Rollcall, demonstrated on a made-up company: about 1,000 people and three running meetings.
                DingTalk and Huawei Cloud Meeting are played by this program on 127.0.0.1; nobody is really rung.""");
            try (Engine engine = Engine.start(configuration.config(), new Progress(console), global.calls())) {
                for (Scene scene : SCENES) {
                    say("\n" + scene.title() + "\n");
                    FlowConfig flow = configuration
                            .config()
                            .flowsNamed(List.of(scene.flow()))
                            .get(0);
                    FlowReport report = engine.run(flow, scene.mode());
                    console.print(format.of(report, configuration.config().timezone())
                            + (format == OutputFormat.JSON ? "\n" : ""));
                    reports.add(report);
                    if (scene.mode() == Mode.PLAN) {
                        ObservedMeetings seen = new ObservedMeetings();
                        seen.note(report, configuration.config().applications().values());
                        new MonthlyCosts(configuration.config(), seen)
                                .words(List.of(flow))
                                .forEach(line -> say("\n" + line));
                    }
                }
            }
            farewell(folder, reports);
            return ExitCode.of(reports);
        }
    }

    /**
     * Without what an earlier demo left: its store would remember who was invited.
     *
     * @throws UsageException where the folder cannot be used
     */
    private static Path freshFolder() {
        Path folder = Path.of("rollcall-demo").toAbsolutePath();
        try {
            if (Files.isSymbolicLink(folder)) {
                throw new UsageException(folder + " is a link. Remove it, or start the demo in another folder.");
            }
            Files.createDirectories(folder);
            for (String mine :
                    List.of("demo.properties", "people.ndjson", "people.incomplete.ndjson", "rollcall-data")) {
                delete(folder.resolve(mine));
            }
            return folder;
        } catch (IOException unwritable) {
            throw new UsageException("The demo cannot write into " + folder
                    + ": it is not a folder, or may not be written to. Start the demo in a folder of your own.");
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
                            + "   Mary, Li Na and John shall be co-hosts of every meeting they are in.",
                    "board",
                    Mode.PLAN),
            new Scene("2. Make them co-hosts. (rollcall once board)", "board", Mode.ONCE),
            new Scene(
                    "3. Ring the missing into the managing director's meetings. (rollcall once duty)\n"
                            + "   The duty officer and a telephone are wanted; nobody is ever rung twice for a meeting.",
                    "duty",
                    Mode.ONCE),
            new Scene(
                    "4. The company as DingTalk knows it, joined with what Huawei knows of each. (rollcall once people)",
                    "people",
                    Mode.ONCE));

    private static Configuration configuration(Sandbox sandbox, Path folder) throws IOException {
        Path file = folder.resolve("demo.properties");
        try (InputStream flows = Objects.requireNonNull(DemoCommand.class.getResourceAsStream("demo.properties"))) {
            Files.copy(flows, file, StandardCopyOption.REPLACE_EXISTING);
        }
        ConfigurationSources.File vendors =
                ConfigurationSources.File.properties("the sandbox's properties", folder, sandbox.properties());
        // neither the environment nor options: what is shown does not depend on where it is shown
        return Configuration.of(
                new ConfigurationSources(List.of(vendors, Configuration.file(file)), Map.of(), List.of()));
    }

    private void farewell(Path folder, List<FlowReport> reports) {
        long calls = reports.stream()
                .flatMap(report -> report.calls().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        long metered = reports.stream().mapToLong(FlowReport::meteredCalls).sum();
        say("\nAltogether " + calls + " calls to the vendors, " + metered + " of them metered by DingTalk.\n"
                + "The roster lies in      " + folder.resolve("people.ndjson") + "\n"
                + "What was configured in  " + folder.resolve("demo.properties") + "\n\n"
                + "Try it yourself, where \"rollcall\" stands for java -jar app/target/rollcall.jar. In one terminal:\n"
                + "  rollcall sandbox > rollcall.properties\n"
                + "and in another, in the same folder:\n"
                + "  rollcall check\n"
                + "  rollcall plan board\n"
                + "  rollcall run");
    }

    // for people only: where programs read, titles go nowhere
    private void say(String text) {
        if (global.format() == OutputFormat.TEXT) {
            console.report(text);
        }
    }
}
