package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.Department;
import io.rollcall.sandbox.internal.company.Directory;
import io.rollcall.sandbox.internal.company.Directory.Order;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The contacts endpoints of {@code oapi.dingtalk.*} (page 003; docs/vendors/dingtalk.md §5). Parameters are JSON or a form. */
final class ContactEndpoints {
    private static final int MAX_SIZE = 100;

    private final Directory directory;
    private final AccessChecks access;
    private final boolean asPrinted;
    private final UserJson userJson;

    ContactEndpoints(CompanyDefinition company, AccessChecks access) {
        this.directory = company.directory();
        this.access = access;
        this.asPrinted = company.dingtalk().asPrinted();
        this.userJson = new UserJson(company.dingtalk());
    }

    private Response checked(VendorApi api, Request request, Function<Map<String, String>, Response> endpoint) {
        Map<String, String> fields = fields(request);
        Response refusal = access.topApi(api, request, fields == null ? Map.of() : fields);
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

    /** {@code POST /topapi/v2/user/list}. */
    Response userList(Request request) {
        return checked(VendorApi.DINGTALK_DEPARTMENT_USERS, request, this::userList);
    }

    private Response userList(Map<String, String> fields) {
        long id = number(fields.get("dept_id"));
        long cursor = number(fields.get("cursor"));
        long size = number(fields.get("size"));
        Optional<Order> order = order(fields.getOrDefault("order_field", "custom"));
        String limited = fields.getOrDefault("contain_access_limit", "false");
        if (id < 1) {
            return TopApiErrors.badParameter("dept_id");
        }
        if (cursor < 0) {
            return TopApiErrors.badParameter("cursor");
        }
        if (size < 1 || size > MAX_SIZE) {
            return TopApiErrors.badParameter("size");
        }
        if (order.isEmpty()) {
            return TopApiErrors.badParameter("order_field");
        }
        if (!limited.equals("true") && !limited.equals("false")) {
            return TopApiErrors.malformed("contain_access_limit");
        }
        Response error = departmentError(id, true);
        if (error == null) {
            error = languageError(fields);
        }
        return error == null
                ? users(directory.page(id, order.get(), limited.equals("true"), cursor, (int) size), id)
                : error;
    }

    private Response users(Directory.Page page, long department) {
        ArrayNode list = Json.array();
        page.people().forEach(person -> list.add(userJson.of(person, department)));
        ObjectNode result = Json.object().put("has_more", page.next() >= 0);
        if (page.next() >= 0) {
            result.put("next_cursor", page.next());
        }
        if (!asPrinted) {
            return ok(result.set("list", list));
        }
        // as printed, a single user is an object, although the page's type column says list
        UserJson.printed(result).set("list", list.size() == 1 ? list.get(0) : list);
        return Response.json(
                200, Json.object().put("errcode", "0").put("errmsg", "ok").set("result", result));
    }

    /** {@code POST /topapi/v2/department/listsub}: one level, without hidden departments. Its page prints JSON types. */
    Response subDepartments(Request request) {
        return checked(VendorApi.DINGTALK_SUB_DEPARTMENTS, request, this::subDepartments);
    }

    private Response subDepartments(Map<String, String> fields) {
        long id = fields.containsKey("dept_id") ? number(fields.get("dept_id")) : Department.ROOT;
        Response error = id < 1 ? TopApiErrors.badParameter("dept_id") : departmentError(id, true);
        if (error == null) {
            error = languageError(fields);
        }
        if (error != null) {
            return error;
        }
        ArrayNode departments = Json.array();
        directory.children(id).stream().filter(directory::inScope).forEach(child -> departments
                .addObject()
                .put("dept_id", child.id())
                .put("name", child.name())
                .put("parent_id", child.parent())
                .put("create_dept_group", child.createGroup())
                .put("auto_add_user", child.autoAddUser()));
        return ok(departments);
    }

    /** {@code POST /topapi/v2/department/listsubid}: one level, with hidden departments. */
    Response subDepartmentIds(Request request) {
        return checked(VendorApi.DINGTALK_SUB_DEPARTMENT_IDS, request, this::subDepartmentIds);
    }

    private Response subDepartmentIds(Map<String, String> fields) {
        long id = number(fields.get("dept_id"));
        Response error = id < 1 ? TopApiErrors.badParameter("dept_id") : departmentError(id, false);
        if (error != null) {
            return error;
        }
        ObjectNode result = Json.object();
        ArrayNode ids = result.putArray("dept_id_list");
        directory.children(id).forEach(child -> ids.add(child.id()));
        return ok(result);
    }

    private static Response ok(JsonNode result) {
        ObjectNode response = Json.object().put("errcode", 0).put("errmsg", "ok");
        response.set("result", result);
        return Response.json(200, response.put("request_id", RandomIds.hex()));
    }

    private @Nullable Response departmentError(long id, boolean scoped) {
        Department department = directory.department(id);
        if (department == null) {
            return TopApiErrors.bare(60003, "部门不存在");
        }
        return scoped && !directory.inScope(department)
                ? TopApiErrors.bare(50004, "The department is out of the permission scope")
                : null;
    }

    private static @Nullable Response languageError(Map<String, String> fields) {
        String language = fields.getOrDefault("language", "zh_CN");
        return language.equals("zh_CN") || language.equals("en_US") ? null : TopApiErrors.malformed("language");
    }

    private static Optional<Order> order(String field) {
        return Arrays.stream(Order.values())
                .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(field))
                .findFirst();
    }

    private static long number(@Nullable String text) {
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
