package io.rollcall.app;

import io.rollcall.app.control.RosterSearch;
import io.rollcall.app.control.UsageException;
import io.rollcall.app.text.Candidate;
import io.rollcall.app.text.FindText;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.JsonLine;
import io.rollcall.report.Problem;
import io.rollcall.setting.ValueTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Finds people. */
@Command(
        name = "find",
        description = {
            "Prints the unionId, userId, name and departments of people: by userId, unionId, mobile number, or a part of the"
                    + " name.",
            "",
            "Searches the tracked rosters in the store (rollcall.flow.NAME.track=true), which also know who has left. For whom they do"
                    + " not know, and where no roster is tracked, asks the directory by userId, unionId and mobile number."
                    + " Where no roster is tracked, a name is searched in all departments, which takes a call or more for each"
                    + " department. None of these calls is metered.",
            "",
            "Prints at most " + FindCommand.MOST
                    + " people for each WHO. A mobile number without a country code is one of"
                    + " rollcall.phone-region."
        },
        footer = {
            "",
            "Exit code: 0 if everyone was found, 1 if no one was found for a WHO, 3 if the directory could not be read whole.",
            "",
            "Examples:",
            "  rollcall find +8613800138000",
            "  rollcall find zhangsan z21HjQliSzpw0YWxxxxx",
            "  rollcall find 赵云 --output json"
        })
final class FindCommand implements Callable<Integer> {
    static final int MOST = 50;

    private final Commands global;
    private final Console console;

    @Parameters(
            paramLabel = "WHO",
            arity = "1..*",
            description = "A userId, a unionId, a mobile number, or a part of a name.")
    private List<String> who = new ArrayList<>();

    FindCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    /** What was found for each WHO, and what went wrong. */
    private static final class Findings {
        private final Map<String, List<Candidate>> byWho = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private boolean tracked;
        private boolean searched;

        List<String> missing() {
            return byWho.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    @Override
    public Integer call() throws Exception {
        OutputFormat format = global.format();
        if (who.stream().anyMatch(String::isBlank)) {
            throw new UsageException(
                    "WHO must not be blank: name a userId, a unionId, a mobile number or a part of a name.");
        }
        RollcallConfig.StoreOnly configuration = global.storeConfiguration();
        Findings findings = new Findings();
        searchRosters(configuration, findings);
        if (!findings.missing().isEmpty()) {
            searchDirectories(findings);
        }
        print(format, findings, configuration);
        return code(findings);
    }

    private void searchRosters(RollcallConfig.StoreOnly configuration, Findings findings) {
        try (RosterStore store = RosterStore.open(configuration, console)) {
            RosterSearch search = new RosterSearch(store.people(), configuration.phoneRegion());
            for (String text : new LinkedHashSet<>(who)) {
                findings.byWho.put(text, search.find(text.strip(), MOST + 1, store.rosters()));
            }
            findings.tracked =
                    store.isAnyTracked() || findings.byWho.values().stream().anyMatch(found -> !found.isEmpty());
        }
    }

    private void searchDirectories(Findings findings) throws Exception {
        Optional<Configuration> configuration = wholeConfiguration();
        if (configuration.isEmpty()) {
            return;
        }
        RollcallConfig config = configuration.get().config();
        DirectorySearch search = new DirectorySearch(config, !findings.tracked);
        if (!search.isPossible()) {
            return;
        }
        findings.searched = true;
        try (Engine engine = Engine.start(config, FlowListener.NONE, global.calls())) {
            ShutdownHook.onSignalReport(engine::stopRuns);
            for (String text : findings.missing()) {
                findings.byWho.put(text, search.find(engine.rollcall(), text.strip(), MOST + 1));
            }
            findings.problems.addAll(search.problems());
        }
    }

    /** Empty if only a store is configured. */
    private Optional<Configuration> wholeConfiguration() {
        try {
            return Optional.of(global.configuration());
        } catch (UsageException onlyTheStore) {
            return Optional.empty();
        }
    }

    private void print(OutputFormat format, Findings findings, RollcallConfig.StoreOnly configuration) {
        List<Candidate> all = new ArrayList<>();
        findings.byWho.forEach((text, found) -> {
            all.addAll(found.subList(0, Math.min(MOST, found.size())));
            if (found.size() > MOST) {
                console.error("More than " + MOST + " people match " + ValueTypes.quoted(text)
                        + ". Write a longer part of the name.");
            } else if (found.size() > 1) {
                console.error(found.size() + " people match " + ValueTypes.quoted(text) + ".");
            }
        });
        if (format == OutputFormat.JSON) {
            all.stream().map(JsonLine::of).forEach(console::report);
        } else if (!all.isEmpty()) {
            console.print(FindText.table(all, configuration.timezone()));
        }
        findings.problems.forEach(problem -> console.error("Not read: " + FindText.words(problem)));
        findings.missing().forEach(text -> console.error(notFound(text, findings)));
    }

    private static String notFound(String text, Findings findings) {
        String noOne = "No one was found for " + ValueTypes.quoted(text);
        if (findings.tracked) {
            return noOne + " in the tracked rosters"
                    + (findings.searched ? ", or in the directory by userId, unionId or mobile number." : ".");
        }
        return findings.searched
                ? noOne + " in the directory."
                : noOne
                        + ": no roster is tracked here, and no account that is configured can search a directory. Configure"
                        + " rollcall.dingtalk.client-id and client-secret, or set track=true for a roster flow.";
    }

    private static int code(Findings findings) {
        return !findings.missing().isEmpty()
                ? ExitCode.FAILED
                : findings.problems.isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }
}
