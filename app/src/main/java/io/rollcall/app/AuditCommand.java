package io.rollcall.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows what Rollcall changed at the vendors. */
@Command(name = "audit", description = "Shows what Rollcall changed at the vendors: when, flow, what, why, outcome.")
final class AuditCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    AuditCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.tell(global.toString());
        return ExitCode.DONE;
    }
}
