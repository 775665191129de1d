package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.app.text.AuditLine;
import io.rollcall.app.text.DiffText;
import io.rollcall.config.RollcallConfig;
import io.rollcall.model.DepartmentId;
import io.rollcall.report.JsonLine;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.RosterRepository.RosterStatus;
import io.rollcall.state.RosterRepository.StoredChange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what changed in a tracked roster. */
@Command(
        name = "diff",
        description = {
            "Shows what changed in a tracked roster (rollcall.flow.NAME.track=true): who joined, left, returned, moved to other"
                    + " departments, was renamed, has other fields, or is unseen; by kind, the oldest change first.",
            "",
            "'left' has proof: the vendor's leave records name the person, or the vendor says that there is no such person."
                    + " Who is only absent is 'unseen'. The first run of a tracked roster is the baseline and has no changes.",
            "",
            "Works while rollcall run is running, and sends no request. Reads only the keys of the store and the names of the"
                    + " flows from the configuration. Shows people's names on a terminal, or with rollcall.report.names=true;"
                    + " --output json prints one change a line, in their order, without names."
        },
        footer = {
            "",
            "Examples:",
            "  rollcall diff people",
            "  rollcall diff people --since 2026-11-20",
            "  rollcall diff people --since 24h --output json"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    private final Commands global;
    private final Console console;

    @Parameters(paramLabel = "FLOW", description = "The name of a roster flow.")
    private String flow = "";

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only changes since then: " + PastTime.FORMS + " Default: 7d.")
    private String since = "7d";

    DiffCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFormat format = global.format();
        RollcallConfig.StoreOnly configuration = global.storeConfiguration();
        Instant now = Instant.now();
        Instant from = PastTime.read("--since", since, now, configuration.timezone());
        try (RosterStore store = RosterStore.open(configuration, console)) {
            store.check(flow);
            Optional<RosterStatus> status = store.rosters().status(flow);
            if (status.isEmpty()) {
                reportNone(format, store);
            } else if (format == OutputFormat.JSON) {
                quarantine(store.rosters(), now, configuration.timezone()).ifPresent(console::error);
                read(store.rosters(), from, page -> page.stream()
                        .map(StoredChange::change)
                        .map(JsonLine::of)
                        .forEach(console::report));
            } else {
                boolean names = console.isTerminal() || configuration.reportNames();
                write(store.rosters(), status.get(), from, now, new DiffText(configuration.timezone(), names));
            }
        }
        return ExitCode.DONE;
    }

    private void reportNone(OutputFormat format, RosterStore store) {
        if (store.isUntracked(flow)) {
            throw new UsageException(
                    "The flow " + flow + " is not tracked, so its changes are unknown. Set rollcall.flow." + flow
                            + ".track=true: its next run is the baseline, and diff shows what changes after it.");
        }
        String message =
                "The flow " + flow + " has not run yet as a tracked roster with this store. Its first run is the"
                        + " baseline, and diff shows what changes after it.";
        if (format == OutputFormat.TEXT) {
            console.report(message);
        } else {
            console.error(message);
        }
    }

    private Optional<String> quarantine(RosterRepository rosters, Instant now, ZoneId zone) {
        return rosters.quarantine(flow).map(quarantine -> words(quarantine, now, zone));
    }

    private String words(Quarantine quarantine, Instant now, ZoneId zone) {
        return quarantine.words(flow, now, time -> AuditLine.time(time, zone));
    }

    private void write(RosterRepository rosters, RosterStatus status, Instant from, Instant now, DiffText text) {
        // before the changes: what a run adds meanwhile has larger numbers, and is not shown
        Map<Kind, Long> counts = rosters.counts(flow, from);
        console.print(text.head(flow, status, from, counts));
        quarantine(rosters, now, text.zone()).ifPresent(words -> console.report("\n" + words));
        for (Kind kind : Kind.values()) {
            long count = counts.getOrDefault(kind, 0L);
            if (count > 0) {
                console.report("\n" + DiffText.title(kind));
                new Section(rosters, text, kind, count).write(from);
            }
        }
    }

    /** The changes of one kind, which are written while they are read. */
    private final class Section {
        private final RosterRepository rosters;
        private final DiffText text;
        private final Kind kind;
        private long left;

        Section(RosterRepository rosters, DiffText text, Kind kind, long count) {
            this.rosters = rosters;
            this.text = text;
            this.kind = kind;
            this.left = count;
        }

        void write(Instant from) {
            long after = 0;
            List<StoredChange> page;
            do {
                page = rosters.changes(flow, from, after, PAGE);
                print(page);
                after = page.isEmpty() ? after : page.get(page.size() - 1).number();
            } while (left > 0 && !page.isEmpty());
        }

        private void print(List<StoredChange> page) {
            List<StoredChange> wanted = page.stream()
                    .filter(change -> change.change().kind() == kind)
                    .limit(left)
                    .toList();
            left -= wanted.size();
            Map<DepartmentId, String> names = rosters.departmentNames(flow, departments(wanted));
            wanted.forEach(change -> console.report(text.line(change, names)));
        }
    }

    private static Set<DepartmentId> departments(List<StoredChange> changes) {
        Set<DepartmentId> departments = new HashSet<>();
        for (StoredChange stored : changes) {
            RosterChange change = stored.change();
            departments.addAll(change.from());
            departments.addAll(change.to());
        }
        return departments;
    }

    private void read(RosterRepository rosters, Instant from, Consumer<List<StoredChange>> reader) {
        long after = 0;
        List<StoredChange> page;
        do {
            page = rosters.changes(flow, from, after, PAGE);
            reader.accept(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).number();
        } while (!page.isEmpty());
    }
}
