package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.probe.Recording;
import io.rollcall.probe.RecordingFiles;
import io.rollcall.probe.RecordingScan;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "Prints what the calls cost, and asks before it makes them. Shows the files at the end, and writes them only if you"
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
        check(config);
        try (RecordingFolder folder =
                RecordingFolder.create(global.process().workingDirectory().resolve(String.valueOf(out)))) {
            return record(format, config, folder);
        } catch (IOException unwritable) {
            console.error("Nothing was kept: " + out + " cannot be written: " + RecordingFolder.reason(unwritable)
                    + ". Name another folder with --out.");
            return ExitCode.FAILED;
        }
    }

    private int record(OutputFormat format, RollcallConfig config, RecordingFolder folder) throws Exception {
        Recording recording =
                Recording.of(config, new SecureRandom(), number -> console.progress("Recorded answers: " + number));
        if (!isConfirmed(recording)) {
            console.error("Nothing was called and nothing was written.");
            return ExitCode.FAILED;
        }
        ProbeRun run = new ProbeRun(recording, console, meeting, yes);
        run.execute(global.calls());
        int code = recording.isStopped() ? stopped() : keep(format, recording, folder);
        if (run.isRoleLeft()) {
            // last, because it must be read
            console.error(ProbeRun.ROLE_LEFT);
            return ExitCode.FAILED;
        }
        return code;
    }

    private int stopped() {
        console.error("Rollcall was stopped, so nothing was kept.");
        return ExitCode.FAILED;
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

    private boolean isConfirmed(Recording recording) {
        Map<String, Integer> costs = recording.meteredCalls(meeting != null);
        costs.forEach((account, calls) -> console.error(
                "This makes at most " + calls + " metered calls of " + account + ", and some that cost nothing."));
        if (costs.isEmpty()) {
            console.error("This makes some calls; none of them is metered.");
        }
        recording.config().applications().values().stream()
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

    private int keep(OutputFormat format, Recording recording, RecordingFolder folder) throws IOException {
        if (recording.exchanges().isEmpty()) {
            console.error("No answer came, so there is nothing to keep. Run rollcall check.");
            recording
                    .notRecorded()
                    .forEach((operation, why) -> console.error("Not recorded: " + operation + ". " + why));
            return ExitCode.FAILED;
        }
        RecordingFiles files = recording.files(YearMonth.now(ZoneOffset.UTC), Commands.version());
        RecordingScan scan = recording.scan(Commands.version());
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
        ProbeReport report = new ProbeReport(console, format);
        if (!yes) {
            report.show(files);
        }
        report.print(recording, files, scan);
        if (!yes && !isYes("Look at the files above. Keep them? Type yes:")) {
            console.error("Nothing was written.");
            return ExitCode.FAILED;
        }
        if (folder.write(files.texts(), scan) > 0) {
            console.error("The files were deleted: a text that must not be in a recording is in them. Report this.");
            return ExitCode.FAILED;
        }
        console.error("The recording is in " + out + ". How to send it: docs/contributors/recordings.md.");
        return recording.isComplete() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }
}
