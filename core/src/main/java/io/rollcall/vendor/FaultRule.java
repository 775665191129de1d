package io.rollcall.vendor;

import io.rollcall.vendor.Fault.NotFound.Subject;
import io.rollcall.vendor.Fault.Origin;
import io.rollcall.vendor.Fault.Throttled.Window;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a vendor's table of codes: which fault a code is, and what the person who must act should do about it.
 * Stateless and thread-safe.
 */
@FunctionalInterface
public interface FaultRule {

    /** The fault for one refused call. */
    Fault apply(Facts facts);

    /**
     * What one refused call adds to its rule.
     *
     * @param retryAfter as the vendor asks; null where it does not
     * @param missing the permissions that the vendor names as missing; empty where it names none
     * @param needed the permission that the call's page requires; null where it states none
     */
    record Facts(Origin origin, @Nullable Duration retryAfter, List<String> missing, @Nullable String needed) {
        public Facts {
            missing = List.copyOf(missing);
        }
    }

    static FaultRule token(String remedy) {
        return facts -> new Fault.TokenRejected(facts.origin(), remedy);
    }

    /** The remedy is completed with the permissions that are missing. */
    static FaultRule permission(String remedy) {
        return facts -> {
            String names = "";
            if (!facts.missing().isEmpty()) {
                names = " Missing: " + String.join(", ", facts.missing()) + ".";
            } else if (facts.needed() != null) {
                names = " The call needs " + facts.needed() + ".";
            }
            return new Fault.PermissionMissing(facts.origin(), facts.missing(), remedy + names);
        };
    }

    static FaultRule throttled(Window window, String remedy) {
        return facts -> new Fault.Throttled(facts.origin(), window, facts.retryAfter(), remedy);
    }

    static FaultRule quota(String remedy) {
        return facts -> new Fault.QuotaUsedUp(facts.origin(), remedy);
    }

    /** The vendor refuses this address; whether it had acted before is not known. */
    static FaultRule banned(Duration rest, String remedy) {
        return facts -> new Fault.Banned(facts.origin(), false, rest, remedy);
    }

    static FaultRule badRequest(String remedy) {
        return facts -> new Fault.BadRequest(facts.origin(), remedy);
    }

    static FaultRule notFound(Subject subject, String remedy) {
        return facts -> new Fault.NotFound(facts.origin(), subject, remedy);
    }

    static FaultRule server(String remedy) {
        return facts -> new Fault.ServerFailed(facts.origin(), facts.retryAfter(), remedy);
    }

    static FaultRule unreadable(String remedy) {
        return facts -> new Fault.Unreadable(facts.origin(), remedy);
    }
}
