package io.rollcall.store;

import org.jspecify.annotations.Nullable;

/**
 * Which text both databases can hold. PostgreSQL has no U+0000, and a surrogate without its other half is no character,
 * which SQLite would store as another one. Stateless and thread-safe.
 */
final class StorableText {
    private StorableText() {}

    static boolean is(String text) {
        return text.codePoints().allMatch(StorableText::is);
    }

    private static boolean is(int character) {
        return character != 0 && Character.getType(character) != Character.SURROGATE;
    }

    /** The text with a replacement for what cannot be stored, where it is for people only. */
    static @Nullable String shown(@Nullable String text) {
        return text == null
                ? null
                : text.codePoints()
                        .map(character -> is(character) ? character : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
