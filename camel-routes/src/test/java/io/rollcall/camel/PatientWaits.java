package io.rollcall.camel;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets {@code await()} without a limit of its own wait for a minute in every test: it ends as soon as its condition holds, and
 * a slow or loaded machine needs more than the usual ten seconds. Registered as a service.
 */
public final class PatientWaits implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext tests) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }
}
