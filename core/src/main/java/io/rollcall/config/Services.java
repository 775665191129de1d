package io.rollcall.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds what the jars on the class path register as a service under a name of its own. Stateless and thread-safe. */
final class Services {
    /** What can be a part of a key, an endpoint's name and an environment variable's. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private Services() {}

    /**
     * Finds them, anew each time: Rollcall's own first, then the others, each group by name.
     *
     * <p>The thread's context class loader is asked first: in an application server or a plug-in host it sees more than the
     * loader of this class does. Then that one: a thread of a common pool has a context class loader that cannot look into an
     * executable jar.
     *
     * @param what the word for one of them in messages
     * @throws ConfigurationException where a registration is broken, or two have one name
     */
    static <S> List<S> all(Class<S> service, String what, Function<S, String> name) {
        Map<Class<?>, S> found = new LinkedHashMap<>();
        try {
            collect(ServiceLoader.load(service), found);
            collect(ServiceLoader.load(service, Services.class.getClassLoader()), found);
            return inOrder(found, what, name);
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw refusal("a " + what + "'s jar on the class path is broken: " + reason(broken)
                    + "; correct its META-INF/services/" + service.getName() + " or its build, or take the jar away");
        }
    }

    private static <S> void collect(ServiceLoader<S> loader, Map<Class<?>, S> found) {
        // what both class loaders see is one class
        loader.stream()
                .filter(provider -> !found.containsKey(provider.type()))
                .forEach(provider -> found.put(provider.type(), provider.get()));
    }

    private static <S> List<S> inOrder(Map<Class<?>, S> found, String what, Function<S, String> named) {
        SortedMap<String, S> byName = new TreeMap<>();
        for (S service : found.values()) {
            String name = named.apply(service);
            if (!NAME.matcher(name).matches()) {
                throw refusal("the " + what + " " + className(service)
                        + " has a name that cannot be used; take lower-case letters, digits and dashes");
            }
            S other = byName.putIfAbsent(name, service);
            if (other != null) {
                throw refusal("two " + what + "s are called " + name + ": " + className(other) + " and "
                        + className(service) + "; take the jar of one of them off the class path");
            }
        }
        return byName.values().stream()
                .sorted(Comparator.comparing(service -> !className(service).startsWith("io.rollcall."))) // stable
                .toList();
    }

    private static String className(Object service) {
        return service.getClass().getName();
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
