package io.rollcall.camel.internal.host;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.util.OrderedLocationProperties;

/**
 * The keys of hosts whose configuration Camel's own properties component knows: Camel Main, Quarkus and plain Java. What
 * files say is weaker than the environment, system properties are stronger.
 */
final class CamelKeys {
    private CamelKeys() {}

    static HostKeys read(CamelContext context, Map<String, String> environment) {
        KeysByOrigin files = new KeysByOrigin(context);
        Properties loaded = context.getPropertiesComponent().loadProperties(key -> key.startsWith(HostKeys.PREFIX));
        for (String key : new TreeSet<>(loaded.stringPropertyNames())) {
            // Quarkus makes keys up for variables: rollcall.dingtalk.client.secret of ROLLCALL_DINGTALK_CLIENT_SECRET.
            // The
            // variable itself is found under its right key, and would outweigh the file anyway
            if (!environment.containsKey(variable(key)) && System.getProperty(key) == null) {
                files.add(origin(loaded, key), key, () -> loaded.getProperty(key));
            }
        }
        KeysByOrigin system = new KeysByOrigin(context);
        for (String key : new TreeSet<>(System.getProperties().stringPropertyNames())) {
            if (key.startsWith(HostKeys.PREFIX)) {
                system.add("system property", key, () -> System.getProperty(key, ""));
            }
        }
        return new HostKeys(files.files(), system.files());
    }

    private static String origin(Properties loaded, String key) {
        String location = loaded instanceof OrderedLocationProperties located ? located.getLocation(key) : null;
        return location == null ? "properties" : location.replaceFirst("^(classpath|file):", "");
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
