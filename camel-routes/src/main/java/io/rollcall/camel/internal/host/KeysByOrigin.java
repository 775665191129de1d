package io.rollcall.camel.internal.host;

import io.rollcall.config.ConfigurationSources;
import io.rollcall.setting.LineProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Collects keys and values, each with where it was found, and resolves the placeholders in the values. */
final class KeysByOrigin {
    private final CamelContext context;
    private final Map<String, List<ConfigurationSources.Entry>> entries = new LinkedHashMap<>();
    private final Map<String, List<LineProblem>> problems = new LinkedHashMap<>();

    KeysByOrigin(CamelContext context) {
        this.context = context;
    }

    /** Makes a value, which may hold placeholders. */
    interface Value {
        String get();
    }

    /**
     * Adds a key.
     *
     * @param origin where it was found, as messages spell it
     */
    void add(String origin, String key, Value value) {
        add(origin, key, value, false);
    }

    /**
     * Adds a key.
     *
     * @param origin where it was found, as messages spell it
     * @param typed whether its value is no text there, but a number, say
     */
    void add(String origin, String key, Value value, boolean typed) {
        List<ConfigurationSources.Entry> found = entries.computeIfAbsent(origin, any -> new ArrayList<>());
        try {
            String text = value.get();
            found.add(new ConfigurationSources.Entry(
                    key, text.contains("{{") ? context.resolvePropertyPlaceholders(text) : text, 0, typed));
        } catch (RuntimeException unresolvable) {
            // its message may hold the value, and the value may be a secret
            problems.computeIfAbsent(origin, any -> new ArrayList<>())
                    .add(new LineProblem(
                            0, key + " holds a placeholder that cannot be resolved; correct its name, or define it"));
        }
    }

    /** What was collected, a file for each origin. */
    List<ConfigurationSources.File> files() {
        return entries.entrySet().stream()
                .map(origin -> new ConfigurationSources.File(
                        origin.getKey(), null, origin.getValue(), problems.getOrDefault(origin.getKey(), List.of())))
                .toList();
    }
}
