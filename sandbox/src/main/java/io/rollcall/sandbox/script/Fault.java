package io.rollcall.sandbox.script;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A scripted fault: on which call, at which of its occurrences, with which content, and what happens then. Immutable.
 *
 * @param api the operation struck
 * @param where what the request must contain; all of it; empty: any request
 * @param at which of the matching calls
 * @param then what happens
 * @param acts whether the vendor does what was asked before the fault shows
 * @param delay how long the answer (or the reset) waits, after acting
 */
public record Fault(
        VendorApi api, Map<Match, String> where, Occurrences at, Effect then, boolean acts, Duration delay) {

    public Fault {
        where = Map.copyOf(where);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay cannot be negative");
        }
        if (then instanceof Effect.Ready ready && !ready.preset().appliesTo(api)) {
            throw new IllegalArgumentException("'" + ready.preset().key() + "' cannot occur at " + api.reportName());
        }
    }

    /** A fault that strikes every call of an operation and changes nothing yet; refine it with the methods below. */
    public static Fault on(VendorApi api) {
        return new Fault(api, Map.of(), Occurrences.all(), new Effect.Genuine(), true, Duration.ZERO);
    }

    /** The same fault, for requests that contain this. */
    public Fault where(Match match, String value) {
        Map<Match, String> more = new EnumMap<>(Match.class);
        more.putAll(where);
        more.put(match, value);
        return new Fault(api, more, at, then, acts, delay);
    }

    /** The same fault at other occurrences, as {@link Occurrences#parse} reads them. */
    public Fault at(String occurrences) {
        return new Fault(api, where, Occurrences.parse(occurrences), then, acts, delay);
    }

    /**
     * The same fault with a ready-made effect.
     *
     * @throws IllegalArgumentException where the effect cannot occur at this operation
     */
    public Fault then(Preset preset) {
        return new Fault(api, where, at, new Effect.Ready(preset), preset.acts(), delay);
    }

    /** The same fault with an answer word for word; the vendor does not act unless {@link #acting()} is asked for. */
    public Fault then(int status, Map<String, String> headers, String body) {
        return new Fault(api, where, at, new Effect.Verbatim(status, headers, body), false, delay);
    }

    /** The same fault, shown after the vendor did what was asked. */
    public Fault acting() {
        return new Fault(api, where, at, then, true, delay);
    }

    /** The same fault, shown this much later. */
    public Fault after(Duration wait) {
        return new Fault(api, where, at, then, acts, wait);
    }
}
