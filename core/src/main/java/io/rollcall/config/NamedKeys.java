package io.rollcall.config;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The keys of things that the administrator names, {@code <prefix>NAME.KEY}: which names there are, and of which type each
 * thing is.
 *
 * @param <T> what the word for a type means
 */
final class NamedKeys<T> {
    private final String prefix;
    private final SortedMap<String, Optional<T>> known = new TreeMap<>();

    /**
     * @param typeKey the key whose value is the word for the thing's type
     * @param types what a word means; empty for an unknown one
     */
    NamedKeys(String prefix, String typeKey, Function<String, Optional<T>> types, Layers layers) {
        this.prefix = prefix;
        for (String key : layers.keys()) {
            nameIn(key)
                    .ifPresent(name -> known.computeIfAbsent(name, any -> layers.peek(prefix + name + "." + typeKey)
                            .flatMap(types)));
        }
    }

    /** The names, each with its type where that is known. */
    Map<String, Optional<T>> known() {
        return known;
    }

    /** The name that a key holds; empty where it is no key of such a thing. */
    Optional<String> nameIn(String key) {
        int dot = key.startsWith(prefix) ? key.indexOf('.', prefix.length()) : -1;
        return dot < 0 || dot == prefix.length() || dot == key.length() - 1
                ? Optional.empty()
                : Optional.of(key.substring(prefix.length(), dot));
    }
}
