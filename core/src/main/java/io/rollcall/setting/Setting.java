package io.rollcall.setting;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting. Immutable.
 *
 * @param name the key within its group, for example {@code client-id}
 * @param defaultText the default as text; null if there is none
 * @param defaultWords the default in the documentation; empty if there is none
 * @param meaning one sentence for administrators, without a full stop
 */
public record Setting<T>(
        String name, ValueType<T> kind, @Nullable String defaultText, String defaultWords, String meaning) {

    /** A setting without a default. */
    public static <T> Setting<T> of(String name, ValueType<T> kind, String meaning) {
        return new Setting<>(name, kind, null, "", meaning);
    }

    /** The same setting with a default, as in a configuration. */
    public Setting<T> defaultingTo(String text) {
        return new Setting<>(name, kind, text, text, meaning);
    }

    /** The same setting with a default that depends on other settings; its reader computes it. */
    public Setting<T> defaultingAsSaid(String words) {
        return new Setting<>(name, kind, null, words, meaning);
    }

    /** The key for the name of a file with the value; only secrets have one. */
    public Optional<String> fileName() {
        return kind.secret() ? Optional.of(name + "-file") : Optional.empty();
    }

    // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Setting<?> that
                        && name.equals(that.name)
                        && kind.equals(that.kind)
                        && Objects.equals(defaultText, that.defaultText)
                        && defaultWords.equals(that.defaultWords)
                        && meaning.equals(that.meaning));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
