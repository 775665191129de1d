package io.rollcall.camel.api;

import io.rollcall.config.ConfigurationException;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;

/**
 * A host's context may not start, because Rollcall's configuration in it cannot be used, or because it was stopped before. The
 * message is for the person who can mend it: a line a problem, all of them. It has no stack trace: where the
 * configuration was read says nothing about it.
 */
public final class RollcallStartException extends VetoCamelContextStartException {
    private static final long serialVersionUID = 1L;

    private RollcallStartException(String message, CamelContext context) {
        super(message, context, true);
    }

    /** Tells all problems of a configuration. */
    public static RollcallStartException of(ConfigurationException wrong, CamelContext context) {
        return new RollcallStartException(
                String.valueOf(wrong.getMessage())
                        .lines()
                        .map(line -> "  " + line)
                        .collect(Collectors.joining("\n", "Rollcall's configuration cannot be used:\n", "")),
                context);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
