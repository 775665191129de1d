package io.rollcall.setting;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Explains why a file cannot be read. Stateless and thread-safe. */
public final class UnreadableFiles {
    private UnreadableFiles() {}

    /** The reason and what to do, such as {@code it does not exist; create it, or correct the path}. */
    public static String reason(IOException unreadable) {
        if (unreadable instanceof NoSuchFileException) {
            return "it does not exist; create it, or correct the path";
        } else if (unreadable instanceof AccessDeniedException) {
            return "the user that Rollcall runs as may not read it; change its permissions";
        } else if (unreadable instanceof CharacterCodingException) {
            return "it is not UTF-8; save it as UTF-8 (spreadsheets call it CSV UTF-8)";
        } else if (String.valueOf(unreadable.getMessage()).endsWith("Is a directory")) {
            // Java has no specific exception for this
            return "it is a directory; name a file in it";
        }
        String reason = unreadable instanceof FileSystemException named ? named.getReason() : unreadable.getMessage();
        return reason == null || reason.isEmpty() ? unreadable.getClass().getSimpleName() : reason;
    }
}
