package io.rollcall.camel.kamelet;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a Kamelet asks: an application that its parameters describe, or an account that is configured elsewhere.
 *
 * @param vendor whose application it is
 * @param provider the configured account; null for the vendor's own. Not looked at where there are settings
 * @param settings the application's settings, by the names that Camel made of them; empty for an account that is configured
 */
record KameletAccount(String vendor, @Nullable String provider, Map<String, Object> settings) {

    /** Whether the Kamelet's own parameters describe it. */
    boolean isGiven() {
        return settings.values().stream()
                .anyMatch(value -> !String.valueOf(value).isEmpty());
    }

    /** The configured account to ask. */
    String configured() {
        return provider == null || provider.isEmpty() ? vendor : provider;
    }

    /** Shows no setting. */
    @Override
    public String toString() {
        return "KameletAccount[" + vendor + "]";
    }
}
