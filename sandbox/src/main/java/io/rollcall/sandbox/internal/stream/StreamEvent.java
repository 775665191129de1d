package io.rollcall.sandbox.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.company.StreamSettings.Subscription;

/**
 * An event before it is pushed.
 *
 * @param subscription what must be ticked
 * @param eventType the header {@code eventType}
 * @param data its content
 */
public record StreamEvent(Subscription subscription, String eventType, JsonNode data) {}
