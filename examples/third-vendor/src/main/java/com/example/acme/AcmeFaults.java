package com.example.acme;

import static io.rollcall.vendor.FaultRule.badRequest;
import static io.rollcall.vendor.FaultRule.permission;
import static io.rollcall.vendor.FaultRule.server;
import static io.rollcall.vendor.FaultRule.throttled;
import static io.rollcall.vendor.FaultRule.token;
import static io.rollcall.vendor.FaultRule.unreadable;

import io.rollcall.vendor.Fault.Throttled.Window;
import io.rollcall.vendor.FaultRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of Acme Rooms' errors: which fault each of them is, and what to do about it. */
final class AcmeFaults {
    // tag::faults[]
    private static final FaultRule UNKNOWN_CLIENT =
            token("Acme Rooms does not know the application. Check" + " {{client-id}} and {{client-secret}}.");
    private static final FaultRule STALE_TOKEN = token("Acme Rooms does not accept the access token. Rollcall gets a"
            + " fresh one once; if that does not help, check {{client-id}}.");
    private static final FaultRule NOT_ALLOWED = permission("Acme Rooms forbids the call to the application.");
    private static final FaultRule TOO_MANY = throttled(
            Window.MINUTE,
            "Acme Rooms refuses the call because of too many calls. If it happens often, lower"
                    + " {{calls-per-minute}}.");
    private static final FaultRule BUSY = server("Acme Rooms failed. Ask again later.");
    private static final FaultRule REFUSED =
            badRequest("Acme Rooms refuses what was asked. Check the flow's lookup.key and lookup.id-type.");
    private static final FaultRule NO_JSON =
            unreadable("Acme Rooms' answer is no JSON. Check {{url}}, and whether a proxy answers in its place.");

    private static final Map<String, FaultRule> TABLE = Map.of(
            "BAD_QUESTION", REFUSED,
            "UNKNOWN_CLIENT", UNKNOWN_CLIENT,
            "TOKEN_EXPIRED", STALE_TOKEN,
            "NOT_ALLOWED", NOT_ALLOWED,
            "SLOW_DOWN", TOO_MANY,
            "BUSY", BUSY);

    /** The rule for an answer: its code decides, and its status where the code says nothing; null for no refusal. */
    static @Nullable FaultRule rule(int status, String code, boolean isJson) {
        FaultRule known = TABLE.get(code);
        if (known != null) {
            return known;
        }
        if (status == 200) {
            return isJson ? null : NO_JSON;
        }
        return switch (status) {
            case 401 -> STALE_TOKEN;
            case 403 -> NOT_ALLOWED;
            case 429 -> TOO_MANY;
            default -> status >= 500 ? BUSY : status >= 400 ? REFUSED : NO_JSON;
        };
    }
    // end::faults[]

    private AcmeFaults() {}
}
