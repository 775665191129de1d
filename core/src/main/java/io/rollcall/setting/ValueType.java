package io.rollcall.setting;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The type of a setting's value. Immutable.
 *
 * @param words the accepted values in a few words, for the documentation
 * @param secret whether the value must never be shown and may also come from a file of its own
 * @param trimmed whether blanks and invisible characters around the text are removed
 * @param literal whether a number from YAML is wrong because it lost characters: YAML reads {@code +8613800138000} without
 *     the plus, and {@code 0123} as 83
 * @param reader makes the value; throws only {@link MalformedValueException}. Only secrets keep the supplier and call it
 *     again
 */
public record ValueType<T>(
        String words, boolean secret, boolean trimmed, boolean literal, Function<Supplier<String>, T> reader) {

    /** A type whose values are read once and may be shown. */
    public static <T> ValueType<T> plain(String words, Function<String, T> reader) {
        return new ValueType<>(words, false, true, false, text -> reader.apply(text.get()));
    }

    /** A type whose values are never shown and are read again at each use. */
    public static <T> ValueType<T> secret(String words, boolean trimmed, Function<Supplier<String>, T> reader) {
        return new ValueType<>(words, true, trimmed, true, reader);
    }

    /** The same type, {@link #literal}. */
    public ValueType<T> literally() {
        return new ValueType<>(words, secret, trimmed, true, reader);
    }

    /** Reads a text. */
    public T read(String text) {
        String value = trimmed ? Characters.strip(text) : text;
        return reader.apply(() -> value);
    }
}
