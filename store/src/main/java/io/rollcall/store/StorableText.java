package io.rollcall.store;

import org.jspecify.annotations.Nullable;

/**
 * Checks whether both databases can store a text. PostgreSQL cannot store U+0000, and SQLite would store an unpaired
 * surrogate as another character. Stateless and thread-safe.
 */
final class StorableText {
    private StorableText() {}

    static boolean isStorable(String text) {
        return isPlain(text) || text.codePoints().allMatch(StorableText::isStorable);
    }

    /** Whether a text has neither U+0000 nor any surrogate, as nearly every text: a roster has a million of them. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0 || Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStorable(int character) {
        return character != 0 && Character.getType(character) != Character.SURROGATE;
    }

    /** The text with U+FFFD for each character that cannot be stored; for text that only people read. */
    static @Nullable String shown(@Nullable String text) {
        return text == null || isPlain(text)
                ? text
                : text.codePoints()
                        .map(character -> isStorable(character) ? character : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
