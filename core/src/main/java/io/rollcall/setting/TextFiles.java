package io.rollcall.setting;

import java.util.List;

/** Reads the text of files that people write. Stateless and thread-safe. */
public final class TextFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFiles() {}

    /** The text without a byte order mark, which some editors write. */
    public static String withoutByteOrderMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    /** The lines of a text with any line ending. */
    public static List<String> lines(String text) {
        return List.of(text.split("\r\n|\r|\n", -1));
    }
}
