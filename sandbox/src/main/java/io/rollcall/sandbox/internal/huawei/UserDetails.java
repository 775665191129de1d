package io.rollcall.sandbox.internal.huawei;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.sandbox.company.Account;
import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.company.HuaweiSettings;
import io.rollcall.sandbox.company.HuaweiSettings.Echo;
import io.rollcall.sandbox.internal.wire.CallLog;
import io.rollcall.sandbox.internal.wire.Json;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/usg/abs/users/list?idType=} (page 001; vendors/huawei.md §1). */
final class UserDetails {
    private static final int MOST = 200;
    private static final String THIRD_ACCOUNT = "THIRD_ACCOUNT";
    private static final String USER_ID = "USER_ID";

    private final Company company;
    private final HuaweiSettings settings;
    private final Tokens tokens;
    private final CallLog log;

    UserDetails(Company company, Tokens tokens, CallLog log) {
        this.company = company;
        this.settings = company.huawei();
        this.tokens = tokens;
        this.log = log;
    }

    Reply answer(Request request) {
        String token = request.header("X-Access-Token");
        if (token == null || token.isBlank()) {
            return Errors.noToken();
        }
        if (!tokens.isValid(token)) {
            return Errors.badToken(settings.rejectsTokenWith400());
        }
        int limit = settings.callsPerMinute();
        Reply reply = log.admit(VendorApi.HUAWEI_USER_DETAILS, limit) ? details(request) : throttled(limit);
        if (settings.rateHeaders() && limit > 0) {
            int remaining = log.remaining(VendorApi.HUAWEI_USER_DETAILS, limit);
            return reply.with("X-APIG-Ratelimit-Api", "remain:" + remaining + ",limit:" + limit + ",time:1 minute");
        }
        return reply;
    }

    Reply throttled(int limit) {
        Reply reply = Errors.throttled(limit);
        return settings.retryAfter() == null
                ? reply
                : reply.with("Retry-After", Long.toString(settings.retryAfter().toSeconds()));
    }

    private Reply details(Request request) {
        // marked mandatory and given a default at once: the default is granted
        String idType = request.query("idType") == null ? USER_ID : request.query("idType");
        if (!USER_ID.equals(idType) && !THIRD_ACCOUNT.equals(idType)) {
            return Errors.badParameter("idType");
        }
        List<String> ids = request.isJson() ? ids(request.body()) : null;
        // more than 200, or none, is not documented: strict
        if (ids == null || ids.isEmpty() || ids.size() > MOST) {
            return Errors.badParameter("body");
        }
        if (settings.shuffled()) {
            Collections.shuffle(ids, new Random(ids.hashCode()));
        }
        boolean third = idType.equals(THIRD_ACCOUNT);
        return Errors.named(Reply.json(200, out -> {
            out.writeStartArray();
            for (String id : ids) {
                Account account = third
                        ? company.directory().byThirdAccount(id)
                        : company.directory().byUuid(id);
                write(out, id, account);
            }
            out.writeEndArray();
        }));
    }

    private void write(JsonGenerator out, String asked, @Nullable Account account) throws IOException {
        int status = account == null ? Account.MISSING : account.status();
        out.writeStartObject();
        String id = id(asked, account, status);
        if (id != null) {
            out.writeStringField("id", id);
        }
        if (status != Account.FOUND || !settings.omitStatusCode()) {
            out.writeNumberField("statusCode", status);
        }
        boolean details = status != Account.UNCHANGED && status != Account.MISSING && status != Account.FORBIDDEN;
        if (account != null && details) {
            AccountWriter.write(out, account);
        }
        out.writeEndObject();
    }

    /** Statuses 2 and 3 come with an id only; which id, and what else, is not documented (assumption). */
    private @Nullable String id(String asked, @Nullable Account account, int status) {
        Echo echo = account != null && account.echo() != null ? account.echo() : settings.echo();
        return switch (echo) {
            case ASKED -> asked;
            case UUID -> account == null || status == Account.MISSING ? null : account.uuid();
            case ABSENT -> null;
        };
    }

    /** The ids asked for, or null where the body is not a list of objects with an id each. */
    private static @Nullable List<String> ids(byte[] body) {
        List<String> ids = new ArrayList<>();
        try (JsonParser in = Json.parser(body)) {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            while (in.nextToken() == JsonToken.START_OBJECT) {
                String id = id(in);
                if (id == null || id.isBlank()) {
                    return null;
                }
                ids.add(id);
            }
            return in.currentToken() == JsonToken.END_ARRAY && in.nextToken() == null ? ids : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String id(JsonParser in) throws IOException {
        String id = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = in.currentName().equals("id");
            JsonToken value = in.nextToken();
            if (isId && value == JsonToken.VALUE_STRING) {
                id = in.getText();
            } else {
                in.skipChildren();
            }
        }
        return id;
    }
}
