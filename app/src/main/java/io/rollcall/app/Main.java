package io.rollcall.app;

import io.rollcall.camel.FatalErrors;
import java.util.Set;
import picocli.CommandLine;

/** The program's entry. */
public final class Main {
    private static final Set<String> UNTIL_STOPPED = Set.of("run", "sandbox");
    private static final Set<String> WITH_VALUE = Set.of("--config", "--set", "--output");

    private Main() {}

    public static void main(String[] args) {
        Console console = Console.system();
        // before anything that takes time
        Stopping.install(console, runsUntilStopped(args));
        FatalExit fatal = FatalExit.install();
        int code = execute(console, args);
        // nothing may keep a finished program alive: neither a pool nor a driver of a library
        console.flush();
        Runtime.getRuntime().halt(fatal.hasFailed() ? ExitCode.FAILED : code);
    }

    private static int execute(Console console, String[] args) {
        try {
            CommandLine commands = Commands.create(console);
            return commands.execute(args);
        } catch (RuntimeException | Error failure) {
            if (!FatalErrors.report(failure)) {
                console.tell(Commands.defect(failure));
            }
            return ExitCode.FAILED;
        }
    }

    // the command line is read later, and reading it takes time
    private static boolean runsUntilStopped(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (WITH_VALUE.contains(args[i])) {
                i++;
            } else if (!args[i].startsWith("-")) {
                return UNTIL_STOPPED.contains(args[i]);
            }
        }
        return false;
    }
}
