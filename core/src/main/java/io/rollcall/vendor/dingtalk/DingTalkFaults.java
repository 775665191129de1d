package io.rollcall.vendor.dingtalk;

import static io.rollcall.vendor.Fault.NotFound.Subject.DEPARTMENT;
import static io.rollcall.vendor.Fault.NotFound.Subject.MEETING;
import static io.rollcall.vendor.Fault.NotFound.Subject.USER;
import static io.rollcall.vendor.Fault.Throttled.Window.MINUTE;
import static io.rollcall.vendor.Fault.Throttled.Window.SECOND;
import static io.rollcall.vendor.FaultRule.badRequest;
import static io.rollcall.vendor.FaultRule.banned;
import static io.rollcall.vendor.FaultRule.notFound;
import static io.rollcall.vendor.FaultRule.permission;
import static io.rollcall.vendor.FaultRule.quota;
import static io.rollcall.vendor.FaultRule.server;
import static io.rollcall.vendor.FaultRule.throttled;
import static io.rollcall.vendor.FaultRule.token;
import static io.rollcall.vendor.FaultRule.unreadable;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.FaultRule;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of DingTalk's codes: which fault each of them is, and what to do about it. Section numbers are those of
 * docs/vendors/dingtalk.md. Codes of the new generation are texts, those of the old one numbers; the spelling of the same
 * error differs from call to call (§4.4), so letter case does not count.
 */
final class DingTalkFaults {
    private DingTalkFaults() {}

    // ---- what applies without a code

    static final FaultRule REDIRECTED =
            unreadable("The address of DingTalk redirects to another one, which Rollcall never"
                    + " follows: it is the wrong address, or a proxy or portal answers in DingTalk's place. Check {{region}},"
                    + " {{api-url}}, {{oapi-url}} and the proxy.");
    static final FaultRule NO_JSON = unreadable("DingTalk's answer is no JSON object, or empty. Check {{api-url}} and"
            + " {{oapi-url}}, and whether a proxy answers in DingTalk's place.");
    static final FaultRule PAGE = unreadable(
            "Something between here and DingTalk answered with a web page: a proxy or"
                    + " portal. Let this machine reach DingTalk without it, and check the proxy, {{api-url}} and {{oapi-url}}.");
    static final FaultRule NOT_DINGTALK = unreadable("The answer is an error without DingTalk's code, so it is not"
            + " DingTalk's: something between here and DingTalk answered, a proxy or portal. Check the proxy, {{api-url}} and"
            + " {{oapi-url}}.");
    static final FaultRule TOO_MANY_VALUES = unreadable(
            "DingTalk's answer holds more values than any answer may, and was"
                    + " not read. Check {{api-url}} and {{oapi-url}}, and whether a proxy answers in DingTalk's place.");
    static final FaultRule BANNED = banned(
            Duration.ofMinutes(5), // docs/vendors/dingtalk.md §3.3
            "DingTalk refuses this network address for about five minutes because of too many calls (10,000 in 20"
                    + " seconds, all programs of the address together). Wait, and lower {{calls-per-second}}.");
    static final FaultRule FAILED = server("DingTalk failed. Ask again later.");
    static final FaultRule TOO_MANY = throttled(
            SECOND,
            "DingTalk refuses the call because of too many calls. If it happens often, lower"
                    + " {{calls-per-second}}: others may use the same application.");
    static final FaultRule UNAUTHORIZED = token(
            "DingTalk does not accept the application. Check" + " {{client-id}}, {{client-secret}} and {{region}}.");
    static final FaultRule FORBIDDEN = permission(
            "DingTalk forbids the call. Check the application's permissions in DingTalk's developer console.");
    static final FaultRule UNKNOWN_REFUSAL = badRequest("DingTalk refused the call for a reason that Rollcall does not"
            + " know. Look its code up in DingTalk's global error codes; without one, check {{api-url}} and"
            + " {{oapi-url}}.");

    /** The code of a robot that sends too fast; the response has the marks of a ban too (docs/vendors/robots.md §1). */
    static final String ROBOT_TOO_FAST = "130101";

    /** The only code that proves that the company has no such user (docs/vendors/dingtalk.md §3.2). */
    static final String NO_SUCH_USER = "60121";

    static final String NO_SUCH_DEPARTMENT = "60003";

    // ---- remedies that several codes share

    private static final FaultRule STALE_TOKEN =
            token("DingTalk does not accept the access token. Rollcall gets a fresh one"
                    + " once; if that does not help, check {{client-id}}, {{client-secret}} and {{region}}.");
    private static final FaultRule WRONG_SECRET = token("DingTalk does not know this client id with this secret. Check"
            + " {{client-id}}, {{client-secret}}, {{app-type}} and {{region}}.");
    private static final FaultRule BAD_PARAMETERS =
            badRequest("DingTalk refuses what was asked, usually because it does not know an id." + " Check the ids in "
                    + Fault.CONFIGURATION + ".");
    private static final FaultRule NO_MEETING =
            notFound(MEETING, "The meeting does not exist or is over. Nothing to do.");
    private static final FaultRule NO_USER = notFound(
            USER,
            "DingTalk does not know one of the users. Check the ids in " + Fault.CONFIGURATION
                    + ": meetings take unionIds," + " and those of this developer account.");
    private static final FaultRule OUT_OF_SCOPE =
            permission("The user or department is outside what the application may"
                    + " see. Widen its contact scope in DingTalk's developer console, or name departments inside it in "
                    + Fault.CONFIGURATION + ".");
    private static final FaultRule ADDRESS_NOT_ALLOWED = permission(
            "The network address of this machine is not on the"
                    + " application's list of allowed addresses. Add the address that DingTalk saw, in DingTalk's developer console.");
    private static final FaultRule QUOTA = quota("The month's DingTalk calls are used up. Meeting calls work again next"
            + " month, or after an upgrade of the organization's edition.");
    private static final FaultRule PER_MINUTE = throttled(
            MINUTE,
            "DingTalk refuses the call because of too many calls in this minute. Make the flows' schedules slower.");
    private static final FaultRule NOT_ALLOWED = permission(
            "The application may not do this in this meeting. Check its permissions and that the meeting belongs"
                    + " to the organization.");
    private static final FaultRule WRONG_PATH =
            badRequest("DingTalk does not know the call's address. Check" + " {{api-url}} and {{oapi-url}}.");
    private static final FaultRule NO_COMPANY = token("DingTalk does not know the company. Check {{corp-id}}.");

    private static final SortedMap<String, FaultRule> TABLE = table();

    // §0.6: the families are documented with several members; a new one means the same. §3.2: isp.… says that the
    // service behind the gateway failed or did not answer in time
    private static final Map<String, FaultRule> FAMILIES = Map.of(
            "Forbidden.AccessDenied.Qps", TOO_MANY,
            "Forbidden.AccessDenied.Qpm", PER_MINUTE,
            "Forbidden.AccessDenied.ApiCount", QUOTA,
            "isp.", FAILED);

    /** The rule for a code of either generation; null where neither the table nor a family of codes knows it. */
    static @Nullable FaultRule rule(String code) {
        FaultRule rule = TABLE.get(code);
        if (rule != null) {
            return rule;
        }
        return FAMILIES.entrySet().stream()
                .filter(family -> code.startsWith(family.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The table and the families, for the documentation. */
    static SortedMap<String, FaultRule> documented() {
        SortedMap<String, FaultRule> all = new TreeMap<>(TABLE);
        FAMILIES.forEach((beginning, rule) -> all.put(beginning + "*", rule));
        return all;
    }

    private static SortedMap<String, FaultRule> table() {
        SortedMap<String, FaultRule> table = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        // §2.4 getting a token, new generation
        table.put("invalidClientIdOrSecret", WRONG_SECRET);
        table.put("unknownError", FAILED); // 500; also what a bad corpId brings there
        table.put("invalid.client", WRONG_SECRET);
        table.put(
                "unauthorized.client",
                token("The application is not installed in the company. Install or authorise it,"
                        + " and check {{corp-id}}."));
        table.put(
                "invalidSuiteKey",
                token("DingTalk does not know the suite key. Check {{client-id}} and" + " {{app-type}}."));
        table.put(
                "invalidSuiteTicket",
                token("DingTalk does not accept the suite ticket, which changes every few hours."
                        + " Renew {{suite-ticket}}, best by {{suite-ticket-file}}."));
        table.put(
                "invalidAuthInfo",
                token("The company has not authorised the application. Have it authorised, and check"
                        + " {{corp-id}}."));

        table.put("authFailed", WRONG_SECRET); // 401, opening a connection: docs/vendors/dingtalk-stream.md §1

        // §2.4 and §3.2 the gateway of the new generation
        table.put("InvalidAuthentication", STALE_TOKEN); // 400
        table.put("AuthenticationFailed.MissingParameter", STALE_TOKEN); // 400: arrived without its token
        table.put(
                "Forbidden.AccessDenied.AccessTokenPermissionDenied", // 403
                permission(
                        "The application lacks a permission. Grant it in DingTalk's developer console and publish the"
                                + " application again."));
        table.put("Forbidden.AccessDenied.IpNotInWhiteList", ADDRESS_NOT_ALLOWED); // 403
        table.put("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", TOO_MANY); // 403
        table.put("Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi", TOO_MANY); // 403
        table.put("Forbidden.AccessDenied.QpsLimitForApi", TOO_MANY); // 403
        table.put("Forbidden.AccessDenied.QpmLimitForAppkeyAndApi", PER_MINUTE); // 403
        table.put("Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi", PER_MINUTE); // 403
        table.put("Forbidden.AccessDenied.ApiCountLimitForOrg", QUOTA); // 403
        table.put("system.busy", TOO_MANY); // 429
        table.put("systemBusy", TOO_MANY); // 429
        table.put("system.error", FAILED); // 500, users/lists
        table.put("systemError", FAILED); // 500, the others

        // §3.2 and §4.4 meetings
        table.put("param.error", BAD_PARAMETERS); // 400 users/lists: an unknown unionId, or none
        table.put("paramsError", BAD_PARAMETERS); // 400 invite, coHosts
        table.put("paramError", BAD_PARAMETERS); // 400 members, orgConferences
        table.put("paramsTitleError", BAD_PARAMETERS); // 400
        table.put("missingRoomId", BAD_PARAMETERS); // 400
        table.put("missingRoomCode", BAD_PARAMETERS);
        table.put("invalidRoomCode", BAD_PARAMETERS);
        table.put("unknownUserError", NO_USER); // 400
        table.put("roomNotFound", NO_MEETING); // 404
        table.put("resourceClose", NO_MEETING); // 400: the meeting has ended
        table.put("resourceCancel", NO_MEETING);
        table.put("conference.not.found", NO_MEETING); // 500
        table.put("noPermission", NOT_ALLOWED); // 403
        table.put("orgAccessForbidden", NOT_ALLOWED); // 400
        table.put("permissionError", NOT_ALLOWED); // 404
        table.put(
                "waterLimitError", // 404, but a limit of capacity
                badRequest("The meeting is full. Wait until a participant leaves, or use a larger meeting edition."));

        // §2.4 tokens, old generation, whether bare or as sub_code under 88
        table.put("40014", STALE_TOKEN);
        table.put("42001", STALE_TOKEN);
        table.put("40001", STALE_TOKEN);
        table.put("41001", STALE_TOKEN); // none arrived
        table.put("40000", STALE_TOKEN); // a blank one arrived
        table.put("40096", WRONG_SECRET);
        table.put("40089", WRONG_SECRET);

        // §3.2 the gateway of the old generation
        table.put("-1", server("DingTalk is busy. Ask again later."));
        table.put("88", FAILED); // without a sub_code: the authentication service itself timed out
        table.put("22", WRONG_PATH);
        table.put("404", WRONG_PATH); // §1: the new host answers so, with HTTP 200, without /v1.0
        table.put(
                "60011",
                permission("The application lacks a contacts permission. Grant it in DingTalk's developer"
                        + " console and publish the application again."));
        table.put("60020", ADDRESS_NOT_ALLOWED);
        table.put("90018", TOO_MANY); // this application on this call
        table.put("90002", TOO_MANY); // everybody on this call
        table.put("90020", QUOTA);
        table.put(ROBOT_TOO_FAST, TOO_MANY);
        for (int ban = 90001; ban <= 90017; ban++) {
            if (ban != 90015 && ban != 90016) { // not in the list of temporary bans
                table.put(Integer.toString(ban), TOO_MANY);
            }
        }

        // §3.2 contacts
        table.put("40035", BAD_PARAMETERS);
        table.put("400002", BAD_PARAMETERS);
        table.put("50002", OUT_OF_SCOPE); // the user
        table.put("50004", OUT_OF_SCOPE); // the department
        table.put(
                NO_SUCH_DEPARTMENT,
                notFound(
                        DEPARTMENT,
                        "The department does not exist, or no longer: it may have been removed while the departments were"
                                + " read. Run the flow again; if it stays so, check the departments in "
                                + Fault.CONFIGURATION
                                + "."));
        table.put("60019", badRequest("DingTalk could not read the department's people. Check the department's id."));
        table.put(NO_SUCH_USER, NO_USER);
        table.put("40104", badRequest("DingTalk does not accept the mobile number. Check it."));
        table.put("33012", NO_USER);
        table.put("40003", NO_USER);
        table.put("33001", NO_COMPANY);
        table.put("40013", NO_COMPANY);
        return Collections.unmodifiableSortedMap(table);
    }
}
