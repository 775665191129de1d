package io.rollcall.store;

import io.rollcall.model.MeetingId;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and restores backups of the embedded store. A backup is a file that is a whole store. Stateless and thread-safe. */
public final class StoreBackup {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);
    private static final String OLD_SUFFIX = ".before-restore";

    private StoreBackup() {}

    /** An invitation in the replaced store that the backup does not have. */
    public record Invited(MeetingId meeting, InviteeKey invitee) {}

    /**
     * The result of restoring a backup.
     *
     * @param aside the replaced store's file; null if there was none
     * @param readable whether the replaced store could be read, so that {@code newer} is complete
     * @param newer the invitations that the backup does not have; the restored store has them too
     */
    public record Restored(@Nullable Path aside, boolean readable, List<Invited> newer) {
        public Restored {
            newer = List.copyOf(newer);
        }
    }

    /**
     * Writes a consistent copy while other processes use the store.
     *
     * @throws StoreCopy.RefusedException if there is no store, or the file exists
     * @throws StoreException if the store cannot be read or the copy cannot be written; no part of it is left
     */
    public static void write(Path directory, Path backup) {
        StoreFiles files = new StoreFiles(directory);
        if (!Files.exists(files.database())) {
            throw new StoreCopy.RefusedException("There is no store in " + files.directory() + ".");
        }
        refuseToOverwrite(backup);
        Path part = backup.resolveSibling(backup.getFileName() + ".part");
        boolean whole = false;
        try {
            files.refuseUnusable();
            NativeLibrary.load(files.directory());
            Files.deleteIfExists(part);
            Files.createFile(part, StoreFiles.ownerOnly(part, "rw-------"));
            try (Connection connection =
                    SqliteConnections.source(files.database()).getConnection()) {
                Sql.update(connection, "VACUUM INTO ?", part.toString());
            }
            sync(part);
            Files.move(part, backup);
            whole = true;
        } catch (FileAlreadyExistsException e) {
            refuseToOverwrite(backup);
            throw failed("The backup " + backup + " cannot be written", e);
        } catch (IOException | SQLException e) {
            throw failed("The backup " + backup + " cannot be written", e);
        } finally {
            if (!whole) {
                discard(part);
            }
        }
    }

    private static void refuseToOverwrite(Path backup) {
        if (Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreCopy.RefusedException(backup + " exists. Name a file that does not exist yet.");
        }
    }

    private static StoreException failed(String what, Exception cause) {
        String why = cause instanceof SQLException refused
                ? SqliteErrors.reason(refused)
                : SqliteErrors.reason((IOException) cause);
        return new StoreException(what + ": " + why + ".", cause);
    }

    /**
     * Replaces the store with a backup, under a new identity, so that a process that still uses the old one stops.
     *
     * @throws StoreCopy.RefusedException if the file is not a backup, or another process uses the store
     * @throws StoreException if a file cannot be read or written; the store is unchanged
     */
    public static Restored restore(Path directory, Path backup, Instant now) {
        StoreFiles files = new StoreFiles(directory);
        refuseUnusable(files, backup);
        try {
            files.createDirectory();
            NativeLibrary.load(files.directory());
            refuseForeign(backup);
            try (ExclusiveFileLock alone =
                    ExclusiveFileLock.take(files.lock(), new OperationTimeouts(LOCK_TIMEOUT).begin())) {
                return restoreAlone(files, backup, now);
            }
        } catch (IOException | SQLException e) {
            throw failed("The backup " + backup + " cannot be put back", e);
        }
    }

    private static Restored restoreAlone(StoreFiles files, Path backup, Instant now) throws IOException, SQLException {
        boolean present = Files.exists(files.database(), LinkOption.NOFOLLOW_LINKS);
        boolean readable = !present || isReadableAlone(files);
        files.beginUnfinished();
        Path fresh = files.unfinished();
        try (FileChannel from = FileChannel.open(backup, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            for (long at = 0; at < from.size(); ) {
                at += from.transferTo(at, from.size() - at, to);
            }
        }
        List<Invited> newer = prepare(fresh, files.database(), present && readable, now);
        sync(fresh);
        Path aside = present ? moveAside(files) : null;
        files.finish();
        return new Restored(aside, readable, newer);
    }

    /**
     * Whether the present store can be read.
     *
     * @throws StoreCopy.RefusedException if another process has it open
     */
    private static boolean isReadableAlone(StoreFiles files) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + files.database())) {
            // succeeds for the only connection, and merges the log into the file
            if (!Sql.first(connection, "PRAGMA journal_mode = DELETE", row -> "delete".equals(row.getString(1)))
                    .orElse(false)) {
                throw inUse(files);
            }
            return Schema.SQLITE.hasHistory(connection);
        } catch (SQLException e) {
            if (SqliteErrors.isBusy(e)) {
                throw inUse(files);
            }
            return false;
        }
    }

    private static StoreCopy.RefusedException inUse(StoreFiles files) {
        return new StoreCopy.RefusedException(
                "Another process uses the store in " + files.directory() + ". Stop every rollcall on it first.");
    }

    private static List<Invited> prepare(Path fresh, Path present, boolean compare, Instant now) throws SQLException {
        try (Connection first = SqliteConnections.source(fresh).getConnection()) {
            if (!Schema.SQLITE.isCurrent(first)) {
                Schema.SQLITE.migrate(SqliteConnections.source(fresh));
            }
        }
        List<Invited> newer = List.of();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + fresh)) {
            Sql.execute(connection, "PRAGMA journal_mode = DELETE");
            if (compare) {
                Sql.update(connection, "ATTACH ? AS present", present.toString());
                String missing = " "
                        + """
                        FROM present.rollcall_invitation p WHERE NOT EXISTS (SELECT 1 FROM main.rollcall_invitation b
                        WHERE b.meeting = p.meeting AND b.kind = p.kind AND b.invitee = p.invitee)""";
                newer = Sql.list(
                        connection,
                        "SELECT p.meeting, p.kind, p.invitee" + missing + " ORDER BY 1, 2, 3",
                        row -> new Invited(
                                new MeetingId(row.getString(1)),
                                new InviteeKey(InviteeKey.Kind.valueOf(row.getString(2)), row.getString(3))));
                Sql.execute(
                        connection,
                        "INSERT INTO main.rollcall_invitation (meeting, kind, invitee, flow, standing, touched_at)"
                                + " SELECT p.meeting, p.kind, p.invitee, p.flow, p.standing, p.touched_at" + missing);
                keepPauses(connection);
                Sql.execute(connection, "DETACH present");
            }
            Sql.update(
                    connection,
                    "UPDATE rollcall_store SET id = ?, epoch = epoch + 1, restored_at = ?, moved_to = NULL, moved_at = NULL",
                    UUID.randomUUID().toString().replace("-", ""),
                    now.toEpochMilli());
        }
        return newer;
    }

    /** Takes the pauses from the replaced store: a change that is paused now must not be made because of a restore. */
    private static void keepPauses(Connection connection) throws SQLException {
        String table = "SELECT count(*) FROM present.sqlite_master WHERE name = 'rollcall_pause'";
        if (Sql.number(connection, table) > 0) { // an earlier version's store has none
            Sql.execute(connection, "DELETE FROM main.rollcall_pause");
            Sql.execute(connection, "INSERT INTO main.rollcall_pause SELECT * FROM present.rollcall_pause");
        }
    }

    private static Path moveAside(StoreFiles files) throws IOException {
        Path aside = StoreFiles.beside(files.database(), OLD_SUFFIX);
        for (int number = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); number++) {
            aside = StoreFiles.beside(files.database(), OLD_SUFFIX + "-" + number);
        }
        for (String suffix : StoreFiles.SUFFIXES) {
            Path file = StoreFiles.beside(files.database(), suffix);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(file, StoreFiles.beside(aside, suffix));
            }
        }
        return aside;
    }

    private static void refuseUnusable(StoreFiles files, Path backup) {
        if (!Files.isRegularFile(backup)) {
            throw new StoreCopy.RefusedException("There is no backup " + backup + ".");
        }
        Path log = StoreFiles.beside(backup, "-wal");
        try {
            if (Files.exists(files.database()) && Files.isSameFile(files.database(), backup)) {
                throw new StoreCopy.RefusedException(backup + " is the store itself. Name a backup.");
            }
            if (Files.exists(log) && Files.size(log) > 0) {
                throw new StoreCopy.RefusedException(backup + " is not a whole store: a part of it is in "
                        + log.getFileName() + ". Name a file that rollcall store backup wrote.");
            }
        } catch (IOException e) {
            throw failed("The backup " + backup + " cannot be read", e);
        }
    }

    private static void refuseForeign(Path backup) {
        try (Connection connection = SqliteConnections.immutable(backup)) {
            if (Sql.first(connection, "PRAGMA integrity_check(1)", row -> "ok".equals(row.getString(1)))
                            .orElse(false)
                    && Schema.SQLITE.hasHistory(connection)) {
                return;
            }
        } catch (SQLException damaged) {
            // refused below
        }
        throw new StoreCopy.RefusedException(backup
                + " is not a store of Rollcall, or it is damaged. Name a file that rollcall store backup wrote.");
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // the next backup removes it
        }
    }
}
