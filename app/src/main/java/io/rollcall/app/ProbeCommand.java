package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.app.text.ProbeText;
import io.rollcall.call.CallCount;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.config.RollcallConfig;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Person;
import io.rollcall.probe.Anonymizer;
import io.rollcall.probe.Assumptions;
import io.rollcall.probe.ChangesTask;
import io.rollcall.probe.ConfirmedMeeting;
import io.rollcall.probe.Recorder;
import io.rollcall.probe.RecordingFiles;
import io.rollcall.probe.RecordingScan;
import io.rollcall.probe.RecordingTask;
import io.rollcall.roster.RosterConfig;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records the vendors' answers without people's data. */
@Command(
        name = "probe",
        description = {
            "Records what the vendors answer to the reading calls of the configured accounts, without people's data: for a bug"
                    + " report or a test.",
            "",
            "Everything is anonymised on this machine before the first file is written. Kept are the shape of each answer,"
                    + " booleans, counts, codes and enumerations. Ids become pseudonyms of the same length, times are shifted,"
                    + " anything else keeps its type and length. SECURITY.md says exactly what a recording can contain."
                    + " Rollcall searches the files for every secret and every text that it replaced.",
            "",
            "Prints what the calls cost, and asks before it makes them. Shows the files at the end, and deletes them unless you"
                    + " keep them. Prints which assumptions about the vendors your account confirms."
        },
        footer = {
            "",
            "Exit code: 0 if everything was recorded, 3 if an operation is missing, 1 if nothing was kept.",
            "",
            "Examples:",
            "  rollcall probe --out recording",
            "  rollcall probe --out recording --with-changes \"123 456 789\"",
            "  rollcall sandbox --recording recording"
        })
final class ProbeCommand implements Callable<Integer> {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** A shorter text of a request for a token is a fixed word. */
    private static final int SHORTEST_CREDENTIAL = 6;

    private final Commands global;
    private final Console console;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the files; must not exist, or be empty.")
    private @Nullable Path out;

    @Option(
            names = "--with-changes",
            paramLabel = "MEETING",
            description =
                    "Also records the calls that change a meeting, in a running test meeting with this number or id: makes"
                            + " a participant co-host and removes the role again. Asks for the number again. Never invites anyone,"
                            + " because an invitation cannot be undone.")
    private @Nullable String meeting;

    @Option(
            names = "--yes",
            description = "Makes the calls and keeps the files without asking, for scripts. Not for --with-changes.")
    private boolean yes;

    ProbeCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        OutputFormat format = global.format();
        RollcallConfig config = global.configuration().config();
        Path folder = folder();
        check(config);
        Anonymizer anonymizer = new Anonymizer(RANDOM);
        addSecrets(config, anonymizer);
        Recorder recorder = new Recorder(anonymizer);
        RecordingTask task = task(config, recorder);
        if (!isConfirmed(config)) {
            console.error("Nothing was called and nothing was written.");
            return ExitCode.FAILED;
        }
        record(config, recorder, task);
        task.failure().ifPresent(console::error);
        String version = Commands.version();
        RecordingFiles files = new RecordingFiles(
                recorder.exchanges(),
                task.notRecorded(),
                task.facts().answers(),
                LocalDate.now(ZoneOffset.UTC),
                version);
        RecordingScan scan =
                RecordingScan.of(anonymizer, RecordingFiles.ownWords(recorder.exchanges(), fields(config), version));
        return keep(format, files, scan, folder, recorder, task);
    }

    private Path folder() {
        Path folder = global.process().workingDirectory().resolve(String.valueOf(out));
        try (Stream<Path> entries = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            if ((Files.exists(folder) && !Files.isDirectory(folder))
                    || entries.findAny().isPresent()) {
                throw new UsageException(out + " exists and is not empty. Name a new folder with --out.");
            }
        } catch (IOException unreadable) {
            throw new UsageException(out + " cannot be read. Name a new folder with --out.");
        }
        return folder;
    }

    private void check(RollcallConfig config) {
        if (config.applications().isEmpty()) {
            throw new UsageException(
                    "No account is configured, so there is nothing to record. Configure rollcall.dingtalk.client-id and"
                            + " client-secret, or rollcall.huawei.app-id and app-key.");
        }
        if (meeting != null && (yes || !console.isTerminal())) {
            throw new UsageException(
                    "--with-changes asks for the meeting's number again. Run it on a terminal, without --yes.");
        }
        if (!yes && !console.isTerminal()) {
            throw new UsageException("probe asks before it calls the vendors. Run it on a terminal, or add --yes.");
        }
    }

    /** Everything that identifies the application, so that the scan finds it wherever a vendor echoes it. */
    private static void addSecrets(RollcallConfig config, Anonymizer anonymizer) {
        List<Secret> secrets = new ArrayList<>(List.of(config.store().password()));
        Optional.ofNullable(config.server().token()).ifPresent(secrets::add);
        config.flows().forEach(flow -> Stream.of(
                        Optional.ofNullable(flow.notification()), Optional.ofNullable(flow.approval()))
                .flatMap(Optional::stream)
                .forEach(secrets::add));
        config.channels().forEach(channel -> {
            secrets.add(channel.url());
            Optional.ofNullable(channel.secret()).ifPresent(secrets::add);
        });
        for (Application application : config.applications().values()) {
            secrets.addAll(application.provider().secrets());
            anonymizer.secret(application.id());
            try {
                application.provider().token().request(new TokenContext(Instant.now(), "0".repeat(32))).texts().stream()
                        .filter(text -> text.length() >= SHORTEST_CREDENTIAL)
                        .forEach(anonymizer::secret);
            } catch (UnavailableSecretException unavailable) {
                // the call for the token will say so
            }
        }
        for (Secret secret : secrets) {
            try {
                anonymizer.secret(secret.reveal());
            } catch (UnavailableSecretException unavailable) {
                // what cannot be read now cannot be sent either
            }
        }
    }

    private static RecordingTask task(RollcallConfig config, Recorder recorder) {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        List<RosterConfig> rosters = config.flows().stream()
                .filter(RosterConfig.class::isInstance)
                .map(RosterConfig.class::cast)
                .toList();
        return new RecordingTask(
                config.applications(),
                account -> roots(rosters, account),
                person -> key(rosters, person),
                recorder,
                HexFormat.of().formatHex(nonce));
    }

    private static List<DepartmentId> roots(List<RosterConfig> rosters, String account) {
        return rosters.stream()
                .filter(roster -> roster.directoryProvider().equals(account))
                .flatMap(roster -> roster.departments().stream())
                // a path of names would take a walk to find its department
                .filter(DepartmentId.class::isInstance)
                .map(DepartmentId.class::cast)
                .distinct()
                .toList();
    }

    private static Optional<String> key(List<RosterConfig> rosters, Person person) {
        return rosters.isEmpty()
                ? Optional.of(person.id().value())
                : rosters.get(0).lookupKey(person);
    }

    private boolean isConfirmed(RollcallConfig config) {
        SortedMap<String, Integer> costs = RecordingTask.meteredCalls(config.applications());
        costs.forEach((account, calls) -> console.error("This makes at most "
                + (calls + (meeting == null ? 0 : ChangesTask.METERED_CALLS)) + " metered calls of " + account
                + ", and some that cost nothing."));
        if (costs.isEmpty()) {
            console.error("This makes some calls; none of them is metered.");
        }
        config.applications().values().stream()
                .flatMap(application -> application.provider().caution(application.keys()).stream())
                .forEach(console::error);
        console.error("It changes nothing at a vendor"
                + (meeting == null ? "" : ", until you type the meeting's number again")
                + ". People's data is removed on this machine before a file is written.");
        return yes || isYes("Make these calls? Type yes:");
    }

    private boolean isYes(String question) {
        return console.ask(question).equalsIgnoreCase("yes");
    }

    private void record(RollcallConfig config, Recorder recorder, RecordingTask task) throws Exception {
        String before = counter("The number of API calls that DingTalk's console shows now (empty: skip):", config);
        long metered;
        try (Engine engine = Engine.start(config, FlowListener.NONE, global.calls())) {
            ShutdownHook.onSignalReport(engine::stopRuns);
            CallCount count = engine.rollcall().record(task);
            metered = count.metered() + changes(engine.rollcall(), recorder, task);
        }
        console.error("Recorded " + recorder.exchanges().size() + " answers with " + metered + " metered calls.");
        if (!before.isEmpty()) {
            String after = counter("The number that it shows now; it may be updated late (empty: skip):", config);
            if (!after.isEmpty()) {
                task.facts()
                        .add(
                                Assumptions.COUNTER,
                                "The console showed " + before + " before and " + after + " after " + metered
                                        + " metered calls.");
            }
        }
    }

    /** A number that was typed; empty if none was, or without a terminal. */
    private String counter(String question, RollcallConfig config) {
        boolean metered = !RecordingTask.meteredCalls(config.applications()).isEmpty();
        String typed = yes || !metered ? "" : console.ask(question).replaceAll("[,.\\s]", "");
        return typed.matches("\\d{1,9}") ? typed : "";
    }

    private long changes(Rollcall rollcall, Recorder recorder, RecordingTask task) {
        if (meeting == null) {
            return 0;
        }
        Optional<MeetingId> found = task.meeting(meeting);
        if (found.isEmpty()) {
            console.error("No running meeting with the number " + meeting + " is in the list, so nothing was changed.");
            return 0;
        }
        Optional<ConfirmedMeeting> confirmed = ConfirmedMeeting.of(
                found.get(),
                meeting,
                console.ask("This makes one participant co-host of the meeting " + meeting
                        + ", and removes the role again. Type the number again:"));
        if (confirmed.isEmpty()) {
            console.error("The numbers differ, so nothing was changed.");
            return 0;
        }
        // never another account: the meeting may be one of another company there
        Optional<Provider> provider = task.listedBy(found.get());
        Optional<OngoingMeetings> meetings = provider.flatMap(listing -> listing.capability(OngoingMeetings.class));
        Optional<CoHosts> coHosts = provider.flatMap(listing -> listing.capability(CoHosts.class));
        if (meetings.isEmpty() || coHosts.isEmpty()) {
            console.error(
                    "The account that lists the meeting " + meeting + " cannot change roles, so nothing was changed.");
            return 0;
        }
        ChangesTask changes = new ChangesTask(meetings.get(), coHosts.get(), confirmed.get(), recorder, task.facts());
        long metered = rollcall.record(changes).metered();
        changes.notes().forEach(console::error);
        return metered;
    }

    private static List<RecordedFields> fields(RollcallConfig config) {
        return config.applications().values().stream()
                .flatMap(application -> application.operations().stream())
                .map(Operation::recordedFields)
                .toList();
    }

    private int keep(
            OutputFormat format,
            RecordingFiles files,
            RecordingScan scan,
            Path folder,
            Recorder recorder,
            RecordingTask task)
            throws IOException {
        if (recorder.exchanges().isEmpty()) {
            console.error("No answer came, so there is nothing to keep. Run rollcall check.");
            task.notRecorded().forEach((operation, why) -> console.error("Not recorded: " + operation + ". " + why));
            return ExitCode.FAILED;
        }
        List<String> unsafe = files.texts().entrySet().stream()
                .filter(file -> scan.findings(file.getValue()) > 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!unsafe.isEmpty()) {
            console.error(
                    "Nothing was written: a text that must not be in a recording is in " + String.join(", ", unsafe)
                            + ". It may be there by chance, so try again. If it stays so, report it without the files.");
            return ExitCode.FAILED;
        }
        RecordingFolder written = RecordingFolder.write(folder, files.texts());
        if (written.findings(scan) > 0) {
            written.delete();
            console.error("The files were deleted: a text that must not be in a recording is in them. Report this.");
            return ExitCode.FAILED;
        }
        report(format, files, recorder, task, scan);
        if (!yes && !isYes("Look at the files above. Keep them? Type yes:")) {
            written.delete();
            console.error("The files were deleted.");
            return ExitCode.FAILED;
        }
        console.error("The recording is in " + out + ". How to send it: docs/contributors/recordings.md.");
        return isComplete(recorder, task) ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }

    private static boolean isComplete(Recorder recorder, RecordingTask task) {
        return recorder.exchanges().stream().allMatch(exchange -> exchange.isReplayable())
                && task.unrecordedReads().isEmpty();
    }

    private void report(
            OutputFormat format, RecordingFiles files, Recorder recorder, RecordingTask task, RecordingScan scan) {
        if (format == OutputFormat.JSON) {
            console.print(files.index());
            return;
        }
        if (!yes) {
            files.texts().forEach((name, text) -> {
                if (!name.equals(RecordingFiles.INDEX)) {
                    console.report("--- " + name);
                    console.print(text);
                }
            });
        }
        console.print(ProbeText.exchanges(files, recorder.exchanges()));
        console.print(ProbeText.notRecorded(task.notRecorded()));
        console.print(ProbeText.assumptions(task.facts().answers()));
        console.report("Searched for " + scan.size() + " secrets, ids and texts; none is in the files.");
        unknown(
                "Fields that Rollcall does not know. Their names are not in the files. If they are the vendor's own and name no one,"
                        + " write them into your report:",
                recorder.anonymizer().unknownNames());
        unknown(
                "Words that Rollcall does not know. They are not in the files. If they are the vendor's own and name no one, write"
                        + " them into your report:",
                recorder.anonymizer().unknownWords());
    }

    /** To standard error, which scripts do not keep with the report. */
    private void unknown(String what, java.util.Set<String> names) {
        if (!names.isEmpty()) {
            console.error(what);
            names.stream().limit(ProbeText.MOST_UNKNOWN).forEach(name -> console.error("  " + ProbeText.shown(name)));
        }
    }
}
