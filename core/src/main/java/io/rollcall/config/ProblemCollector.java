package io.rollcall.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, each thing once. */
final class ProblemCollector {
    private final Set<ConfigurationProblem> all = new LinkedHashSet<>();

    void add(String key, @Nullable ValueSource origin, String message) {
        all.add(new ConfigurationProblem(key, origin == null ? null : origin.name(), message));
    }

    void addAll(List<ConfigurationProblem> problems) {
        all.addAll(problems);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new ConfigurationException(List.copyOf(all));
        }
    }
}
