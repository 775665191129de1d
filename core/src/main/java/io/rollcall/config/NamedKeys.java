package io.rollcall.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
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
     * @param settings the names of all settings that such things may have
     */
    NamedKeys(
            String prefix,
            String typeKey,
            Function<String, Optional<T>> types,
            Collection<String> settings,
            ConfigurationLayers layers) {
        this.prefix = prefix;
        for (String key : layers.keys()) {
            nameIn(key)
                    .ifPresent(name -> known.computeIfAbsent(name, any -> layers.peek(prefix + name + "." + typeKey)
                            .flatMap(types)));
        }
        // shortest first: FLOW_A_LOOKUP_ID_TYPE belongs to the flow a that FLOW_A_TYPE defines
        layers.variables(ConfigurationLayers.variable(prefix)).keySet().stream()
                .sorted(Comparator.comparingInt(String::length))
                .forEach(variable -> nameOf(variable, typeKey, settings)
                        .ifPresent(name -> known.computeIfAbsent(name, any -> layers.peek(prefix + name + "." + typeKey)
                                .flatMap(types))));
    }

    /**
     * The name of a thing that a variable defines: it names the type of nothing that is known. Variables have no lower case and
     * no dashes; so a name that only they give has no other.
     */
    private Optional<String> nameOf(String variable, String typeKey, Collection<String> settings) {
        String start = ConfigurationLayers.variable(prefix);
        String end = ConfigurationLayers.variable("." + typeKey);
        boolean isOfKnown = known.keySet().stream()
                .flatMap(name ->
                        settings.stream().map(setting -> ConfigurationLayers.variable(prefix + name + "." + setting)))
                .anyMatch(variable::equals);
        return isOfKnown || !variable.endsWith(end) || variable.length() <= start.length() + end.length()
                ? Optional.empty()
                : Optional.of(variable.substring(start.length(), variable.length() - end.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
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
