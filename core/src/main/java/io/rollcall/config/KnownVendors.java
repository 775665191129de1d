package io.rollcall.config;

import io.rollcall.vendor.Vendor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The vendors that this program can ask: every {@link Vendor} that a jar on the class path registers as a service, in
 * {@code META-INF/services/io.rollcall.vendor.Vendor}. Thread-safe.
 */
public final class KnownVendors {
    private static final String FILE = "META-INF/services/" + Vendor.class.getName();

    /** What can be a part of a key, an endpoint's name and an environment variable's. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private KnownVendors() {}

    /**
     * Finds them, anew each time: Rollcall's own first, then the others, each group by name.
     *
     * <p>The thread's context class loader is asked first: in an application server or a plug-in host it sees more than the
     * loader of this class does. Then that one: a thread of a common pool has a context class loader that cannot look into an
     * executable jar.
     *
     * @throws ConfigurationException where a registration is broken, or two vendors have one name
     */
    public static List<Vendor> all() {
        Map<Class<?>, Vendor> found = new LinkedHashMap<>();
        try {
            collect(ServiceLoader.load(Vendor.class), found);
            collect(ServiceLoader.load(Vendor.class, KnownVendors.class.getClassLoader()), found);
            return inOrder(found);
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw refusal("a vendor's jar on the class path is broken: " + reason(broken) + "; correct its " + FILE
                    + " or its build, or take the jar away");
        }
    }

    private static void collect(ServiceLoader<Vendor> loader, Map<Class<?>, Vendor> found) {
        // what both class loaders see is one class
        loader.stream()
                .filter(provider -> !found.containsKey(provider.type()))
                .forEach(provider -> found.put(provider.type(), provider.get()));
    }

    private static List<Vendor> inOrder(Map<Class<?>, Vendor> found) {
        SortedMap<String, Vendor> byName = new TreeMap<>();
        for (Vendor vendor : found.values()) {
            String name = vendor.name();
            if (!NAME.matcher(name).matches()) {
                throw refusal("the vendor " + className(vendor)
                        + " has a name that cannot be used; take lower-case letters, digits and dashes");
            }
            Vendor other = byName.putIfAbsent(name, vendor);
            if (other != null) {
                throw refusal("two vendors are called " + name + ": " + className(other) + " and " + className(vendor)
                        + "; take the jar of one of them off the class path");
            }
        }
        return byName.values().stream()
                .sorted(Comparator.comparing(KnownVendors::isFromElsewhere)) // stable: by name within
                .toList();
    }

    private static boolean isFromElsewhere(Vendor vendor) {
        return !className(vendor).startsWith("io.rollcall.");
    }

    private static String className(Vendor vendor) {
        return vendor.getClass().getName();
    }

    private static String reason(Error broken) {
        Throwable cause = broken.getCause();
        String what = broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
        return cause == null ? what : what + " (" + cause + ")";
    }

    private static ConfigurationException refusal(String what) {
        return new ConfigurationException(List.of(new ConfigurationProblem("", null, what)));
    }
}
