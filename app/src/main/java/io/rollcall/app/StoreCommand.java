package io.rollcall.app;

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

/** Moves, backs up and restores what Rollcall remembers. */
@Command(
        name = "store",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Moves, backs up and restores what Rollcall remembers: whom it invited, which calls it spent, the audit.",
            "",
            "Needs the store's keys of the configuration only."
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
                "Moves what Rollcall remembers from one store into another one that is empty, and verifies every row.",
                "",
                "FROM and TO are embedded (the files in rollcall-data), embedded:PATH (the files in that directory) or"
                        + " jdbc:postgresql://HOST:PORT/DATABASE. Databases are opened with rollcall.store.user and"
                        + " rollcall.store.password; to move between two databases with different users, copy to"
                        + " embedded:PATH first, then change the two keys and copy from there.",
                "",
                "Stop rollcall run first. Afterwards Rollcall writes nothing to the old store any longer, so that"
                        + " nobody is called from both; rollcall audit still reads it."
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
                console.report(
                        "Copied and verified " + rows + (rows == 1 ? " row" : " rows") + " of " + tables.size()
                                + " tables from " + source.name() + " to " + target.name() + ".\n"
                                + "Set rollcall.store.url to the new store. Rollcall writes nothing to the old one any longer.");
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
                "Puts a backup in the place of the embedded store, and keeps the store as it was in a file beside it.",
                "",
                "Stop rollcall run first. Names the invitations that the backup does not know; Rollcall still"
                        + " remembers them, where the old store can be read. Whom it invited into meetings that run now"
                        + " cannot be known otherwise, so it invites nobody into meetings that began before now.",
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
            console.report("The store as it was: " + restored.aside() + ".");
        }
        if (!restored.readable()) {
            console.report("It could not be read: which invitations the backup does not know is not known.");
        }
        if (!restored.newer().isEmpty()) {
            console.report(
                    "Invitations that the backup does not know (Rollcall remembers them, and does not repeat them):");
            restored.newer()
                    .forEach(invited -> console.report("  "
                            + Sanitizer.text("meeting " + invited.meeting() + ": "
                                    + (invited.invitee().kind() == InviteeKey.Kind.USER ? "user " : "phone ")
                                    + invited.invitee().value())));
        }
        console.report("Rollcall invites nobody into meetings that began before now.");
        return ExitCode.DONE;
    }

    private RollcallConfig.Store embedded(String instead) {
        RollcallConfig.Store settings = global.storeConfiguration().store();
        if (settings.url() != null) {
            throw new UsageException("The store is in PostgreSQL: " + instead + ".");
        }
        return settings;
    }

    private static Store open(RollcallConfig.Store settings, String parameter, String url) {
        try {
            return Store.open(settings.at(url, Path.of("").toAbsolutePath()), Clock.systemUTC());
        } catch (MalformedValueException malformed) {
            throw new UsageException(parameter + " " + malformed.explanation() + ".");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException malformed) {
            throw new UsageException("PATH is not the name of a file here.");
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
