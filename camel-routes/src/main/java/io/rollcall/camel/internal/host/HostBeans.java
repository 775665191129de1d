package io.rollcall.camel.internal.host;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
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
     * The bean of a type that is meant for Rollcall: the one of the given name, else the only one that there is.
     *
     * @throws ConfigurationException where there are several, and none has the name
     */
    <T> Optional<T> find(Class<T> type, String name) {
        T named = context.getRegistry().lookupByNameAndType(name, type);
        if (named != null) {
            return Optional.of(named);
        }
        Map<String, T> all = context.getRegistry().findByTypeWithName(type);
        if (all.size() > 1) {
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    "",
                    null,
                    "the host has several beans of type " + type.getSimpleName() + " (" + String.join(", ", names(all))
                            + "); name the one that Rollcall shall use " + name)));
        }
        return all.values().stream().findFirst();
    }

    private static Set<String> names(Map<String, ?> beans) {
        return new TreeSet<>(beans.keySet());
    }

    /** All beans of a type. */
    <T> Set<T> all(Class<T> type) {
        return context.getRegistry().findByType(type);
    }
}
