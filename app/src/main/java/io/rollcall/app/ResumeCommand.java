package io.rollcall.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends pauses. */
@Command(
        name = "resume",
        description = {
            "Ends the pause of the named flows, or every pause if none is named. The next run makes the changes that are"
                    + " still right.",
            "",
            "While all flows are paused, a single flow cannot be resumed: end that pause with rollcall resume, then pause the"
                    + " other flows by name."
        },
        footer = {
            "",
            "Prints what is still paused.",
            "",
            "Exit code: 1 if a named flow stays paused because all flows are, otherwise 0.",
            "",
            "Examples:",
            "  rollcall resume",
            "  rollcall resume board"
        })
final class ResumeCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Parameters(paramLabel = "FLOW", arity = "0..*", description = "Names of flows; every pause ends if none is given.")
    private List<String> names = new ArrayList<>();

    ResumeCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFormat format = global.format();
        Instant now = Instant.now();
        try (PauseStore pauses = PauseStore.open(global.storeConfiguration(), console)) {
            boolean resumed = pauses.resume(names, now);
            pauses.show(format, now);
            if (!resumed) {
                console.error("All flows are paused, so " + String.join(", ", names)
                        + " cannot be resumed alone, and nothing was changed. End that pause with rollcall resume, then"
                        + " pause the other flows by name.");
            }
            return resumed ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
