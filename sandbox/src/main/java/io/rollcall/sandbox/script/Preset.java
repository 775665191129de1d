package io.rollcall.sandbox.script;

import io.rollcall.sandbox.script.VendorApi.Family;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The faults that need no spelling out. Each takes the form that the struck operation's vendor gives it. */
public enum Preset {
    /** Refused for the rate per second (docs/vendors/dingtalk.md §3.2; docs/vendors/huawei.md §3). */
    QPS("qps"),
    /** Refused for the rate per minute. The old DingTalk API has no such code. */
    QPM("qpm", families(Family.DINGTALK, Family.HUAWEI)),
    /** Refused because everybody's calls on this API are too many in this second. */
    QPS_GLOBAL("qps-global", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The organization's calls of this month are used up. */
    QUOTA("quota", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The token is refused, in the form seen most (§2.4). */
    TOKEN_REJECTED("token-rejected", api -> !api.isToken()),
    /** The token is refused by a bare {@code errcode}, without {@code sub_code}. */
    TOKEN_REJECTED_BARE("token-rejected-bare", families(Family.DINGTALK_TOPAPI)),
    /** The token has expired, by the code of the old table: 42001. */
    TOKEN_EXPIRED("token-expired", families(Family.DINGTALK_TOPAPI)),
    /** The token is refused with HTTP 400 and {@code MBI.000000004} (docs/vendors/huawei.md §3). */
    TOKEN_REJECTED_400("token-rejected-400", api -> api == VendorApi.HUAWEI_USER_DETAILS),
    /** LookupKey or secret are refused. */
    CREDENTIALS_REJECTED("credentials-rejected", VendorApi::isToken),
    /** The application lacks a permission. */
    PERMISSION("permission"),
    /** The caller's address is not on the application's list. */
    IP_REFUSED("ip-refused", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The caller's address is banned for some minutes: an HTML page. The HTTP status is not documented. */
    BAN_HTML("ban-html", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The caller's address is banned for some minutes: JSON with {@code punish}. The HTTP status is not documented. */
    BAN_JSON("ban-json", families(Family.DINGTALK, Family.DINGTALK_TOPAPI)),
    /** The vendor's own "server error". */
    SERVER_ERROR("server-error"),
    /** The gateway gave up on the service behind it (docs/vendors/dingtalk.md §1, §3.2). */
    GATEWAY_TIMEOUT("gateway-timeout"),
    /** The authentication service itself timed out: errcode 88 with an empty sub_code. */
    AUTH_TIMEOUT("auth-timeout", families(Family.DINGTALK_TOPAPI)),
    /** HTTP 429 with no more than a sentence. */
    TOO_MANY("too-many"),
    /** HTTP 503 with {@code Retry-After: 1}. */
    UNAVAILABLE("unavailable"),
    /** HTTP 502 with a page of HTML. */
    HTML_502("html-502"),
    /** HTTP 200 with a page of HTML. */
    HTML_200("html-200"),
    /** HTTP 200 with an empty body. */
    EMPTY_200("empty-200"),
    /** HTTP 200 with an error's shape, and nothing of an answer. */
    ERROR_IN_200("error-in-200"),
    /** HTTP 200 with {@code {}}. */
    NOTHING_IN_200("nothing-in-200"),
    /** HTTP 200 with {@code "success":false}. */
    SUCCESS_FALSE("success-false", api -> api == VendorApi.DINGTALK_INVITE || api == VendorApi.DINGTALK_SET_CO_HOSTS),
    /** HTTP 302 to the same server under another host name; whoever follows is counted. */
    REDIRECT("redirect"),
    /** HTTP 200 with 100,000 arrays, each in the other. */
    DEEP_JSON("deep-json"),
    /** HTTP 200 with 100 MB of JSON. */
    HUGE_BODY("huge-body"),
    /** The vendor acts; its answer is cut in the middle, but with the right length. */
    CUT_JSON("cut-json"),
    /** The vendor acts; its answer comes a few bytes at a time, ten times a second, for half a minute. */
    SLOW_BODY("slow-body"),
    /** The vendor acts; its answer comes in ten pieces within a second, and whole. */
    UNHURRIED_BODY("unhurried-body"),
    /** The vendor acts; half of its answer comes, then the connection ends. */
    TRUNCATED_BODY("truncated-body"),
    /** The connection is reset; the vendor has not acted. */
    RESET_BEFORE("reset-before"),
    /** The vendor acts; then the connection is reset instead of an answer. */
    RESET_AFTER("reset-after"),
    /** No answer comes until the client or the sandbox closes the connection. */
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

    /** Whether this fault can occur for an operation at all. */
    public boolean appliesTo(VendorApi api) {
        return applies.test(api);
    }

    /** Whether the vendor acts although the client is not told so, unless the fault says otherwise. */
    public boolean acts() {
        return ACTING.contains(this);
    }

    /** The preset of that name, or empty. */
    public static Optional<Preset> named(String key) {
        return Arrays.stream(values()).filter(preset -> preset.key.equals(key)).findFirst();
    }

    private static Predicate<VendorApi> families(Family first, Family second) {
        return api -> api.family() == first || api.family() == second;
    }

    private static Predicate<VendorApi> families(Family only) {
        return api -> api.family() == only;
    }
}
