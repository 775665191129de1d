package io.rollcall.config;

import io.rollcall.json.Sanitizer;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the key, or what stands in its place; empty where the problem is with the origin itself
 * @param origin where the value came from, for example {@code rollcall.properties, line 3}; null where none was given
 * @param message completes the sentence that starts with the key: what is wrong and what to do; without secrets
 */
public record ConfigurationProblem(String key, @Nullable String origin, String message) {

    /** The problem as one line that does nothing to a terminal, whatever was written. */
    public String line() {
        return Sanitizer.text((origin == null ? "" : origin + ": ") + (key.isEmpty() ? "" : key + " ") + message);
    }
}
