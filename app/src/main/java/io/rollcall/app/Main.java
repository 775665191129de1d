package io.rollcall.app;

import io.rollcall.camel.FatalErrors;
import io.rollcall.camel.LocaleSupport;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The program's entry. */
public final class Main {
    private static final Set<String> UNTIL_STOPPED = Set.of("run", "sandbox");
    private static final Set<String> WITH_VALUE = Set.of("--config", "--set", "--output");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)(--set=)?rollcall\\.[^=]*=.*");

    private Main() {}

    public static void main(String[] args) {
        Console console = Console.system();
        // before anything that takes time
        ShutdownHook.install(console, runsUntilStopped(args));
        FatalExit fatal = FatalExit.install();
        int code = execute(console, args);
        // nothing may keep a finished program alive: neither a pool nor a driver of a library
        console.flush();
        Runtime.getRuntime().halt(fatal.hasFailed() ? ExitCode.FAILED : code);
    }

    private static int execute(Console console, String[] args) {
        String unreadable = unreadable(args);
        if (unreadable != null) {
            console.tell(unreadable);
            return ExitCode.WRONG;
        }
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

    /** What the locale makes impossible to read, in a sentence; null for nothing. What is set is the configuration's to check. */
    private static @Nullable String unreadable(String[] args) {
        boolean isHelp = Arrays.stream(args).anyMatch(arg -> arg.matches("-h|--help|-V|--version|help"));
        if (!Arrays.stream(args)
                .allMatch(arg ->
                        LocaleSupport.isIntact(arg) || ASSIGNMENT.matcher(arg).matches())) {
            return "An argument holds text that this process's locale cannot carry; start Rollcall with LANG=C.UTF-8.";
        } else if (!isHelp && !LocaleSupport.isWorkingFolderReachable()) {
            return "The name of the working folder holds text that this process's locale cannot carry, so that no file in it can"
                    + " be reached; start Rollcall with LANG=C.UTF-8.";
        }
        return null;
    }
}
