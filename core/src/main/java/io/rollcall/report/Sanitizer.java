package io.rollcall.report;

import java.util.Locale;

/**
 * Makes text of a vendor or of a file harmless where it is shown: it must not break a line, steer a terminal or turn the
 * direction of writing.
 */
public final class Sanitizer {
    private Sanitizer() {}

    /** For people: each character that is not plainly visible becomes a question mark. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(one -> shown.appendCodePoint(acts(one) ? '?' : one));
        return shown.toString();
    }

    private static boolean acts(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /**
     * For programs: in a line of JSON, such characters beyond ASCII are written as JSON escapes, so that nothing is lost
     * and a line stays a line. What acts within ASCII is the JSON generator's to escape, except for DEL.
     */
    static String json(String line) {
        StringBuilder shown = new StringBuilder(line.length());
        line.codePoints().forEach(one -> {
            if (one < 0x7f || !acts(one)) {
                shown.appendCodePoint(one);
            } else {
                for (char half : Character.toChars(one)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04X", (int) half));
                }
            }
        });
        return shown.toString();
    }
}
