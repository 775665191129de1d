package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.json.Sanitizer;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.store.Store;
import io.rollcall.store.StoreBackup;
import io.rollcall.store.StoreCopy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies, backs up and restores the store. */
@Command(
        name = "store",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Copies, backs up and restores the store: invitations, promotions, used calls and the audit.",
            "",
            "Reads only the keys of the store from the configuration."
        },
        footer = {
            "",
            "Examples:",
            "  rollcall store copy embedded jdbc:postgresql://db.example.com/rollcall",
            "  rollcall store backup /backup/rollcall-monday.db",
            "  rollcall store restore /backup/rollcall-monday.db"
        })
final class StoreCommand {
    private final Commands global;
    private final Console console;

    StoreCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Command(
            name = "copy",
            description = {
                "Copies the store to another, empty store, and verifies every row.",
                "",
                "FROM and TO are embedded (the files in rollcall-data), embedded:PATH (the files in that directory) or"
                        + " jdbc:postgresql://HOST:PORT/DATABASE. Databases are opened with rollcall.store.user and"
                        + " rollcall.store.password; to move between two databases with different users, copy to"
                        + " embedded:PATH first, then change the two keys and copy from there.",
                "",
                "Stop rollcall run first. Afterwards Rollcall does not write to the old store, so that no person is called"
                        + " from both stores; rollcall audit still reads it."
            },
            footer = {"", "Example: rollcall store copy embedded jdbc:postgresql://db.example.com/rollcall"})
    int copy(
            @Parameters(paramLabel = "FROM", description = "The store with the content.") String from,
            @Parameters(paramLabel = "TO", description = "An empty store.") String to) {
        OutputFormat format = global.format();
        RollcallConfig.Store settings = global.storeConfiguration().store();
        try (Store source = open(settings, "FROM", from);
                Store target = open(settings, "TO", to)) {
            Map<String, Long> tables = refusing(() -> StoreCopy.copy(source, target, Instant.now()));
            long rows = tables.values().stream().mapToLong(Long::longValue).sum();
            if (format == OutputFormat.JSON) {
                console.report("{\"copied\":" + rows + ",\"tables\":" + tables.size() + ",\"verified\":true}");
            } else {
                console.report("Copied and verified " + rows + (rows == 1 ? " row" : " rows") + " of " + tables.size()
                        + " tables from " + source.name() + " to " + target.name() + ".\n"
                        + "Set rollcall.store.url to the new store. Rollcall no longer writes to the old one.");
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "backup",
            description = {
                "Writes a consistent copy of the embedded store to a file, also while rollcall run is running.",
                "",
                "For a store in PostgreSQL use pg_dump."
            },
            footer = {"", "Example: rollcall store backup /backup/rollcall-monday.db"})
    int backup(@Parameters(paramLabel = "PATH", description = "A file that does not exist yet.") String file) {
        RollcallConfig.Store settings = embedded("pg_dump backs it up");
        Path path = path(file);
        refusing(() -> {
            StoreBackup.write(settings.directory(), path);
            return true;
        });
        console.report("Backed up the store in " + settings.directory() + " to " + path + ".");
        return ExitCode.DONE;
    }

    @Command(
            name = "restore",
            description = {
                "Replaces the embedded store by a backup, and keeps the previous store in a file beside it.",
                "",
                "Stop rollcall run first. Prints the invitations that are in the previous store and not in the backup, and"
                        + " keeps them. Other invitations since the backup are unknown, so Rollcall invites no one to"
                        + " meetings that started before the restore.",
                "",
                "For a store in PostgreSQL use pg_restore."
            },
            footer = {"", "Example: rollcall store restore /backup/rollcall-monday.db"})
    int restore(
            @Parameters(paramLabel = "PATH", description = "A file that rollcall store backup wrote.") String file) {
        RollcallConfig.Store settings = embedded("pg_restore puts a backup back");
        Path path = path(file);
        StoreBackup.Restored restored = refusing(() -> {
            try (Store present = Store.embedded(settings.directory(), Clock.systemUTC())) {
                StoreCopy.refuseRunning(present);
            }
            return StoreBackup.restore(settings.directory(), path, Instant.now());
        });
        console.report("Restored the store in " + settings.directory() + " from " + path + ".");
        if (restored.aside() != null) {
            console.report("Previous store: " + restored.aside() + ".");
        }
        if (!restored.readable()) {
            console.report("The previous store cannot be read, so the invitations since the backup are unknown.");
        }
        if (!restored.newer().isEmpty()) {
            console.report("Invitations since the backup, which Rollcall has kept and does not repeat:");
            restored.newer()
                    .forEach(invited -> console.report("  "
                            + Sanitizer.text("meeting " + invited.meeting() + ": "
                                    + (invited.invitee().kind() == InviteeKey.Kind.USER ? "user " : "phone ")
                                    + invited.invitee().value())));
        }
        console.report("Rollcall invites no one to meetings that started before now.");
        return ExitCode.DONE;
    }

    private RollcallConfig.Store embedded(String instead) {
        RollcallConfig.Store settings = global.storeConfiguration().store();
        if (settings.url() != null) {
            throw new UsageException("The store is in PostgreSQL: " + instead + ".");
        }
        return settings;
    }

    private Store open(RollcallConfig.Store settings, String parameter, String url) {
        try {
            return Store.open(settings.at(url, global.process().workingDirectory()), Clock.systemUTC());
        } catch (MalformedValueException malformed) {
            throw new UsageException(parameter + " " + malformed.explanation() + ".");
        }
    }

    private Path path(String text) {
        try {
            return global.process().workingDirectory().resolve(text).normalize();
        } catch (InvalidPathException malformed) {
            throw new UsageException("PATH is not a valid file name.");
        }
    }

    private static <T> T refusing(Supplier<T> action) {
        try {
            return action.get();
        } catch (StoreCopy.RefusedException refused) {
            throw new UsageException(String.valueOf(refused.getMessage()));
        }
    }
}
