package io.rollcall.setting;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be configured.
 *
 * @param name the key within its group, for example {@code client-id}
 * @param defaultText the text that counts where none is given; null for none
 * @param defaultWords how the documentation spells the default; empty for none
 * @param meaning one sentence for administrators, without its full stop
 */
public record Setting<T>(
        String name, ValueType<T> kind, @Nullable String defaultText, String defaultWords, String meaning) {

    /** A setting without a default. */
    public static <T> Setting<T> of(String name, ValueType<T> kind, String meaning) {
        return new Setting<>(name, kind, null, "", meaning);
    }

    /** The same setting with a default, as one would write it. */
    public Setting<T> defaultingTo(String text) {
        return new Setting<>(name, kind, text, text, meaning);
    }

    /** The same setting with a default that depends on something else; whoever reads it decides. */
    public Setting<T> defaultingAsSaid(String words) {
        return new Setting<>(name, kind, null, words, meaning);
    }

    /** The key under which the name of a file with the value may be given; only secrets have one. */
    public Optional<String> fileName() {
        return kind.secret() ? Optional.of(name + "-file") : Optional.empty();
    }
}
