package io.rollcall.app;

import io.rollcall.app.control.AuditRelease;
import io.rollcall.app.control.Pauses;
import io.rollcall.app.control.UsageException;
import io.rollcall.app.text.AuditLine;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.store.Store;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what Rollcall changed at the vendors. */
@Command(
        name = "audit",
        description = {
            "Shows what Rollcall changed at the vendors: when, flow, what, why, outcome, the vendor's code and request"
                    + " id; oldest first. Works while rollcall run is running.",
            "",
            "The outcome 'unknown (interrupted)' means that Rollcall stopped after sending the request and before it"
                    + " received the response.",
            "--output also accepts csv here.",
            "",
            "Rollcall never invites a person twice to one meeting, so it does not repeat an invitation whose outcome is"
                    + " unknown. --release permits it: the next run may call the person again."
                    + " --release also permits to promote a person again who was demoted by hand or whose promotions"
                    + " had no effect."
        },
        footer = {
            "",
            "Examples:",
            "  rollcall audit --since 2h",
            "  rollcall audit --since 2026-11-20T08:30 --output csv > changes.csv",
            "  rollcall audit --release 6171 UN-duty",
            "  rollcall audit --release 6171 +8613800138000"
        })
final class AuditCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Option(names = "--since", paramLabel = "WHEN", description = "Only changes since then: " + PastTime.FORMS)
    private @Nullable String since;

    @Option(
            names = "--release",
            paramLabel = "MEETING USER-OR-PHONE",
            arity = "2",
            hideParamSyntax = true,
            description = "Permits to invite or promote a person again: the meeting's id, then the person's unionId or"
                    + " phone number. Refused while a request for it is under way. Adds an entry to the audit and"
                    + " shows no entries.")
    private List<String> release = new ArrayList<>();

    AuditCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFormat format = global.anyFormat();
        RollcallConfig.StoreOnly configuration = global.storeConfiguration();
        if (!release.isEmpty()) {
            return release(configuration);
        }
        ZoneId zone = configuration.timezone();
        Instant from = since == null ? null : PastTime.read("--since", since, Instant.now(), zone);
        try (Store store = ConfiguredStore.openToRead(configuration, console)) {
            new Pauses(store, zone).all(Instant.now()).forEach(console::error);
            AtomicLong entries = new AtomicLong();
            Consumer<Entry> printer = printer(format, zone);
            store.audit().read(from, entry -> {
                if (entries.getAndIncrement() == 0) {
                    head(format);
                }
                printer.accept(entry);
            });
            if (entries.get() == 0) {
                reportNone(format, store, from, zone);
            }
        }
        return ExitCode.DONE;
    }

    private int release(RollcallConfig.StoreOnly configuration) {
        if (since != null || release.size() != 2) {
            throw new UsageException(
                    "--release takes one meeting id, then one user or phone, and cannot be combined with --since.");
        }
        try (Store store = ConfiguredStore.openToRead(configuration, console)) {
            if (!store.exists()) {
                console.error("There is no store in " + store.name() + ".");
            }
            AuditRelease.Result result = AuditRelease.of(
                    store,
                    release.get(0),
                    release.get(1),
                    Instant.now(),
                    configuration.phoneRegion(),
                    configuration.longestRequest());
            if (result.released()) {
                console.report(result.text());
                return ExitCode.DONE;
            }
            console.error(result.text());
            return ExitCode.FAILED;
        }
    }

    private Consumer<Entry> printer(OutputFormat format, ZoneId zone) {
        return switch (format) {
            case TEXT -> entry -> console.report(AuditLine.text(entry, zone));
            case JSON -> entry -> console.report(AuditLine.json(entry));
            case CSV -> entry -> console.print(AuditLine.csv(entry));
        };
    }

    private void head(OutputFormat format) {
        if (format == OutputFormat.TEXT) {
            console.report(AuditLine.textHead());
        } else if (format == OutputFormat.CSV) {
            console.print(AuditLine.csvHead());
        }
    }

    private void reportNone(OutputFormat format, Store store, @Nullable Instant from, ZoneId zone) {
        String message = !store.exists()
                ? "There is no store in " + store.name()
                        + ". Either Rollcall made no changes with this configuration, or"
                        + " rollcall.store.url must name another store."
                : "Rollcall made no changes" + (from == null ? "" : " since " + AuditLine.time(from, zone)) + ".";
        if (format == OutputFormat.TEXT) {
            console.report(message);
        } else {
            head(format);
            console.error(message);
        }
    }
}
