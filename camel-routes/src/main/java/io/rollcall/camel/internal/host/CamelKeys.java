package io.rollcall.camel.internal.host;

import io.rollcall.config.ConfigurationSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.util.OrderedLocationProperties;

/**
 * The keys of hosts whose configuration Camel's own properties component knows: Camel Main, Quarkus and plain Java. What
 * files say is weaker than the environment, system properties are stronger, and what the host's code sets over everything
 * is strongest.
 */
final class CamelKeys {
    // what Camel calls the place of properties that override all others
    private static final String OVERRIDE = "override";

    private CamelKeys() {}

    static HostKeys read(CamelContext context, Map<String, String> variables) {
        KeysByOrigin files = new KeysByOrigin(context);
        KeysByOrigin strongest = new KeysByOrigin(context);
        Properties loaded = context.getPropertiesComponent().loadProperties(key -> key.startsWith(HostKeys.PREFIX));
        loaded.forEach((key, value) -> {
            // what a source of the host's own gives as a number is nothing to Properties, and passed over in silence
            if (key instanceof String name && !(value instanceof String) && name.startsWith(HostKeys.PREFIX)) {
                files.add(origin(loaded, name), name, () -> String.valueOf(value), true);
            }
        });
        for (String key : new TreeSet<>(loaded.stringPropertyNames())) {
            String origin = origin(loaded, key);
            if (origin.equals(OVERRIDE)) {
                strongest.add(origin, key, () -> loaded.getProperty(key));
            } else if (!isMadeUp(key, loaded.getProperty(key), variables) && System.getProperty(key) == null) {
                files.add(origin, key, () -> loaded.getProperty(key));
            }
        }
        KeysByOrigin system = new KeysByOrigin(context);
        for (String key : new TreeSet<>(System.getProperties().stringPropertyNames())) {
            if (key.startsWith(HostKeys.PREFIX)) {
                system.add("system property", key, () -> System.getProperty(key, ""));
            }
        }
        List<ConfigurationSources.File> overrides = new ArrayList<>(system.files());
        overrides.addAll(strongest.files());
        return new HostKeys(files.files(), overrides);
    }

    // Quarkus makes keys up for variables: rollcall.dingtalk.client.secret of ROLLCALL_DINGTALK_CLIENT_SECRET. The
    // variable itself is found under its right key
    private static boolean isMadeUp(String key, String value, Map<String, String> variables) {
        return value.equals(variables.get(HostKeys.variable(key)));
    }

    private static String origin(Properties loaded, String key) {
        String location = loaded instanceof OrderedLocationProperties located ? located.getLocation(key) : null;
        return location == null ? "properties" : location.replaceFirst("^(classpath|file):", "");
    }
}
