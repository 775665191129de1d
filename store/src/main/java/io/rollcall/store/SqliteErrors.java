package io.rollcall.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Explains SQLite's failures to the administrator. Stateless and thread-safe. */
final class SqliteErrors {
    /** Bytes; SQLite's files grow by 32 KiB at once. */
    private static final long MINIMUM_SPACE = 64 << 10;

    private SqliteErrors() {}

    static boolean isBusy(SQLException failure) {
        int code = primaryCode(failure);
        return code == 5 || code == 6;
    }

    static boolean isDamage(SQLException failure) {
        int code = primaryCode(failure);
        return code == 11 || code == 26;
    }

    static boolean isMissingTable(SQLException failure) {
        return primaryCode(failure) == 1;
    }

    /**
     * Whether the disk is full. If a file beside the database cannot grow, SQLite reports an I/O error instead; then the free
     * space decides.
     */
    static boolean isDiskFull(SQLException failure, Path directory) {
        int code = primaryCode(failure);
        return code == 13 || (code == 10 && free(directory) < MINIMUM_SPACE);
    }

    static boolean isDiskFull(IOException failure) {
        String message = failure.getMessage();
        return message != null && message.contains("No space left on device");
    }

    /** The message, with the free space: a quota may be full on a disk that is not. */
    static String diskFull(Path directory) {
        long free = free(directory);
        return free == Long.MAX_VALUE
                ? "the disk is full; make room"
                : String.format(Locale.ROOT, "the disk is full, %,d bytes free; make room", free);
    }

    private static long free(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    static String reason(SQLException failure) {
        return switch (primaryCode(failure)) {
            case 5, 6 -> "another process holds it; find and end that process";
            case 8 -> "it cannot be written; give its files and directory to the user that runs Rollcall";
            case 10 -> "the disk reported an error; check the disk";
            case 11, 26 ->
                "its files are damaged or not Rollcall's; put a backup in their place, or move them away"
                        + " to begin with an empty store, which may call people again";
            case 13 -> "the disk is full; make room";
            case 14 -> "its file cannot be opened; check the directory and its rights";
            default -> "the database refused (" + codeOf(failure) + ")";
        };
    }

    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access to " + failure.getMessage() + " is denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return failure.getMessage() + " is not a directory";
        }
        return String.valueOf(failure.getMessage());
    }

    // the low byte of an extended code is the primary code
    private static int primaryCode(SQLException failure) {
        return codeOf(failure).code & 0xff;
    }

    private static SQLiteErrorCode codeOf(SQLException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLiteException known) {
                return known.getResultCode();
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
