package io.rollcall.config;

import io.rollcall.setting.Characters;
import io.rollcall.setting.LineProblem;
import io.rollcall.setting.ValueTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The texts of all sources, put on top of each other: overrides over environment over files. A blank text hides those
 * below it and leaves the default.
 */
final class ConfigurationLayers {
    private final SortedMap<String, RawValue> effective = new TreeMap<>();
    private final Map<String, String> environment;
    private final int environmentLayer;
    private final ProblemCollector problems;
    private final Environment surroundings;

    /** Puts files and overrides on top of each other; the environment's turn comes once the keys are known. */
    ConfigurationLayers(ConfigurationSources sources, Environment surroundings, ProblemCollector problems) {
        this.problems = problems;
        this.surroundings = surroundings;
        this.environment = sources.environment();
        this.environmentLayer = sources.files().size();
        int layer = 0;
        for (ConfigurationSources.File file : sources.files()) {
            addFile(file, layer++);
        }
        layer++;
        for (ConfigurationSources.File override : sources.overrides()) {
            addFile(override, layer++);
        }
    }

    private void addFile(ConfigurationSources.File file, int layer) {
        for (LineProblem problem : file.problems()) {
            problems.add("", origin(file, layer, problem.line()), problem.message());
        }
        for (ConfigurationSources.Entry entry : file.entries()) {
            complainIfDamaged(entry.key(), entry.value(), origin(file, layer, entry.line()), layer >= environmentLayer);
            effective.put(entry.key(), new RawValue(entry.value(), origin(file, layer, entry.line()), entry.typed()));
        }
    }

    /**
     * A name with a replacement character in it would be shown to people, a path lead elsewhere.
     *
     * @param fromProcess whether the text came from a variable or an argument, which the locale decodes
     */
    private void complainIfDamaged(String key, String text, ValueSource origin, boolean fromProcess) {
        if (fromProcess && (Characters.isDamaged(text) || !surroundings.isIntact(text))) {
            problems.add(
                    key,
                    origin,
                    "holds text that the locale of this process cannot represent. Start Rollcall with LANG=C.UTF-8, or write"
                            + " the value into a configuration file");
        } else if (Characters.isDamaged(text)) {
            problems.add(
                    key,
                    origin,
                    "holds the sign for a lost character (U+FFFD): the text was saved or copied in another encoding; write"
                            + " it anew, in UTF-8");
        }
    }

    private static ValueSource origin(ConfigurationSources.File file, int layer, int line) {
        return new ValueSource(layer, file.name() + (line == 0 ? "" : ", line " + line), file.folder());
    }

    /** The keys that files and overrides give. */
    Collection<String> keys() {
        return List.copyOf(effective.keySet());
    }

    /** Puts the environment's values where overrides have none: those of the variables that name one of the keys. */
    void addEnvironment(Collection<String> keys) {
        Map<String, List<String>> byVariable = new TreeMap<>();
        for (String key : new TreeSet<>(keys)) {
            byVariable.computeIfAbsent(variable(key), name -> new ArrayList<>()).add(key);
        }
        byVariable.forEach((variable, named) -> {
            String value = environment.get(variable);
            if (value == null) {
                return;
            }
            ValueSource origin = new ValueSource(environmentLayer, "environment variable " + variable, null);
            if (named.size() > 1) {
                problems.add("", origin, "could be " + ValueTypes.alternatives(named) + "; rename one of the flows");
                return;
            }
            complainIfDamaged(named.get(0), value, origin, true);
            RawValue given = new RawValue(value, origin, false);
            effective.merge(named.get(0), given, (old, now) -> old.origin().layer() > environmentLayer ? old : now);
        });
    }

    /** The variables that begin with a text and give something, by name. */
    SortedMap<String, String> variables(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name, value);
            }
        });
        return found;
    }

    /** What counts for a key, blank texts included; null if none was given. */
    @Nullable RawValue get(String key) {
        return effective.get(key);
    }

    /** The text that counts for a key of which the environment may not have been asked yet; empty for a blank one. */
    Optional<String> peek(String key) {
        RawValue given = effective.get(key);
        boolean assigned = given != null && given.origin().layer() > environmentLayer;
        String variable = environment.get(variable(key));
        String text = variable != null && !assigned ? variable : given == null ? "" : given.text();
        String stripped = Characters.strip(text);
        return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped);
    }

    /** The variable that names a key. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
