package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.Department;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.company.Directory;
import io.rollcall.sandbox.internal.company.Directory.Order;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
        // assumption: listsub and listsubid need the permission of user/list; the facts name none
        return TopApiCall.checked(access, api, DingTalkSettings.CONTACTS_READ, request, endpoint);
    }

    /** {@code POST /topapi/v2/user/list}. */
    Response userList(Request request) {
        return checked(VendorApi.DINGTALK_DEPARTMENT_USERS, request, this::userList);
    }

    private Response userList(Map<String, String> fields) {
        long id = TopApiCall.number(fields.get("dept_id"));
        long cursor = TopApiCall.number(fields.get("cursor"));
        long size = TopApiCall.number(fields.get("size"));
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
        Response error = TopApiCall.departmentError(directory, id, true);
        if (error == null) {
            error = TopApiCall.languageError(fields);
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
            return TopApiCall.ok(result.set("list", list));
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
        long id = fields.containsKey("dept_id") ? TopApiCall.number(fields.get("dept_id")) : Department.ROOT;
        Response error =
                id < 1 ? TopApiErrors.badParameter("dept_id") : TopApiCall.departmentError(directory, id, true);
        if (error == null) {
            error = TopApiCall.languageError(fields);
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
        return TopApiCall.ok(departments);
    }

    /** {@code POST /topapi/v2/department/listsubid}: one level, with hidden departments. */
    Response subDepartmentIds(Request request) {
        return checked(VendorApi.DINGTALK_SUB_DEPARTMENT_IDS, request, this::subDepartmentIds);
    }

    private Response subDepartmentIds(Map<String, String> fields) {
        long id = TopApiCall.number(fields.get("dept_id"));
        Response error =
                id < 1 ? TopApiErrors.badParameter("dept_id") : TopApiCall.departmentError(directory, id, false);
        if (error != null) {
            return error;
        }
        ObjectNode result = Json.object();
        ArrayNode ids = result.putArray("dept_id_list");
        directory.children(id).forEach(child -> ids.add(child.id()));
        return TopApiCall.ok(result);
    }

    private static Optional<Order> order(String field) {
        return Arrays.stream(Order.values())
                .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(field))
                .findFirst();
    }
}
