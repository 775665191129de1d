package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.Department;
import io.rollcall.sandbox.internal.company.Directory;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the contacts endpoints have in common: parameters are JSON or a form, and responses have an {@code errcode}. */
final class TopApiCall {
    private TopApiCall() {}

    /** The endpoint's response, unless the call is refused before. */
    static Response checked(
            AccessChecks access,
            VendorApi api,
            String permission,
            Request request,
            Function<Map<String, String>, Response> endpoint) {
        Map<String, String> fields = fields(request);
        Response refusal = access.topApi(api, permission, request, fields == null ? Map.of() : fields);
        if (refusal != null) {
            return refusal;
        }
        return fields == null ? TopApiErrors.malformed("body") : endpoint.apply(fields);
    }

    /** The body's fields; null if it is neither a JSON object of scalars nor a form. */
    private static @Nullable Map<String, String> fields(Request request) {
        if (request.body().length == 0) {
            return Map.of();
        }
        return request.isForm() ? request.form() : Json.scalars(request.body());
    }

    static Response ok(JsonNode result) {
        ObjectNode response = Json.object().put("errcode", 0).put("errmsg", "ok");
        response.set("result", result);
        return Response.json(200, response.put("request_id", RandomIds.hex()));
    }

    static @Nullable Response departmentError(Directory directory, long id, boolean scoped) {
        Department department = directory.department(id);
        if (department == null) {
            return TopApiErrors.bare(60003, "部门不存在");
        }
        if (directory.isFailing(id)) {
            return TopApiErrors.bare(-1, "系统繁忙");
        }
        return scoped && !directory.inScope(department)
                ? TopApiErrors.bare(50004, "The department is out of the permission scope")
                : null;
    }

    static @Nullable Response languageError(Map<String, String> fields) {
        String language = fields.getOrDefault("language", "zh_CN");
        return language.equals("zh_CN") || language.equals("en_US") ? null : TopApiErrors.malformed("language");
    }

    /** The whole number; -1 if there is none. */
    static long number(@Nullable String text) {
        if (text == null) {
            return -1;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
