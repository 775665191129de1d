package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.camel.api.CallListener;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.setting.Suggestions;
import io.rollcall.state.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: global options, the commands, and the messages for errors. */
@Command(
        name = "rollcall",
        addMethodSubcommands = false,
        description =
                "Promotes co-hosts and invites people in running DingTalk meetings, and joins the DingTalk and Huawei directories.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Commands.Version.class,
        usageHelpAutoWidth = true,
        commandListHeading = "%nCommands:%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions, before or after the command:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done and complete; also run, listen and sandbox after Ctrl-C or SIGTERM",
            "1:failed",
            "2:wrong usage or configuration",
            "3:done but incomplete; the report lists what is missing"
        },
        footer = {
            "",
            "Without an account:",
            "  rollcall demo",
            "With a configuration:",
            "  rollcall check --config company.properties",
            "  rollcall plan board --config company.properties",
            "  rollcall run --config company.properties"
        })
final class Commands {
    private static final Set<String> WITH_VALUE = Set.of("--config", "--set", "--output");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Configuration file; repeatable, later files override earlier ones (default: ./rollcall.properties if it exists,"
                            + " else, with bin/rollcall, /etc/rollcall/rollcall.properties).")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "Sets one key; overrides files and environment; repeatable.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "text|json",
            scope = ScopeType.INHERIT,
            converter = OutputFormat.Words.class,
            description = "Format of reports: text (default), or one JSON object per line.")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description =
                    "Logs each vendor call to standard error: operation, status, the vendor's code and request id,"
                            + " duration; never a secret or a person's data.")
    private boolean verbose;

    private final ProcessEnvironment process;

    private Commands(ProcessEnvironment process) {
        this.process = process;
    }

    /**
     * The command line, ready to execute. It has the command that the arguments name, or all commands if they name none or
     * ask for help: picocli takes some milliseconds to read the annotations of each.
     */
    static CommandLine create(Console console, ProcessEnvironment process, String... arguments) {
        Commands global = new Commands(process);
        CommandLine commands = new CommandLine(global);
        Map<String, Supplier<Object>> all = all(global, console);
        String named = named(arguments);
        if (all.containsKey(named)) {
            commands.addSubcommand(all.get(named).get());
        } else {
            all.values().forEach(command -> commands.addSubcommand(command.get()));
            commands.addSubcommand(new CommandLine.HelpCommand());
        }
        commands.setOut(console.writer());
        commands.setErr(console.errorWriter());
        commands.setParameterExceptionHandler((wrong, args) -> reportUsage(wrong, console));
        commands.setExecutionExceptionHandler((failure, command, parsed) -> reportFailure(failure, console));
        return commands;
    }

    /** By name; without {@code help}, which needs the others. */
    private static Map<String, Supplier<Object>> all(Commands global, Console console) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("run", () -> new RunCommand(global, console));
        all.put("once", () -> new OnceCommand(global, console));
        all.put("plan", () -> new PlanCommand(global, console));
        all.put("check", () -> new CheckCommand(global, console));
        all.put("listen", () -> new ListenCommand(global, console));
        all.put("sandbox", () -> new SandboxCommand(global, console));
        all.put("audit", () -> new AuditCommand(global, console));
        all.put("attendance", () -> new AttendanceCommand(global, console));
        all.put("find", () -> new FindCommand(global, console));
        all.put("diff", () -> new DiffCommand(global, console));
        all.put("probe", () -> new ProbeCommand(global, console));
        all.put("accept", () -> new AcceptCommand(global, console));
        all.put("pause", () -> new PauseCommand(global, console));
        all.put("resume", () -> new ResumeCommand(global, console));
        all.put("tell", () -> new TellCommand(global, console));
        all.put("store", () -> new StoreCommand(global, console));
        all.put("demo", () -> new DemoCommand(global, console));
        return all;
    }

    /** The first argument that is neither an option nor an option's value; empty if there is none. */
    static String named(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (WITH_VALUE.contains(args[i])) {
                i++;
            } else if (!args[i].startsWith("-")) {
                return args[i];
            }
        }
        return "";
    }

    // one line with the error instead of the whole usage text
    private static int reportUsage(CommandLine.ParameterException wrong, Console console) {
        console.error(String.valueOf(wrong.getMessage()));
        if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String written = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
            unmatched.getSuggestions().stream()
                    .filter(word -> Suggestions.isSimilar(written, word))
                    .findFirst()
                    .ifPresent(word -> console.error("Did you mean " + word + "?"));
        }
        console.error("Usage: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG;
    }

    // an error of the user has no stack trace; a defect of the program has one
    private static int reportFailure(Exception failure, Console console) {
        if (failure instanceof ConfigurationException wrong) {
            Logging.refused(
                    console, "The configuration cannot be used:\n" + indented(String.valueOf(wrong.getMessage())));
            return ExitCode.WRONG;
        } else if (failure instanceof UsageException wrong) {
            Logging.refused(console, String.valueOf(wrong.getMessage()));
            return ExitCode.WRONG;
        } else if (failure instanceof StoreException lost) {
            String message = String.valueOf(lost.getMessage());
            Logging.failed(console, message, message, null);
            return ExitCode.FAILED;
        }
        reportDefect(failure, console);
        return ExitCode.FAILED;
    }

    static String indented(String lines) {
        return lines.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }

    /** Reports a defect of the program. */
    static void reportDefect(Throwable failure, Console console) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        String message = "This is a defect in Rollcall. Report it with the lines below.";
        Logging.failed(console, message + "\n" + trace.toString().stripTrailing(), message, failure);
    }

    /**
     * Reads the configuration that the global options name, and the environment.
     *
     * @throws UsageException if it has no accounts, flows and channels
     */
    Configuration configuration() {
        Configuration configuration = Configuration.read(files, assignments, process);
        Logging.configure(configuration.config().log(), configuration.config().timezone());
        if (configuration.config().applications().isEmpty()
                && configuration.config().flows().isEmpty()
                && configuration.config().channels().isEmpty()) {
            throw new UsageException(
                    "Nothing is configured: name a file with --config, or put rollcall.properties here."
                            + " To try Rollcall without a configuration, run rollcall demo.");
        }
        return configuration;
    }

    /** The working directory and variables of the command. */
    ProcessEnvironment process() {
        return process;
    }

    /** Reads the settings of the store only; other settings are not checked. */
    RollcallConfig.StoreOnly storeConfiguration() {
        RollcallConfig.StoreOnly configuration = Configuration.readStore(files, assignments, process);
        try {
            Logging.configure(configuration.log(), configuration.timezone());
        } catch (UsageException unwritable) {
            // the store can be read nevertheless
            LoggerFactory.getLogger(Commands.class).warn("{} Logging to standard error.", unwritable.getMessage());
        }
        return configuration;
    }

    /**
     * The format of reports.
     *
     * @throws UsageException for csv, which only audit supports
     */
    OutputFormat format() {
        if (format == OutputFormat.CSV) {
            throw new UsageException("--output csv is for audit only; use text or json.");
        }
        return format;
    }

    /** The listener to the vendor calls of a command. */
    CallListener calls() {
        return verbose ? new RequestLog() : CallListener.NONE;
    }

    /** The format of the audit. */
    OutputFormat anyFormat() {
        return format;
    }

    /** The version of the jar, or a word that there is none. */
    static String version() {
        String version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "rollcall " + version(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
            };
        }
    }
}
