package io.rollcall.camel.internal.host;

import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The keys of Spring applications, as Spring itself finds them: with its precedence, its placeholders, YAML lists, and the
 * spellings that it takes for one ({@code clientId}, {@code client_id}). Loaded only where Spring is.
 */
final class SpringKeys {
    private static final Pattern ITEM = Pattern.compile("(.+)\\[(\\d+)]");
    private static final Pattern ORIGIN = Pattern.compile("\\[([^\\[\\]]+)]");
    // the names of flows and accounts are the administrator's; everything else is written in lower case with dashes
    private static final Pattern NAMED = Pattern.compile("(rollcall\\.(?:flow|account)\\.[^.]+)(\\..*)?");

    private SpringKeys() {}

    static HostKeys read(CamelContext context, Object environment) {
        ConfigurableEnvironment spring = (ConfigurableEnvironment) environment;
        Map<String, Found> found = new LinkedHashMap<>();
        @Nullable PropertySource<?> variables = null;
        // strongest first
        for (PropertySource<?> source : spring.getPropertySources()) {
            if (source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
                // variables have their own way of naming keys, which is Rollcall's too
                variables = source;
            } else if (source instanceof EnumerablePropertySource<?> listed) {
                for (String name : listed.getPropertyNames()) {
                    if (name.startsWith(HostKeys.PREFIX)) {
                        note(found, name, listed, variables);
                    }
                }
            }
        }
        // Spring has weighed the values of one key; of a key and its -file, whose source is the stronger counts
        List<Map.Entry<String, Found>> weakestFirst = new ArrayList<>(found.entrySet());
        Collections.reverse(weakestFirst);
        KeysByOrigin files = new KeysByOrigin(context);
        KeysByOrigin overrides = new KeysByOrigin(context);
        weakestFirst.forEach(entry -> {
            String key = entry.getKey();
            Found spelt = entry.getValue();
            (spelt.isBelowVariables() ? files : overrides)
                    .add(spelt.origin(), key, () -> spelt.value(spring, key), spelt.isTyped());
        });
        return new HostKeys(files.files(), overrides.files());
    }

    private static void note(
            Map<String, Found> found, String name, PropertySource<?> source, @Nullable PropertySource<?> stronger) {
        Matcher item = ITEM.matcher(name);
        boolean isItem = item.matches();
        String key = canonical(isItem ? item.group(1) : name);
        boolean isHidden = stronger != null && stronger.containsProperty(HostKeys.variable(key));
        Found known = found.computeIfAbsent(
                key, any -> new Found(source, stronger != null, isItem && !isHidden, name, new TreeMap<>()));
        // a list counts whole, or not at all: its items are never mixed with those of a weaker source
        if (isItem && known.isList() && known.source().equals(source)) {
            known.items().putIfAbsent(Integer.parseInt(item.group(2)), name);
        }
    }

    /**
     * A key that Spring knows.
     *
     * @param source the strongest that has it
     * @param isBelowVariables whether the environment's variables are stronger than that one
     * @param isList whether that one has it as a list
     * @param name how the key is spelt there
     * @param items the names of the list's items
     */
    private record Found(
            PropertySource<?> source,
            boolean isBelowVariables,
            boolean isList,
            String name,
            SortedMap<Integer, String> items) {
        String value(ConfigurableEnvironment spring, String key) {
            if (isList) {
                return items.values().stream().map(item -> given(spring, item)).collect(Collectors.joining(","));
            }
            String value = spring.getProperty(key);
            return value == null ? given(spring, name) : value;
        }

        /** Whether a value, or an item of it, is something else than text there. */
        boolean isTyped() {
            return (isList ? items.values().stream() : Stream.of(name))
                    .map(source::getProperty)
                    .anyMatch(value -> value instanceof Number
                            || value instanceof Boolean
                            || value instanceof Date
                            || value instanceof Temporal);
        }

        private static String given(ConfigurableEnvironment spring, String name) {
            return Objects.requireNonNullElse(spring.getProperty(name), "");
        }

        // "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'"
        String origin() {
            Matcher file = ORIGIN.matcher(source.getName());
            return file.find() ? file.group(1) : source.getName();
        }
    }

    private static String canonical(String name) {
        Matcher named = NAMED.matcher(name);
        if (named.matches()) {
            return named.group(1) + (named.group(2) == null ? "" : dashed(named.group(2)));
        }
        return dashed(name);
    }

    private static String dashed(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }
}
