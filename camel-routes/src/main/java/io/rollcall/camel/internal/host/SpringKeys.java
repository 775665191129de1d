package io.rollcall.camel.internal.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
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
        Map<String, Found> found = new TreeMap<>();
        for (PropertySource<?> source : spring.getPropertySources()) {
            // variables have their own way of naming keys, which is Rollcall's too
            if (source instanceof EnumerablePropertySource<?> listed
                    && !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
                for (String name : listed.getPropertyNames()) {
                    if (name.startsWith(HostKeys.PREFIX)) {
                        note(found, name, source.getName());
                    }
                }
            }
        }
        KeysByOrigin keys = new KeysByOrigin(context);
        found.forEach((key, spelt) -> keys.add(spelt.origin(), key, () -> spelt.value(spring, key)));
        // Spring has weighed the environment already: what it says counts
        return new HostKeys(List.of(), keys.files());
    }

    private static void note(Map<String, Found> found, String name, String source) {
        Matcher item = ITEM.matcher(name);
        boolean isItem = item.matches();
        String key = canonical(isItem ? item.group(1) : name);
        Found known = found.computeIfAbsent(key, any -> new Found(origin(source), new LinkedHashMap<>()));
        if (isItem) {
            known.items().putIfAbsent(Integer.parseInt(item.group(2)), name);
        } else {
            known.items().putIfAbsent(-1, name);
        }
    }

    /**
     * A key that Spring knows.
     *
     * @param items how the key is spelt, under -1; the items of a list, each under its number
     */
    private record Found(String origin, Map<Integer, String> items) {
        String value(ConfigurableEnvironment spring, String key) {
            String whole = spring.getProperty(key);
            if (whole == null && items.containsKey(-1)) {
                whole = spring.getProperty(Objects.requireNonNull(items.get(-1)));
            }
            return whole != null
                    ? whole
                    : new TreeMap<>(items)
                            .values().stream()
                                    .map(name -> Objects.requireNonNullElse(spring.getProperty(name), ""))
                                    .collect(Collectors.joining(","));
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

    // "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'"
    private static String origin(String source) {
        Matcher file = ORIGIN.matcher(source);
        return file.find() ? file.group(1) : source;
    }
}
