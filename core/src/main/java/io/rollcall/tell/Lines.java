package io.rollcall.tell;

import io.rollcall.json.Sanitizer;

/** Makes lines of plain text. Stateless and thread-safe. */
final class Lines {
    private Lines() {}

    /** One line without invisible characters. */
    static String plain(String text) {
        return Sanitizer.words(text).strip();
    }

    /** At most so many characters; what is cut ends with an ellipsis. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
