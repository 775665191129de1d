package io.rollcall.app;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.LocaleSupport;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The entry point of the program. */
public final class Main {
    private static final Set<String> UNTIL_STOPPED = Set.of("run", "sandbox", "listen");
    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version", "help");

    private Main() {}

    public static void main(String[] args) {
        LoggingProvider.install();
        keepNettyQuiet();
        Console console = Console.system();
        // first, so that a signal during the start ends the process cleanly
        ShutdownHook.install(console, isUntilStopped(args));
        FatalExit fatal = FatalExit.install();
        int code = execute(console, ProcessEnvironment.current(), args);
        // threads of libraries must not keep a finished program alive
        console.flush();
        Runtime.getRuntime().halt(fatal.hasFailed() ? ExitCode.FAILED : code);
    }

    private static boolean isUntilStopped(String[] args) {
        String command = Commands.named(args);
        return UNTIL_STOPPED.contains(command)
                || command.equals("demo") && Arrays.asList(args).contains("--page");
    }

    /** JDK 24 and later warn on standard error about what Netty, the sandbox's server, does without this. */
    private static void keepNettyQuiet() {
        String unsafe = "io.netty.noUnsafe";
        if (Runtime.version().feature() >= 24 && System.getProperty(unsafe) == null) {
            System.setProperty(unsafe, "true");
        }
    }

    /** The command line with every command, for the build, which writes the manual page and the shells' completion from it. */
    public static CommandLine commandLine() {
        return Commands.create(Console.system(), ProcessEnvironment.current());
    }

    /** Executes one command and returns its exit code. */
    static int execute(Console console, ProcessEnvironment process, String... args) {
        String unreadable = unreadable(args);
        if (unreadable != null) {
            console.error(unreadable);
            return ExitCode.WRONG;
        }
        try {
            CommandLine commands = Commands.create(console, process, args);
            return commands.execute(args);
        } catch (RuntimeException | Error failure) {
            if (!FatalErrors.report(failure)) {
                Commands.reportDefect(failure, console);
            }
            return ExitCode.FAILED;
        }
    }

    /** The message about an argument or folder that the locale cannot represent; null if there is none. Values of keys are checked with the configuration. */
    private static @Nullable String unreadable(String[] args) {
        boolean isHelp = Arrays.stream(args).anyMatch(HELP::contains);
        if (!Arrays.stream(args).allMatch(arg -> LocaleSupport.isIntact(arg) || isAssignment(arg))) {
            return "An argument contains characters that the locale of this process cannot represent. Start Rollcall with LANG=C.UTF-8.";
        } else if (!isHelp && !LocaleSupport.isWorkingFolderReachable()) {
            return "The name of the working folder contains characters that the locale of this process cannot represent, so"
                    + " Rollcall cannot open files in it. Start Rollcall with LANG=C.UTF-8.";
        }
        return null;
    }

    private static boolean isAssignment(String argument) {
        String assignment = argument.startsWith("--set=") ? argument.substring("--set=".length()) : argument;
        return assignment.startsWith("rollcall.") && assignment.indexOf('=') > 0;
    }
}
