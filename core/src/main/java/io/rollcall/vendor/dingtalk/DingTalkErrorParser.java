package io.rollcall.vendor.dingtalk;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an answer refuses, and which code decides why. Codes are believed before HTTP statuses, because some
 * codes come under several of them (docs/vendors/dingtalk.md §3.1) and because an HTTP 200 proves nothing at either host (§1).
 * The vendor's message decides nothing (§3.1: it is a template, and localised); it is quoted for the person who must act.
 */
final class DingTalkErrorParser {
    private static final int MOST_SCOPES = 10;

    /** What a recording may keep of an error, and of what every answer has around its values. */
    static final RecordedFields FIELDS = RecordedFields.NONE
            .containers("result", "error_response", "accessdenieddetail", "accessDeniedDetail", "AccessDeniedDetail")
            .keep(
                    "errcode",
                    "sub_code",
                    "code",
                    "Code",
                    "success",
                    "status",
                    "wait",
                    "punish",
                    "source",
                    "requiredScopes")
            .hide("errmsg", "sub_msg", "message", "Message", "msg", "uuid")
            .hide("requestid", "requestId", "RequestId", "request_id")
            .words("deny", "x5", "x-acs-request-id", "x-acs-trace-id")
            .words(DingTalkFaults.documented().keySet())
            .words(DingTalkApi.permissions())
            .requests(DingTalkApi.REQUEST_WORDS);

    private DingTalkErrorParser() {}

    /** The refusal that an answer stands for; null where it is a JSON object under a 2xx status that shows no error. */
    static <O> @Nullable ParsedResponse<O> in(DingTalkApi call, HttpResponse response, ResponseBody body) {
        Fault fault = fault(call, response, body);
        return fault == null ? null : ParsedResponse.refusal(fault, quote(response, body));
    }

    private static ParsedResponse.@Nullable Quote quote(HttpResponse response, ResponseBody body) {
        if (body.form() == Form.MARKUP) {
            return WebPage.title(response)
                    .map(title -> new ParsedResponse.Quote("The page's title:", title))
                    .orElse(null);
        }
        Json error = errorOf(body.json());
        String message =
                error.firstOf("sub_msg", "errmsg", "message", "Message", "msg").text();
        return message == null ? null : new ParsedResponse.Quote("DingTalk's message:", message);
    }

    private static @Nullable Fault fault(DingTalkApi call, HttpResponse response, ResponseBody body) {
        Json json = body.json();
        int status = response.status();
        if (status >= 300 && status < 400) {
            return fault(DingTalkFaults.REDIRECTED, null, call, response, json);
        }
        if (body.form() == Form.MARKUP) {
            return fault(page(response), null, call, response, json);
        }
        String code = decidingCode(json);
        if (isBan(json, code)) {
            return fault(DingTalkFaults.BANNED, json.at("status").text(), call, response, json);
        }
        FaultRule rule = code == null ? withoutCode(status, body) : withCode(code, status, json);
        if (rule == null) {
            return null;
        }
        Fault fault = fault(rule, code, call, response, json);
        return status == 429 && !isAboutAmounts(fault)
                ? fault(DingTalkFaults.TOO_MANY, code, call, response, json)
                : fault;
    }

    // §3.3: a ban may be a page of undocumented text and status. Assumption: it carries a mark of the ban's other form,
    // "punish":"deny"; a page without one comes from a proxy or a portal
    private static FaultRule page(HttpResponse response) {
        if (response.status() >= 500) {
            return DingTalkFaults.FAILED;
        }
        boolean marked = WebPage.mentions(response, "punish")
                || WebPage.title(response).filter("deny"::equalsIgnoreCase).isPresent();
        return marked ? DingTalkFaults.BANNED : DingTalkFaults.PAGE;
    }

    // §3.3; docs/vendors/robots.md §1: a robot that is too fast gets the same marks and errcode 130101
    private static boolean isBan(Json json, @Nullable String code) {
        boolean marked = json.at("punish").isSaid()
                || Long.valueOf(1111).equals(json.at("status").number());
        return marked && !DingTalkFaults.ROBOT_TOO_FAST.equals(code);
    }

    /** Where a fault comes from; ids are in the body of errors, and in the headers always. */
    static Fault.Origin origin(DingTalkApi call, HttpResponse response, Json json, @Nullable String code) {
        String inBody = errorOf(json)
                .firstOf("requestid", "requestId", "RequestId", "request_id")
                .id();
        return new Fault.Origin(call.operation(), code, inBody == null ? requestIdInHeaders(response) : inBody);
    }

    static @Nullable String requestIdInHeaders(HttpResponse response) {
        return response.header("x-acs-request-id")
                .or(() -> response.header("x-request-id"))
                .orElse(null);
    }

    // §3.1, §3.2: under 88 the sub_code decides; whether other codes come wrapped too is not known, so a known one
    // counts
    private static @Nullable String decidingCode(Json json) {
        Json error = errorOf(json);
        String errcode = error.at("errcode").text();
        if (errcode == null && error != json) {
            errcode = error.at("code").text();
        }
        if (errcode != null) {
            if (isZero(error.at("errcode"))) {
                return null;
            }
            String sub = error.at("sub_code").id();
            if (sub == null) {
                return errcode.strip();
            }
            boolean subDecides = errcode.strip().equals("88") || DingTalkFaults.rule(errcode.strip()) == null;
            return subDecides ? sub.strip() : errcode.strip();
        }
        Json code = error.firstOf("code", "Code");
        // a code that means success is no error's shape
        return isZero(code) || Long.valueOf(200).equals(code.number()) ? null : code.text();
    }

    private static boolean isZero(Json code) {
        return Long.valueOf(0).equals(code.number());
    }

    // the gateway of the old generation may wrap its own errors (§7.3)
    private static Json errorOf(Json json) {
        Json wrapped = json.at("error_response");
        return wrapped.isObject() ? wrapped : json;
    }

    private static FaultRule withCode(String code, int status, Json json) {
        FaultRule rule = DingTalkFaults.rule(code);
        if (rule != null) {
            return rule;
        }
        FaultRule byStatus = byStatus(status);
        if (byStatus != null) {
            return byStatus;
        }
        // an errcode refuses under HTTP 200 by design; a code of the new generation does not, so the outcome is unknown
        return errorOf(json).at("errcode").isSaid() ? DingTalkFaults.UNKNOWN_REFUSAL : DingTalkFaults.FAILED;
    }

    private static @Nullable FaultRule withoutCode(int status, ResponseBody body) {
        if (body.form() == Form.OVERSIZED) {
            return DingTalkFaults.TOO_MANY_VALUES;
        }
        FaultRule byStatus = byStatus(status);
        if (byStatus == DingTalkFaults.FAILED || byStatus == DingTalkFaults.TOO_MANY) {
            return byStatus;
        }
        // a 401 of a gateway may lack its code; everything else below 500 has one (§3.1), or is not DingTalk's
        boolean form = body.form() == Form.EMPTY || body.form() == Form.JSON;
        if (byStatus != null) {
            return status == 401 && form ? byStatus : DingTalkFaults.NOT_DINGTALK;
        }
        Json json = body.json();
        boolean answer = status >= 200 && body.form() == Form.JSON && json.isObject();
        boolean errorShape = json.firstOf("message", "Message").isSaid()
                || (json.at("errmsg").isSaid() && !json.at("errcode").isSaid());
        return answer && !errorShape ? null : DingTalkFaults.NO_JSON;
    }

    private static @Nullable FaultRule byStatus(int status) {
        if (status >= 500 || status == 408) {
            return DingTalkFaults.FAILED;
        }
        if (status < 400) {
            return null;
        }
        return switch (status) {
            case 401 -> DingTalkFaults.UNAUTHORIZED;
            case 403 -> DingTalkFaults.FORBIDDEN;
            case 429 -> DingTalkFaults.TOO_MANY;
            default -> DingTalkFaults.UNKNOWN_REFUSAL;
        };
    }

    private static boolean isAboutAmounts(Fault fault) {
        return fault instanceof Fault.Throttled || fault instanceof Fault.QuotaUsedUp || fault instanceof Fault.Banned;
    }

    private static Fault fault(
            FaultRule rule, @Nullable String code, DingTalkApi call, HttpResponse response, Json json) {
        return rule.apply(new FaultRule.Facts(
                origin(call, response, json, code), RetryAfter.of(response), missingScopes(json), call.permission()));
    }

    // the names go into a remedy: nothing but names may pass
    private static List<String> missingScopes(Json json) {
        Json detail = json.firstOf("accessdenieddetail", "accessDeniedDetail", "AccessDeniedDetail")
                .unfolded();
        List<String> scopes = new ArrayList<>();
        for (String scope : detail.at("requiredScopes").texts()) {
            if (scopes.size() < MOST_SCOPES && isName(scope)) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    private static boolean isName(String scope) {
        return scope.length() <= 100
                && scope.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "._-:".indexOf(c) >= 0));
    }
}
