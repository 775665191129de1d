package io.rollcall.camel.internal.host;

import io.rollcall.camel.api.RollcallStartException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot show what is wrong with the configuration instead of a stack trace. Loaded only where Spring Boot is. */
public final class SpringFailureText extends AbstractFailureAnalyzer<RollcallStartException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, RollcallStartException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), "Correct the keys that are named above, and start again.", cause);
    }
}
