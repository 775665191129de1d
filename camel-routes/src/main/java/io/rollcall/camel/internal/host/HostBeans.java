package io.rollcall.camel.internal.host;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/** The host's objects that Rollcall uses where there are any. Thread-safe. */
final class HostBeans {
    private final CamelContext context;

    HostBeans(CamelContext context) {
        this.context = context;
    }

    /**
     * The bean of a type that is meant for Rollcall: the one of the given name, else the only one that there is, whatever
     * number of names it has.
     *
     * @throws ConfigurationException where there are several, and none has the name; where something else has it
     */
    <T> Optional<T> find(Class<T> type, String name) {
        Object named = context.getRegistry().lookupByName(name);
        if (type.isInstance(named)) {
            return Optional.of(type.cast(named));
        }
        if (named != null) {
            throw problem("the host's bean " + name + " is no " + type.getSimpleName() + "; name it otherwise");
        }
        Map<String, T> all = context.getRegistry().findByTypeWithName(type);
        Set<T> different = Collections.newSetFromMap(new IdentityHashMap<>());
        different.addAll(all.values());
        if (different.size() > 1) {
            throw problem("the host has several beans of type " + type.getSimpleName() + " ("
                    + String.join(", ", names(all)) + "); name the one that Rollcall shall use " + name);
        }
        return different.stream().findFirst();
    }

    /**
     * The bean of a type that is meant for Rollcall, where the host's first choice among several is as good as any: a
     * clock, not a database.
     *
     * @throws ConfigurationException where there are several without a first choice, and none has the name
     */
    <T> Optional<T> findPrimary(Class<T> type, String name) {
        if (context.getRegistry().lookupByName(name) == null) {
            T primary = context.getRegistry().findSingleByType(type);
            if (primary != null) {
                return Optional.of(primary);
            }
        }
        return find(type, name);
    }

    private static ConfigurationException problem(String what) {
        return new ConfigurationException(List.of(new ConfigurationProblem("", null, what)));
    }

    private static Set<String> names(Map<String, ?> beans) {
        return new TreeSet<>(beans.keySet());
    }

    /** All beans of a type. */
    <T> Set<T> all(Class<T> type) {
        return context.getRegistry().findByType(type);
    }
}
