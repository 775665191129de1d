package io.rollcall.camel.internal.host;

import io.rollcall.config.ConfigurationSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What a host's configuration says under {@code rollcall.}, in the order of precedence that the host's own users know.
 *
 * @param files weaker than the environment, weakest first
 * @param overrides stronger than the environment, weakest first
 */
record HostKeys(List<ConfigurationSources.File> files, List<ConfigurationSources.File> overrides) {
    /** What stands before every key. */
    static final String PREFIX = "rollcall.";

    /** Reads the configuration of the host that a context is in. */
    static HostKeys of(CamelContext context, Map<String, String> variables) {
        HostKeys camel = CamelKeys.read(context, variables);
        Object environment = springEnvironment(context);
        if (environment == null) {
            return camel;
        }
        HostKeys spring = SpringKeys.read(context, environment);
        // a context in Spring may have property files of its own, which Spring knows nothing of
        List<ConfigurationSources.File> files = new ArrayList<>(camel.files());
        files.addAll(spring.files());
        return new HostKeys(files, spring.overrides());
    }

    /** The variable that names a key. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The bean that Spring puts into every application; null in other hosts, which do not have its class. */
    static @Nullable Object springEnvironment(CamelContext context) {
        Object environment = context.getRegistry().lookupByName("environment");
        return environment != null && isSpring(environment) ? environment : null;
    }

    private static boolean isSpring(Object environment) {
        for (Class<?> type = environment.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> shape : type.getInterfaces()) {
                if (shape.getName().startsWith("org.springframework.")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same without some keys, which are none of core's business. */
    HostKeys without(Map<String, ?> keys) {
        return new HostKeys(without(files, keys), without(overrides, keys));
    }

    private static List<ConfigurationSources.File> without(List<ConfigurationSources.File> files, Map<String, ?> keys) {
        return files.stream()
                .map(file -> new ConfigurationSources.File(
                        file.name(),
                        file.folder(),
                        file.entries().stream()
                                .filter(entry -> !keys.containsKey(entry.key()))
                                .toList(),
                        file.problems()))
                .toList();
    }
}
