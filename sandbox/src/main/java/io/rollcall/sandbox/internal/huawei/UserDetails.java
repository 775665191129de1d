package io.rollcall.sandbox.internal.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.HuaweiSettings;
import io.rollcall.sandbox.internal.company.HuaweiSettings.Echo;
import io.rollcall.sandbox.internal.company.HuaweiUser;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/usg/abs/users/list?idType=} (page 001; docs/vendors/huawei.md §1). Thread-safe. */
final class UserDetails {
    private static final int MAX_IDS = 200;
    private static final String THIRD_ACCOUNT = "THIRD_ACCOUNT";
    private static final String USER_ID = "USER_ID";

    private final CompanyDefinition company;
    private final HuaweiSettings settings;
    private final HuaweiTokens tokens;
    private final CallLog log;

    UserDetails(CompanyDefinition company, HuaweiTokens tokens, CallLog log) {
        this.company = company;
        this.settings = company.huawei();
        this.tokens = tokens;
        this.log = log;
    }

    Response respond(Request request) {
        String token = request.header("X-Access-Token");
        if (token == null || token.isBlank()) {
            return HuaweiErrors.noToken();
        }
        if (!tokens.isValid(token)) {
            return HuaweiErrors.badToken(settings.rejectsTokenWith400());
        }
        int limit = company.rateLimits().huaweiPerMinute();
        Response response = log.tryAcquire(VendorApi.HUAWEI_USER_DETAILS, limit) ? details(request) : throttled(limit);
        if (settings.rateHeaders() && limit > 0) {
            int remaining = log.remaining(VendorApi.HUAWEI_USER_DETAILS, limit);
            return response.with("X-APIG-Ratelimit-Api", "remain:" + remaining + ",limit:" + limit + ",time:1 minute");
        }
        return response;
    }

    Response throttled(int limit) {
        Response response = HuaweiErrors.throttled(limit);
        return settings.retryAfter() == null
                ? response
                : response.with(
                        "Retry-After", Long.toString(settings.retryAfter().toSeconds()));
    }

    private Response details(Request request) {
        // the page calls idType mandatory and names a default; the sandbox applies the default
        String idType = request.query("idType") == null ? USER_ID : request.query("idType");
        if (!USER_ID.equals(idType) && !THIRD_ACCOUNT.equals(idType)) {
            return HuaweiErrors.badParameter("idType");
        }
        List<String> ids = ids(request.json());
        // none, or more than 200, is not documented (assumption: an error)
        if (ids == null || ids.isEmpty() || ids.size() > MAX_IDS) {
            return HuaweiErrors.badParameter("body");
        }
        if (settings.shuffled()) {
            Collections.shuffle(ids, new Random(ids.hashCode()));
        }
        Function<String, @Nullable HuaweiUser> lookup =
                idType.equals(THIRD_ACCOUNT) ? company.directory()::byThirdAccount : company.directory()::byUuid;
        ArrayNode users = Json.array();
        ids.forEach(id -> users.add(user(id, lookup.apply(id))));
        return HuaweiErrors.withId(Response.json(200, users));
    }

    private ObjectNode user(String requested, @Nullable HuaweiUser account) {
        int status = account == null ? HuaweiUser.MISSING : account.status();
        ObjectNode user = Json.object().put("id", id(requested, account, status));
        if (status != HuaweiUser.FOUND || !settings.omitStatusCode()) {
            user.put("statusCode", status);
        }
        boolean details =
                status != HuaweiUser.UNCHANGED && status != HuaweiUser.MISSING && status != HuaweiUser.FORBIDDEN;
        if (account != null && details) {
            user.setAll(Json.<ObjectNode>tree(account));
            // hidden numbers are not returned to others
            if (Boolean.TRUE.equals(account.hidePhone())) {
                user.remove("phone");
            }
        }
        return Json.withoutNulls(user);
    }

    /** Statuses 2 and 3 come with an id only (assumption: which id, and which other fields, is not documented). */
    private @Nullable String id(String requested, @Nullable HuaweiUser account, int status) {
        Echo echo = account != null && account.echo() != null ? account.echo() : settings.echo();
        return switch (echo) {
            case ASKED -> requested;
            case UUID -> account == null || status == HuaweiUser.MISSING ? null : account.uuid();
            case ABSENT -> null;
        };
    }

    /** The requested ids; null if the body is not an array of objects with an id each. */
    private static @Nullable List<String> ids(JsonNode body) {
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : body) {
            ids.add(entry.path("id").asText(""));
        }
        boolean valid = body.isArray()
                && body.valueStream().allMatch(entry -> entry.path("id").isTextual());
        return valid && ids.stream().noneMatch(String::isBlank) ? ids : null;
    }
}
