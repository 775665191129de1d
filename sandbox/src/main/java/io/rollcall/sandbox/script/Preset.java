package io.rollcall.sandbox.script;

import io.rollcall.sandbox.script.VendorApi.Family;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The predefined effects. Each has the format of the affected operation's vendor. */
public enum Preset {
    /** Exceeds the rate limit per second (docs/vendors/dingtalk.md §3.2; docs/vendors/huawei.md §3). */
    QPS("qps", notRobots()),
    /** Exceeds the rate limit per minute. DingTalk's {@code oapi} has no such code. */
    QPM("qpm", families(Family.DINGTALK, Family.HUAWEI)),
    /** Exceeds the rate limit per second that all applications share. */
    QPS_GLOBAL("qps-global", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The organization's monthly quota is exhausted. */
    QUOTA("quota", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The token is refused, in the most frequent form (docs/vendors/dingtalk.md §2.4). */
    TOKEN_REJECTED("token-rejected", api -> !api.sendsCredentials() && api.family() != Family.ROBOT),
    /** The token is refused by a bare {@code errcode}, without {@code sub_code}. */
    TOKEN_REJECTED_BARE("token-rejected-bare", families(Family.DINGTALK_TOPAPI)),
    /** The token has expired, by the older code 42001. */
    TOKEN_EXPIRED("token-expired", families(Family.DINGTALK_TOPAPI)),
    /** The token is refused with HTTP 400 and {@code MBI.000000004} (docs/vendors/huawei.md §3). */
    TOKEN_REJECTED_400("token-rejected-400", api -> api == VendorApi.HUAWEI_USER_DETAILS),
    /** The client id or secret is refused. */
    CREDENTIALS_REJECTED("credentials-rejected", VendorApi::sendsCredentials),
    /** The application lacks a permission. */
    PERMISSION("permission", notRobots()),
    /** The caller's IP address is not on the application's allow list. */
    IP_REFUSED("ip-refused", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The caller's IP address is banned for some minutes: an HTML page. The HTTP status is not documented. */
    BAN_HTML("ban-html", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The caller's IP address is banned for some minutes: JSON with {@code punish}. The HTTP status is not documented. */
    BAN_JSON("ban-json", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The vendor's own "server error". */
    SERVER_ERROR("server-error", notRobots()),
    /** The gateway timed out waiting for the service behind it (docs/vendors/dingtalk.md §1, §3.2). */
    GATEWAY_TIMEOUT("gateway-timeout", notRobots()),
    /** The authentication service itself timed out: errcode 88 with an empty sub_code. */
    AUTH_TIMEOUT("auth-timeout", families(Family.DINGTALK_TOPAPI)),
    /** HTTP 429 with a short message. */
    TOO_MANY("too-many", notRobots()),
    /** HTTP 503 with {@code Retry-After: 1}. */
    UNAVAILABLE("unavailable"),
    /** HTTP 502 with an HTML page. */
    HTML_502("html-502"),
    /** HTTP 200 with an HTML page. */
    HTML_200("html-200"),
    /** HTTP 200 with an empty body. */
    EMPTY_200("empty-200"),
    /** HTTP 200 with an error body. */
    ERROR_IN_200("error-in-200", notRobots()),
    /** HTTP 200 with {@code {}}. */
    NOTHING_IN_200("nothing-in-200"),
    /** HTTP 200 with {@code "success":false}. */
    SUCCESS_FALSE("success-false", api -> api == VendorApi.DINGTALK_INVITE || api == VendorApi.DINGTALK_SET_CO_HOSTS),
    /** HTTP 302 to the same server under another host name; the sandbox counts who follows. */
    REDIRECT("redirect"),
    /** HTTP 200 with 100,000 nested arrays. */
    DEEP_JSON("deep-json"),
    /** HTTP 200 with 100 MB of JSON. */
    HUGE_BODY("huge-body"),
    /** The vendor acts; the response is half of the JSON, with a matching length. */
    CUT_JSON("cut-json"),
    /** The vendor acts; the response arrives in 300 pieces within 30 seconds. */
    SLOW_BODY("slow-body"),
    /** The vendor acts; the response arrives in ten pieces within a second, complete. */
    UNHURRIED_BODY("unhurried-body"),
    /** The vendor acts; half of the response arrives, then the connection closes. */
    TRUNCATED_BODY("truncated-body"),
    /** The connection is reset; the vendor has not acted. */
    RESET_BEFORE("reset-before"),
    /** The vendor acts; the connection is reset instead of a response. */
    RESET_AFTER("reset-after"),
    /** No response arrives until the client or the sandbox closes the connection. */
    NO_ANSWER("no-answer");

    private static final Set<Preset> ACTING =
            EnumSet.of(CUT_JSON, SLOW_BODY, UNHURRIED_BODY, TRUNCATED_BODY, RESET_AFTER);

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // the predicates here hold no state
    private final Predicate<VendorApi> applies;

    Preset(String key) {
        this(key, api -> true);
    }

    Preset(String key, Predicate<VendorApi> applies) {
        this.key = key;
        this.applies = applies;
    }

    /** The name in a company file. */
    public String key() {
        return key;
    }

    /** Whether this preset applies to an operation. */
    public boolean appliesTo(VendorApi api) {
        return applies.test(api);
    }

    /** Whether the vendor acts by default although the client receives no valid response. */
    public boolean acts() {
        return ACTING.contains(this);
    }

    /** The preset with this name in a company file; empty if there is none. */
    public static Optional<Preset> named(String key) {
        return Arrays.stream(values()).filter(preset -> preset.key.equals(key)).findFirst();
    }

    private static Predicate<VendorApi> notRobots() {
        return api -> api.family() != Family.ROBOT;
    }

    private static Predicate<VendorApi> families(Family first, Family second) {
        return api -> api.family() == first || api.family() == second;
    }

    private static Predicate<VendorApi> families(Family only) {
        return api -> api.family() == only;
    }
}
