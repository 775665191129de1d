package io.rollcall.app;

import io.rollcall.camel.CallListener;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line as a whole: global options, the commands, and how what goes wrong is told. */
@Command(
        name = "rollcall",
        description = "Keeps the right people in charge of running meetings, and two company directories in step.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Commands.Version.class,
        usageHelpAutoWidth = true,
        commandListHeading = "%nCommands:%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions, before or behind the command:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done and complete; also run and sandbox ended by Ctrl-C or SIGTERM",
            "1:failed",
            "2:wrong usage or configuration",
            "3:done, but incomplete; the report says what is missing"
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
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Configuration file; repeatable, later ones win (default: ./rollcall.properties if it exists).")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "Sets one key, over files and environment; repeatable.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "text|json",
            scope = ScopeType.INHERIT,
            converter = OutputFormat.Words.class,
            description = "How reports are printed: text (default), or one JSON object a line.")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description =
                    "Logs each vendor call to standard error: operation, status, the vendor's code and request id,"
                            + " duration; never a secret or a person's data.")
    private boolean verbose;

    private Commands() {}

    /** The command line, ready to execute. */
    static CommandLine create(Console console) {
        Commands global = new Commands();
        CommandLine commands = new CommandLine(global)
                .addSubcommand(new RunCommand(global, console))
                .addSubcommand(new OnceCommand(global, console))
                .addSubcommand(new PlanCommand(global, console))
                .addSubcommand(new CheckCommand(global, console))
                .addSubcommand(new SandboxCommand(console))
                .addSubcommand(new AuditCommand(global, console))
                .addSubcommand(new StoreCommand(global, console))
                .addSubcommand(new DemoCommand(global, console))
                .addSubcommand(new CommandLine.HelpCommand());
        commands.setOut(console.writer());
        commands.setErr(console.errorWriter());
        commands.setParameterExceptionHandler((wrong, args) -> misused(wrong, console));
        commands.setExecutionExceptionHandler((failure, command, parsed) -> told(failure, console));
        return commands;
    }

    // what is wrong on one line, not drowned in the whole usage text
    private static int misused(CommandLine.ParameterException wrong, Console console) {
        console.tell(String.valueOf(wrong.getMessage()));
        if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                console.tell("Did you mean " + suggestions.get(0) + "?");
            }
        }
        console.tell("Usage: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG;
    }

    // what a person did wrong is told without a stack trace; a defect of the program keeps its own
    private static int told(Exception failure, Console console) {
        if (failure instanceof ConfigurationException wrong) {
            console.tell("The configuration cannot be used:\n" + indented(String.valueOf(wrong.getMessage())));
            return ExitCode.WRONG;
        } else if (failure instanceof UsageException wrong) {
            console.tell(String.valueOf(wrong.getMessage()));
            return ExitCode.WRONG;
        } else if (failure instanceof StoreException lost) {
            console.tell(String.valueOf(lost.getMessage()));
            return ExitCode.FAILED;
        }
        console.tell(defect(failure));
        return ExitCode.FAILED;
    }

    static String indented(String lines) {
        return lines.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }

    /** What to say where the program itself is wrong. */
    static String defect(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return "This is a defect in Rollcall, not something that you did; please report it with the lines below.\n"
                + trace.toString().stripTrailing();
    }

    /**
     * Reads the configuration that the global options name, and the environment.
     *
     * @throws UsageException where it configures nothing at all
     */
    Configuration configuration() {
        Configuration configuration = Configuration.read(files, assignments);
        Logging.showTimesIn(configuration.config().timezone());
        if (configuration.config().applications().isEmpty()
                && configuration.config().flows().isEmpty()) {
            throw new UsageException(
                    "Nothing is configured: name a file with --config, or put rollcall.properties here."
                            + " To see Rollcall at work without one: rollcall demo.");
        }
        return configuration;
    }

    /** What the global options and the environment say of the store; the rest is not checked. */
    RollcallConfig.StoreOnly storeConfiguration() {
        RollcallConfig.StoreOnly configuration = Configuration.readStore(files, assignments);
        Logging.showTimesIn(configuration.timezone());
        return configuration;
    }

    /**
     * How reports are printed.
     *
     * @throws UsageException for the format that only the audit has
     */
    OutputFormat format() {
        if (format == OutputFormat.CSV) {
            throw new UsageException("--output csv is for audit only; use text or json.");
        }
        return format;
    }

    /** What listens to the vendor calls of a command. */
    CallListener calls() {
        return verbose ? new RequestLog() : CallListener.NONE;
    }

    /** How the audit is printed. */
    OutputFormat anyFormat() {
        return format;
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {
                "rollcall " + (version == null ? "(not packaged)" : version),
                "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
            };
        }
    }
}
