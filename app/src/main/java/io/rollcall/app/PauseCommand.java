package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.TimeText;
import io.rollcall.state.Pause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pauses changes. */
@Command(
        name = "pause",
        description = {
            "Stops changes at the vendors: of the named flows, or of all flows and callers if none is named. Takes effect at"
                    + " once, in every process that uses the same store.",
            "",
            "Flows continue to read meetings, and their reports list as 'paused' what they would have done. Requests that"
                    + " were sent before are not undone. Rosters change nothing at a vendor and continue.",
            "",
            "A second pause of the same flow replaces the first one. rollcall resume ends it; so does the time of --until.",
            "Reads only the keys of the store and the names of the flows from the configuration. Where no flow is"
                    + " configured, such as beside an application with flows of its own, names are not checked."
        },
        footer = {
            "",
            "Prints what is paused.",
            "",
            "Examples:",
            "  rollcall pause",
            "  rollcall pause board --until 2h --reason \"rooms are rewired\""
        })
final class PauseCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Parameters(paramLabel = "FLOW", arity = "0..*", description = "Names of flows; all flows if none is given.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            description = "The end of the pause: a time ahead of now (2h, 7d), a date or a date with a time in"
                    + " rollcall.timezone (2026-11-20, 2026-11-20T08:30), or an instant (2026-11-20T08:30:00Z)."
                    + " Default: no end.")
    private @Nullable String until;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; shown wherever the pause is shown. At most " + Pause.LONGEST_REASON + " characters.")
    private @Nullable String reason;

    PauseCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFormat format = global.format();
        RollcallConfig.StoreOnly configuration = global.storeConfiguration();
        Instant now = Instant.now();
        Instant end = end(configuration, now);
        try (PauseStore pauses = PauseStore.open(configuration, console)) {
            pauses.pause(names, now, end, reason);
            pauses.show(format, now);
            return ExitCode.DONE;
        }
    }

    private @Nullable Instant end(RollcallConfig.StoreOnly configuration, Instant now) {
        try {
            return until == null ? null : TimeText.until(until, now, configuration.timezone());
        } catch (MalformedValueException malformed) {
            throw new UsageException("--until " + malformed.explanation() + ".");
        }
    }
}
