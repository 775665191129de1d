package io.rollcall.camel.kamelet;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Parameters of a Kamelet as keys of a configuration. */
final class Parameters {
    private Parameters() {}

    /**
     * The keys under a prefix. Camel binds {@code settings[client-id]} as {@code clientId}; keys are written with dashes.
     *
     * @param given by the names that Camel made of them; values that are empty are as if they were not given
     */
    static Map<String, String> keys(String prefix, Map<String, Object> given) {
        Map<String, String> keys = new TreeMap<>();
        given.forEach((name, value) -> {
            String text = String.valueOf(value);
            if (!text.isEmpty()) {
                keys.put(prefix + dashed(name), text);
            }
        });
        return keys;
    }

    private static String dashed(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
