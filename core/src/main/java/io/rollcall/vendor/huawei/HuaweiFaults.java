package io.rollcall.vendor.huawei;

import static io.rollcall.vendor.Fault.NotFound.Subject.MEETING;
import static io.rollcall.vendor.Fault.NotFound.Subject.USER;
import static io.rollcall.vendor.Fault.Throttled.Window.MINUTE;
import static io.rollcall.vendor.Fault.Throttled.Window.SECOND;
import static io.rollcall.vendor.FaultRule.badRequest;
import static io.rollcall.vendor.FaultRule.notFound;
import static io.rollcall.vendor.FaultRule.permission;
import static io.rollcall.vendor.FaultRule.server;
import static io.rollcall.vendor.FaultRule.throttled;
import static io.rollcall.vendor.FaultRule.token;
import static io.rollcall.vendor.FaultRule.unreadable;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.FaultRule;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of Huawei's codes: which fault each of them is, and what to do about it (docs/vendors/huawei.md §3). A code is a
 * prefix ({@code USG.}, {@code MMC.}, {@code MBI.}) and nine digits; the digits decide, because most of them are known
 * from the client's list, which has no prefixes. The codes 1110760xx are results of invitations, never of a call here.
 */
final class HuaweiFaults {
    private HuaweiFaults() {}

    // ---- what applies without a code

    static final FaultRule REDIRECTED =
            unreadable("Huawei's address redirects to another one, which Rollcall never follows:"
                    + " it is the wrong address, or a proxy or portal answers in Huawei's place. Check {{region}}, {{url}} and the"
                    + " proxy.");
    static final FaultRule NO_JSON = unreadable(
            "Huawei's answer is no JSON, or empty. Check {{url}}, and whether a proxy answers in Huawei's place.");
    static final FaultRule PAGE =
            unreadable("Something between here and Huawei answered with a web page: a proxy or portal."
                    + " Let this machine reach Huawei without it, and check the proxy and {{url}}.");
    static final FaultRule NOT_HUAWEI =
            unreadable("The answer is an error without Huawei's code, so it is not Huawei's:"
                    + " something between here and Huawei answered, a proxy or portal. Check the proxy and {{url}}.");
    static final FaultRule TOO_MANY_VALUES =
            unreadable("Huawei's answer holds more values than any answer may, and was not"
                    + " read. Check {{url}}, and whether a proxy answers in Huawei's place.");
    static final FaultRule FAILED = server("Huawei failed. Ask again later.");
    static final FaultRule TOO_MANY_A_MINUTE = throttled(
            MINUTE,
            "Huawei refuses the call because of too many calls. If it happens often, lower" + " {{calls-per-minute}}.");
    static final FaultRule TOO_MANY_A_SECOND = throttled(
            SECOND,
            "Huawei refuses the call because of too many calls. If it happens often, set" + " {{calls-per-second}}.");
    static final FaultRule UNKNOWN_REFUSAL =
            badRequest("Huawei refused the call for a reason that Rollcall does not know."
                    + " Look its code up in Huawei's API error centre; without one, check {{url}}.");
    static final FaultRule FORBIDDEN = permission("Huawei forbids the call. Check what the application and"
            + " {{user-id}} may do; empty is the administrator.");
    static final FaultRule BAD_CREDENTIALS = token(
            "Huawei does not accept the application. Check {{app-id}},"
                    + " {{app-key}}, {{user-id}}, {{corp-id}} (only for several companies) and {{region}}, and this machine's clock.");
    static final FaultRule STALE_TOKEN = token(
            "Huawei does not accept the access token. Rollcall gets a fresh one once; if"
                    + " that does not help, check {{app-id}}, {{app-key}} and {{user-id}}: empty is the administrator.");
    static final FaultRule DISABLED =
            token("The account of {{user-id}} is disabled. Enable it in Huawei's" + " management console.");
    static final FaultRule LOCKED =
            token("The account of {{user-id}} is locked. Unlock it in Huawei's" + " management console, or wait.");

    // ---- remedies that several codes share

    private static final FaultRule WRONG_SITE =
            token("The application belongs to Huawei's other site. Check" + " {{region}}: mainland or international.");
    private static final FaultRule USER_NOT_REGISTERED = token("Huawei does not let the application act as"
            + " {{user-id}}: there is no such user, or the application is not bound or not activated.");
    private static final FaultRule NO_MEETING =
            notFound(MEETING, "The meeting does not exist or is over. Nothing to do.");
    private static final FaultRule BAD_PARAMETERS =
            badRequest("Huawei refuses what was asked. Check " + Fault.CONFIGURATION + ".");
    private static final FaultRule NOT_AS_GUEST = permission("Huawei forbids this to guests of a meeting.");
    private static final FaultRule NO_CO_HOST =
            badRequest("Huawei does not make this participant a co-host of this" + " meeting.");

    /** Also seen as APIGW.0308. */
    private static final String GATEWAY_THROTTLING = "APIG.0308";

    private static final Map<String, FaultRule> TABLE = table();

    /** The rule for a code; null where the table does not know it. */
    static @Nullable FaultRule rule(String code) {
        String digits = code.substring(code.lastIndexOf('.') + 1);
        if (code.startsWith("APIG") && digits.equals("0308")) {
            return TABLE.get(GATEWAY_THROTTLING);
        }
        return TABLE.get(digits);
    }

    /** The table, for the documentation. */
    static SortedMap<String, FaultRule> documented() {
        return new TreeMap<>(TABLE);
    }

    private static Map<String, FaultRule> table() {
        Map<String, FaultRule> table = new HashMap<>();

        // tokens
        table.put("000000004", STALE_TOKEN); // USG: 401; MBI: 400, also for "not an administrator"
        table.put("200000004", STALE_TOKEN); // the same in the client's list
        table.put("206020000", STALE_TOKEN);
        table.put("206020001", STALE_TOKEN); // made by the disaster-recovery site
        table.put("206020002", STALE_TOKEN); // kicked out: a 65th token of the user (§2.2)
        table.put("111070111", STALE_TOKEN); // none arrived

        // getting a token
        table.put("206010025", BAD_CREDENTIALS);
        table.put(
                "206010057",
                token("Huawei says that the signature has ended. Set this machine's clock right: it may be at most ten"
                        + " minutes slow."));
        table.put("206010030", USER_NOT_REGISTERED);
        table.put("206010031", USER_NOT_REGISTERED);
        table.put("206010058", USER_NOT_REGISTERED);
        table.put("206010007", USER_NOT_REGISTERED);
        table.put("206010064", WRONG_SITE);
        table.put("206010074", WRONG_SITE);

        // users
        table.put("201040000", notFound(USER, "Huawei does not know the user."));
        table.put("201040001", badRequest("Huawei has an account of that name already."));
        table.put("201040005", badRequest("The company has as many Huawei users as it may have."));

        // the service itself
        table.put("200000001", server("Huawei is busy. Ask again later."));
        table.put("200000002", FAILED);
        table.put("200000003", BAD_PARAMETERS);
        table.put("200000005", server("Huawei is being upgraded. Ask again later."));
        table.put("100000429", TOO_MANY_A_MINUTE);
        table.put(GATEWAY_THROTTLING, TOO_MANY_A_MINUTE);

        // meetings
        table.put("111070002", FORBIDDEN);
        table.put("111070010", permission("The application may not see this meeting."));
        table.put("111070005", NO_MEETING); // 400
        table.put("111072003", NO_MEETING); // ending
        table.put("111072004", badRequest("The meeting is just starting. Try again later."));
        table.put("111072005", NO_MEETING); // not started, or over
        table.put("111072006", NO_MEETING);
        table.put("111072008", notFound(USER, "There is no such participant in the meeting."));
        table.put("111072018", permission("The meeting's host password is wrong."));
        table.put("111072031", BAD_PARAMETERS); // a number: empty
        table.put("111072032", BAD_PARAMETERS); // too long
        table.put("111072033", BAD_PARAMETERS); // malformed
        table.put("111072049", FAILED); // no answer in time
        table.put("111072064", permission("Control of the meeting is locked after wrong passwords. Wait."));
        table.put("111072065", NO_MEETING); // or a wrong control token: the vendor does not tell them apart
        table.put("111072070", NOT_AS_GUEST);
        table.put("111072071", NOT_AS_GUEST);
        table.put("111072101", badRequest("The meeting is full. Wait until a participant leaves."));
        table.put("111072105", NO_CO_HOST); // the meeting has it off
        table.put("111072106", NO_CO_HOST); // the device cannot
        table.put("111072107", NO_CO_HOST); // is the host
        table.put("111072108", NO_CO_HOST); // is audience
        table.put("111072109", NO_CO_HOST); // to be asked in the home region
        table.put("111072110", permission("A co-host may not act on the host."));
        return Map.copyOf(table);
    }
}
