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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Backups of the embedded store: a file that is a whole store. Stateless and thread-safe. */
public final class StoreBackup {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ASIDE = ".before-restore";
    private static final List<String> BESIDE = List.of("", "-wal", "-shm", "-journal");

    private StoreBackup() {}

    /** An invitation that the store remembered and its backup does not. */
    public record Invited(MeetingId meeting, InviteeKey invitee) {}

    /**
     * What came of putting a backup back.
     *
     * @param aside the store as it was before; null where there was none
     * @param readable whether it could be read, so that {@code newer} is complete
     * @param newer the invitations that the backup does not know; the restored store remembers them too
     */
    public record Restored(@Nullable Path aside, boolean readable, List<Invited> newer) {
        public Restored {
            newer = List.copyOf(newer);
        }
    }

    /**
     * Writes a consistent copy while other processes use the store.
     *
     * @throws StoreCopy.RefusedException where there is no store, or the file exists
     * @throws StoreException where the copy cannot be written; nothing is left of it
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
            NativeLibrary.load(files.directory());
            Files.deleteIfExists(part);
            Files.createFile(part, files.ownerOnly("rw-------"));
            try (Connection connection =
                            EmbeddedDatabase.source(files.database()).getConnection();
                    PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, part.toString());
                copy.execute();
            }
            sync(part);
            Files.move(part, backup);
            whole = true;
        } catch (FileAlreadyExistsException e) {
            refuseToOverwrite(backup);
            throw failed(backup, e);
        } catch (IOException | SQLException e) {
            throw failed(backup, e);
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

    private static StoreException failed(Path backup, Exception cause) {
        String why = cause instanceof SQLException refused
                ? SqliteErrors.reason(refused)
                : SqliteErrors.reason((IOException) cause);
        return new StoreException("The backup " + backup + " cannot be written: " + why + ".", cause);
    }

    /**
     * Puts a backup in the store's place, under a new identity, so that a process which still uses the old one stops.
     *
     * @throws StoreCopy.RefusedException where the file is no backup, or another process uses the store
     * @throws StoreException where a file cannot be read or written; the store is as it was then
     */
    public static Restored restore(Path directory, Path backup, Instant now) {
        StoreFiles files = new StoreFiles(directory);
        refuseNoBackup(files, backup);
        try {
            files.createDirectory();
            NativeLibrary.load(files.directory());
            refuseForeign(backup);
            try (ExclusiveFileLock alone =
                    ExclusiveFileLock.take(files.lock(), new OperationTimeouts(PATIENCE).begin())) {
                return restoreAlone(files, backup, now);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "The backup " + backup + " cannot be put back: " + SqliteErrors.reason(e) + ".", e);
        } catch (SQLException e) {
            throw new StoreException(
                    "The backup " + backup + " cannot be put back: " + SqliteErrors.reason(e) + ".", e);
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

    /** Whether the present store can be read; nobody else has it open then. */
    private static boolean isReadableAlone(StoreFiles files) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + files.database());
                Statement statement = connection.createStatement()) {
            // works for the only connection, and brings the log into the file
            try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = DELETE")) {
                if (!mode.next() || !"delete".equals(mode.getString(1))) {
                    throw inUse(files);
                }
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
        try (Connection first = EmbeddedDatabase.source(fresh).getConnection()) {
            if (!Schema.SQLITE.isCurrent(first)) {
                Schema.SQLITE.migrate(EmbeddedDatabase.source(fresh));
            }
        }
        List<Invited> newer = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + fresh)) {
            execute(connection, "PRAGMA journal_mode = DELETE");
            if (compare) {
                try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS present")) {
                    attach.setString(1, present.toString());
                    attach.execute();
                }
                String missing = " "
                        + """
                        FROM present.rollcall_invitation p WHERE NOT EXISTS (SELECT 1 FROM main.rollcall_invitation b
                        WHERE b.meeting = p.meeting AND b.kind = p.kind AND b.invitee = p.invitee)""";
                try (Statement query = connection.createStatement();
                        ResultSet rows = query.executeQuery(
                                "SELECT p.meeting, p.kind, p.invitee" + missing + " ORDER BY 1, 2, 3")) {
                    while (rows.next()) {
                        newer.add(new Invited(
                                new MeetingId(rows.getString(1)),
                                new InviteeKey(InviteeKey.Kind.valueOf(rows.getString(2)), rows.getString(3))));
                    }
                }
                execute(
                        connection,
                        "INSERT INTO main.rollcall_invitation (meeting, kind, invitee, flow, standing, touched_at)"
                                + " SELECT p.meeting, p.kind, p.invitee, p.flow, p.standing, p.touched_at" + missing);
                execute(connection, "DETACH present");
            }
            try (PreparedStatement mark = connection.prepareStatement(
                    "UPDATE rollcall_store SET id = ?, epoch = epoch + 1, restored_at = ?, moved_to = NULL,"
                            + " moved_at = NULL")) {
                mark.setString(1, UUID.randomUUID().toString().replace("-", ""));
                mark.setLong(2, now.toEpochMilli());
                mark.executeUpdate();
            }
        }
        return newer;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Path moveAside(StoreFiles files) throws IOException {
        Path aside = files.database().resolveSibling(files.database().getFileName() + ASIDE);
        for (int number = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); number++) {
            aside = files.database().resolveSibling(files.database().getFileName() + ASIDE + "-" + number);
        }
        for (String suffix : BESIDE) {
            Path file = files.database().resolveSibling(files.database().getFileName() + suffix);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(file, aside.resolveSibling(aside.getFileName() + suffix));
            }
        }
        return aside;
    }

    private static void refuseNoBackup(StoreFiles files, Path backup) {
        if (!Files.isRegularFile(backup)) {
            throw new StoreCopy.RefusedException("There is no backup " + backup + ".");
        }
        Path log = backup.resolveSibling(backup.getFileName() + "-wal");
        try {
            if (Files.exists(files.database()) && Files.isSameFile(files.database(), backup)) {
                throw new StoreCopy.RefusedException(backup + " is the store itself. Name a backup.");
            }
            if (Files.exists(log) && Files.size(log) > 0) {
                throw new StoreCopy.RefusedException(backup + " is no whole store: a part of it is in "
                        + log.getFileName() + ". Name a file that rollcall store backup wrote.");
            }
        } catch (IOException e) {
            throw new StoreException("The backup " + backup + " cannot be read: " + SqliteErrors.reason(e) + ".", e);
        }
    }

    private static void refuseForeign(Path backup) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:"
                        + backup.toUri().toString().replaceFirst("^file:/+", "file:/") + "?immutable=1");
                Statement statement = connection.createStatement();
                ResultSet whole = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (whole.next() && "ok".equals(whole.getString(1)) && Schema.SQLITE.hasHistory(connection)) {
                return;
            }
        } catch (SQLException damaged) {
            throw new StoreCopy.RefusedException(backup
                    + " is not a store of Rollcall, or it is damaged. Name a file that rollcall store backup wrote.");
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
            // its name says that it is a part; the next backup removes it
        }
    }
}
