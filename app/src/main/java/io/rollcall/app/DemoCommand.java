package io.rollcall.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows Rollcall at work. */
@Command(name = "demo", description = "Shows every kind of flow against a sandbox of its own; needs no account.")
final class DemoCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    DemoCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.tell(global.toString());
        return ExitCode.DONE;
    }
}
