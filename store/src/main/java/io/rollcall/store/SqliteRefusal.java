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

/** What SQLite's failures mean, in words for the administrator. */
final class SqliteRefusal {
    private SqliteRefusal() {}

    static boolean isBusy(SQLException failure) {
        int code = plain(failure);
        return code == 5 || code == 6;
    }

    static boolean isDamage(SQLException failure) {
        int code = plain(failure);
        return code == 11 || code == 26;
    }

    static boolean isMissingTable(SQLException failure) {
        return plain(failure) == 1;
    }

    static boolean isDiskFull(SQLException failure) {
        return plain(failure) == 13;
    }

    static boolean isDiskFull(IOException failure) {
        String message = failure.getMessage();
        return message != null && message.contains("No space left on device");
    }

    /** Says so, and how much is free: a quota may be full on a disk that is not. */
    static String diskFull(Path directory) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            return String.format(Locale.ROOT, "the disk is full, %,d bytes free; make room", free);
        } catch (IOException unknown) {
            return "the disk is full; make room";
        }
    }

    static String reason(SQLException failure) {
        return switch (plain(failure)) {
            case 5, 6 -> "another process holds it; find and end that process";
            case 8 -> "it cannot be written; give its files and directory to the user that runs Rollcall";
            case 10 -> "the disk answered with an error; check the disk";
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

    // extended codes carry the plain one in their low byte
    private static int plain(SQLException failure) {
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
