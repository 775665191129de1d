package io.rollcall.setting;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the text of a setting means.
 *
 * @param words what may be written, in a few words, for the documentation
 * @param secret whether the value must never be shown and may also come from a file of its own
 * @param trimmed whether blanks and invisible characters around the text are left out
 * @param literal whether the text counts letter by letter, so that a number which a reader of YAML made of it is wrong: of
 *     {@code +8613800138000} it drops the plus, of {@code 0123} it makes 83
 * @param reader makes the value; throws {@link MalformedValueException} and nothing else. Only secrets keep the
 *     supplier and ask it again
 */
public record ValueType<T>(
        String words, boolean secret, boolean trimmed, boolean literal, Function<Supplier<String>, T> reader) {

    /** A kind whose values are read once and may be shown. */
    public static <T> ValueType<T> plain(String words, Function<String, T> reader) {
        return new ValueType<>(words, false, true, false, text -> reader.apply(text.get()));
    }

    /** A kind whose values are never shown and are read again whenever they are needed. */
    public static <T> ValueType<T> secret(String words, boolean trimmed, Function<Supplier<String>, T> reader) {
        return new ValueType<>(words, true, trimmed, true, reader);
    }

    /** The same kind, whose text counts letter by letter. */
    public ValueType<T> literally() {
        return new ValueType<>(words, secret, trimmed, true, reader);
    }

    /** The value of a text that is known. */
    public T read(String text) {
        String value = trimmed ? Characters.strip(text) : text;
        return reader.apply(() -> value);
    }
}
