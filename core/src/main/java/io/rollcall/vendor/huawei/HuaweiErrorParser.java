package io.rollcall.vendor.huawei;

import io.rollcall.http.HttpResponse;
import io.rollcall.http.RetryAfter;
import io.rollcall.json.Json;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.FaultRule;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.ResponseBody;
import io.rollcall.vendor.ResponseBody.Form;
import io.rollcall.vendor.WebPage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an answer refuses, and why (docs/vendors/huawei.md §3). A known code is believed before the HTTP status: a
 * bad token, for one, may come as 400. The vendor's message is quoted for the person who must act; it decides only the
 * period over which the gateway counts, which is nowhere else when the headers do not tell.
 */
final class HuaweiErrorParser {
    private static final String[] RATE_HEADERS = {"X-APIG-Ratelimit-Api", "X-APIG-Ratelimit-Api-Allenv"};

    /** What a recording may keep of an error. */
    static final RecordedFields FIELDS = RecordedFields.NONE
            .containers("error")
            .keep("error_code", "errorCode", "code", "returnCode")
            .hide("error_msg", "errorMsg", "returnDesc", "message", "request_id", "requestId")
            .words("USG", "APIG", "APIGW", "MMC", "MBI")
            .words(HuaweiFaults.documented().keySet())
            .words(RATE_HEADERS)
            .requests(
                    "v1",
                    "v2",
                    "usg",
                    "acs",
                    "abs",
                    "auth",
                    "appauth",
                    "users",
                    "list",
                    "idType",
                    "USER_ID",
                    "THIRD_ACCOUNT")
            .requests("appId", "clientType", "nonce", "corpId", "LongTicket", "application/json")
            .requests("application/json; charset=UTF-8");

    private HuaweiErrorParser() {}

    /** The refusal that an answer stands for; null where it is JSON under a 2xx status that shows no error. */
    static <O> @Nullable ParsedResponse<O> in(HuaweiApi call, HttpResponse response, ResponseBody body) {
        Fault fault = fault(call, response, body);
        return fault == null ? null : ParsedResponse.refusal(fault, quote(response, body));
    }

    private static ParsedResponse.@Nullable Quote quote(HttpResponse response, ResponseBody body) {
        if (body.form() == Form.MARKUP) {
            return WebPage.title(response)
                    .map(title -> new ParsedResponse.Quote("The page's title:", title))
                    .orElse(null);
        }
        Json json = body.json();
        String message =
                json.firstOf("error_msg", "errorMsg", "returnDesc", "message").text();
        if (message == null) {
            message = json.at("error").firstOf("message", "error_msg").text();
        }
        return message == null ? null : new ParsedResponse.Quote("Huawei's message:", message);
    }

    private static @Nullable Fault fault(HuaweiApi call, HttpResponse response, ResponseBody body) {
        int status = response.status();
        Json json = body.json();
        String code = code(json);
        FaultRule rule = rule(call, code, status, body);
        if (rule == null) {
            return null;
        }
        Fault fault = fault(rule, code, call, response, json);
        boolean amounts = fault instanceof Fault.Throttled;
        return (status == 429 || amounts) && countsSeconds(response, json)
                ? fault(HuaweiFaults.TOO_MANY_A_SECOND, code, call, response, json)
                : fault;
    }

    static <O> ParsedResponse<O> unreadable(HuaweiApi call, HttpResponse response, String what) {
        return ParsedResponse.refusal(new Fault.Unreadable(
                origin(call, response, Json.ABSENT, null),
                "Huawei's answer cannot be used: " + what
                        + ". Ask again later; if it stays so, report it with the request id."));
    }

    static @Nullable String requestIdInHeaders(HttpResponse response) {
        return response.header("X-Request-Id").orElse(null);
    }

    private static @Nullable FaultRule rule(HuaweiApi call, @Nullable String code, int status, ResponseBody body) {
        if (status >= 300 && status < 400) {
            return HuaweiFaults.REDIRECTED;
        }
        if (body.form() == Form.OVERSIZED) {
            return HuaweiFaults.TOO_MANY_VALUES;
        }
        if (body.form() == Form.MARKUP && status < 500) {
            return HuaweiFaults.PAGE;
        }
        if (status == 429) {
            return HuaweiFaults.TOO_MANY_A_MINUTE;
        }
        FaultRule known = code == null ? null : HuaweiFaults.rule(code);
        if (known != null) {
            return known;
        }
        if (status >= 500 || status == 408) {
            return HuaweiFaults.FAILED;
        }
        if (status >= 400) {
            return code == null && !mayLackItsCode(status, body) ? HuaweiFaults.NOT_HUAWEI : byStatus(call, status);
        }
        if (body.form() != Form.JSON || status < 200) {
            return HuaweiFaults.NO_JSON;
        }
        if (code != null) {
            return HuaweiFaults.FAILED; // an error's shape under HTTP 200: it is unknown what it did
        }
        return body.json().firstOf("error_msg", "returnDesc").isSaid() ? HuaweiFaults.NO_JSON : null;
    }

    // the statuses of tokens and accounts tell enough (§2.1); everything else has a code (§3), or is not Huawei's
    private static boolean mayLackItsCode(int status, ResponseBody body) {
        boolean form = body.form() == Form.EMPTY || body.form() == Form.JSON;
        return form && (status == 401 || status == 412 || status == 423);
    }

    // docs/vendors/huawei.md §1 and §2.1
    private static FaultRule byStatus(HuaweiApi call, int status) {
        return switch (status) {
            case 401 -> call == HuaweiApi.TOKEN ? HuaweiFaults.BAD_CREDENTIALS : HuaweiFaults.STALE_TOKEN;
            case 403 -> HuaweiFaults.FORBIDDEN;
            case 412 -> HuaweiFaults.DISABLED;
            case 423 -> HuaweiFaults.LOCKED;
            default -> HuaweiFaults.UNKNOWN_REFUSAL;
        };
    }

    private static @Nullable String code(Json json) {
        String code = json.firstOf("error_code", "errorCode").id();
        if (code != null) {
            return code.strip();
        }
        String nested = json.at("error").firstOf("code", "error_code").id();
        if (nested != null) {
            return nested.strip();
        }
        Json returned = json.at("returnCode"); // 0 is success
        return Long.valueOf(0).equals(returned.number()) ? null : returned.id();
    }

    // documented examples: "remain:99,limit:100,time:1 minute"; several periods may hold at once, the used-up one
    // counts
    private static boolean countsSeconds(HttpResponse response, Json json) {
        boolean minuteUsedUp = false;
        boolean secondUsedUp = false;
        for (String name : RATE_HEADERS) {
            String rate = response.header(name).orElse("").toLowerCase(Locale.ROOT);
            boolean usedUp = rate.contains("remain:0,");
            minuteUsedUp |= usedUp && !rate.contains("second");
            secondUsedUp |= usedUp && rate.contains("second");
        }
        if (minuteUsedUp || secondUsedUp) {
            return !minuteUsedUp;
        }
        String message = json.firstOf("error_msg", "message").text();
        return message != null && message.contains("time:1 second");
    }

    private static Fault fault(
            FaultRule rule, @Nullable String code, HuaweiApi call, HttpResponse response, Json json) {
        return rule.apply(
                new FaultRule.Facts(origin(call, response, json, code), RetryAfter.of(response), List.of(), null));
    }

    private static Fault.Origin origin(HuaweiApi call, HttpResponse response, Json json, @Nullable String code) {
        String inBody = json.firstOf("request_id", "requestId").id();
        return new Fault.Origin(call.operation(), code, inBody == null ? requestIdInHeaders(response) : inBody);
    }
}
