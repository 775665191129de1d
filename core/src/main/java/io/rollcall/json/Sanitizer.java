package io.rollcall.json;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of a vendor or of a file harmless where it is shown: it must not break a line, steer a terminal or turn the
 * direction of writing.
 */
public final class Sanitizer {
    private static final int LONGEST_CODE = 100;

    private Sanitizer() {}

    /** For people: each character that is not plainly visible becomes a question mark. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(one -> shown.appendCodePoint(acts(one) ? '?' : one));
        return shown.toString();
    }

    /** For sentences: characters that are not plainly visible are left out, or become one blank where they separate words. */
    public static String words(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(one -> {
            if (separates(one)) {
                shown.append(' ');
            } else if (!acts(one)) {
                shown.appendCodePoint(one);
            }
        });
        return shown.toString().replaceAll(" {2,}", " ");
    }

    /**
     * For codes and ids of a vendor: letters, digits and a few signs, {@value #LONGEST_CODE} characters at most.
     *
     * @return null for null and blank text
     */
    public static @Nullable String code(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String kept = text.strip().replaceAll("[^\\p{L}\\p{N} ._:/+=@-]", "?");
        return kept.length() <= LONGEST_CODE ? kept : kept.substring(0, LONGEST_CODE);
    }

    private static boolean separates(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
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
    public static String json(String line) {
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
