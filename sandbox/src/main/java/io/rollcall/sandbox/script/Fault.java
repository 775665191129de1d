package io.rollcall.sandbox.script;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A scripted fault: which calls it affects, and how. Immutable and thread-safe.
 *
 * @param api the affected operation
 * @param where what the request must contain: all entries; empty for any request
 * @param at which of the matching calls it affects
 * @param then its effect
 * @param acts whether the vendor applies the request before the fault shows
 * @param delay how long the response (or the reset) waits after the vendor has acted; not negative
 */
public record Fault(
        VendorApi api, Map<Match, String> where, Occurrences at, Effect then, boolean acts, Duration delay) {

    public Fault {
        where = Map.copyOf(where);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative");
        }
        if (then instanceof Effect.PresetEffect effect && !effect.preset().appliesTo(api)) {
            throw new IllegalArgumentException("'" + effect.preset().key() + "' does not apply to " + api.reportName());
        }
    }

    /** A fault that matches every call of an operation and has no effect yet. Refine it with the methods below. */
    public static Fault on(VendorApi api) {
        return new Fault(api, Map.of(), Occurrences.all(), new Effect.GenuineResponse(), true, Duration.ZERO);
    }

    /** A copy that also requires this value in the request. */
    public Fault where(Match match, String value) {
        Map<Match, String> more = new EnumMap<>(Match.class);
        more.putAll(where);
        more.put(match, value);
        return new Fault(api, more, at, then, acts, delay);
    }

    /**
     * A copy for other occurrences.
     *
     * @param occurrences such as {@code 3} or {@code every 5}; see {@link Occurrences#parse}
     * @throws IllegalArgumentException if the text is invalid
     */
    public Fault at(String occurrences) {
        return new Fault(api, where, Occurrences.parse(occurrences), then, acts, delay);
    }

    /**
     * A copy with a predefined effect.
     *
     * @throws IllegalArgumentException if the preset does not apply to the operation
     */
    public Fault then(Preset preset) {
        return new Fault(api, where, at, new Effect.PresetEffect(preset), preset.acts(), delay);
    }

    /**
     * A copy with the caller's response. The vendor does not act, unless {@link #acting()} says otherwise.
     *
     * @param status the HTTP status, 200..599
     * @param headers further headers; {@code Content-Type} defaults to JSON
     * @param body the body; may be empty
     * @throws IllegalArgumentException if the status is out of range
     */
    public Fault then(int status, Map<String, String> headers, String body) {
        return new Fault(api, where, at, new Effect.CustomResponse(status, headers, body), false, delay);
    }

    /** A copy whose effect follows after the vendor has applied the request. */
    public Fault acting() {
        return new Fault(api, where, at, then, true, delay);
    }

    /**
     * A copy with a delay.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    public Fault after(Duration wait) {
        return new Fault(api, where, at, then, acts, wait);
    }
}
