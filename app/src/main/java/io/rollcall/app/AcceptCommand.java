package io.rollcall.app;

import io.rollcall.app.text.QuarantineText;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.JsonLine;
import io.rollcall.state.AcceptedRoster;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets the next run of a quarantined roster replace the old one. */
@Command(
        name = "accept",
        description = {
            "Lets one run of a quarantined roster replace the old one, if it loses no one but the people who were missing when it"
                    + " was quarantined. Never lets an empty roster through.",
            "",
            "A roster is quarantined if it would lose more people than rollcall.flow.NAME.max-shrink allows. Look at the file"
                    + " beside the roster's output, such as people.quarantined.ndjson, before you accept it.",
            "",
            "The acceptance ends with the run that used it, with another quarantine, and after 7 days. Nothing runs at once:"
                    + " wait for the next run, or start one with rollcall once. Reads only the keys of the store and the"
                    + " names of the flows from the configuration."
        },
        footer = {
            "",
            "Prints how many people may go, the departments that lose most, and until when it is accepted.",
            "",
            "Exit code: 1 if the roster is not quarantined, otherwise 0.",
            "",
            "Example: rollcall accept people"
        })
final class AcceptCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Parameters(paramLabel = "FLOW", description = "The name of a roster flow.")
    private String flow = "";

    AcceptCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFormat format = global.format();
        RollcallConfig.StoreOnly configuration = global.storeConfiguration();
        try (RosterStore store = RosterStore.open(configuration, console)) {
            store.check(flow);
            Optional<AcceptedRoster> accepted = AcceptedRoster.accept(store.rosters(), flow, Instant.now());
            if (accepted.isEmpty()) {
                console.error("The roster of the flow " + flow + " is not quarantined, so nothing was changed.");
                return ExitCode.FAILED;
            }
            if (format == OutputFormat.JSON) {
                console.report(JsonLine.of(accepted.get()));
            } else {
                console.print(QuarantineText.accepted(accepted.get(), configuration.timezone()));
            }
            return ExitCode.DONE;
        }
    }
}
