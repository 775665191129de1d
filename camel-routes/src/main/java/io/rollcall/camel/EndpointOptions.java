package io.rollcall.camel;

import io.rollcall.setting.Suggestions;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Checks the options of a {@code rollcall:} URI before the endpoint is made. Stateless and thread-safe. */
final class EndpointOptions {
    /** Options that every Camel endpoint has. */
    private static final Set<String> OF_CAMEL = Set.of(
            "lazyStartProducer", "autowiredEnabled", "bridgeErrorHandler", "exceptionHandler", "exchangePattern");

    private EndpointOptions() {}

    /**
     * Refuses an unknown operation, and options that the operation does not have.
     *
     * @param path the URI without its scheme and options
     * @throws IllegalArgumentException naming everything that is wrong; it shows no option's value
     */
    public static void check(String uri, String path, Collection<String> options) {
        RollcallOperation operation = RollcallOperation.named(path);
        Set<String> known = operation.options();
        StringBuilder wrong = new StringBuilder();
        for (String option : new TreeSet<>(options)) {
            if (!known.contains(option) && !OF_CAMEL.contains(option)) {
                wrong.append(" It has no option ")
                        .append(option)
                        .append('.')
                        .append(Suggestions.sentence(option, known));
            }
        }
        if (operation.needsFlow() && !options.contains("flow")) {
            wrong.append(" It needs the option flow, the name of a configured flow.");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("rollcall:" + operation.path() + " cannot be used like this." + wrong
                    + " Its options are " + String.join(", ", new TreeSet<>(known)) + ".");
        }
    }
}
