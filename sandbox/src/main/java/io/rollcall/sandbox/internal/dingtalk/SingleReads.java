package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.Department;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.company.Directory;
import io.rollcall.sandbox.internal.company.Person;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The contacts endpoints that read one person, one department, the number of people, or the application's scope
 * (docs/vendors/dingtalk.md §5; docs/vendors/dingtalk-stream.md §7).
 */
final class SingleReads {
    private static final int MAX_USER_ID = 64;
    private static final int MAX_UNION_ID = 100;

    private final Directory directory;
    private final DingTalkSettings settings;
    private final AccessChecks access;
    private final UserJson userJson;

    SingleReads(CompanyDefinition company, AccessChecks access) {
        this.directory = company.directory();
        this.settings = company.dingtalk();
        this.access = access;
        this.userJson = new UserJson(settings);
    }

    /** {@code POST /topapi/v2/user/get}: people who have left do not exist. */
    Response user(Request request) {
        return TopApiCall.checked(access, VendorApi.DINGTALK_USER, DingTalkSettings.MEMBER_READ, request, this::user);
    }

    private Response user(Map<String, String> fields) {
        String userId = fields.getOrDefault("userid", "");
        if (userId.isBlank() || userId.length() > MAX_USER_ID) {
            return TopApiErrors.badParameter("userid");
        }
        Person person = directory.byUserId(userId);
        Response error = personError(person);
        if (error == null) {
            error = TopApiCall.languageError(fields);
        }
        return error == null ? TopApiCall.ok(userJson.single(Objects.requireNonNull(person))) : error;
    }

    private @Nullable Response personError(@Nullable Person person) {
        if (person == null) {
            return TopApiErrors.bare(60121, "找不到该用户");
        }
        return directory.inScope(person)
                ? null
                : TopApiErrors.bare(50002, "The employee is out of the permission scope");
    }

    /** {@code POST /topapi/user/count}: not limited by the scope. */
    Response count(Request request) {
        return TopApiCall.checked(
                access, VendorApi.DINGTALK_USER_COUNT, DingTalkSettings.MEMBER_READ, request, this::count);
    }

    private Response count(Map<String, String> fields) {
        String onlyActive = fields.getOrDefault("only_active", "");
        return switch (onlyActive) {
            case "true" -> TopApiCall.ok(Json.object().put("count", directory.size() - directory.inactive()));
            case "false" -> TopApiCall.ok(Json.object().put("count", directory.size()));
            default -> TopApiErrors.malformed("only_active");
        };
    }

    /** {@code POST /topapi/v2/user/getbymobile}: internal applications only. Assumption: a number has no +86. */
    Response userByMobile(Request request) {
        return TopApiCall.checked(
                access, VendorApi.DINGTALK_USER_BY_MOBILE, DingTalkSettings.MOBILE_READ, request, this::userByMobile);
    }

    private Response userByMobile(Map<String, String> fields) {
        if (settings.thirdParty()) {
            return TopApiErrors.wrapped("60011", "没有调用该接口的权限: " + DingTalkSettings.MOBILE_READ);
        }
        String mobile = fields.getOrDefault("mobile", "");
        if (mobile.isBlank()) {
            return TopApiErrors.malformed("mobile");
        }
        // assumption: what is no number at all is the code's "invalid number"; the table does not say more
        if (!mobile.matches("\\+?[0-9-]{5,20}")) {
            return TopApiErrors.bare(40104, "无效的手机号码");
        }
        boolean accounts = "true".equals(fields.get("support_exclusive_account_search"));
        List<Person> people = directory.byMobile(mobile);
        ObjectNode result = Json.object();
        people.stream()
                .filter(person -> person.enterprise() == null)
                .findFirst()
                .ifPresent(person -> result.put("userid", person.userId()));
        List<String> enterprise = people.stream()
                .filter(person -> accounts && person.enterprise() != null)
                .map(Person::userId)
                .toList();
        if (!enterprise.isEmpty()) {
            result.set("exclusive_account_userid_list", Json.tree(enterprise));
        }
        return result.isEmpty() ? TopApiErrors.bare(60121, "找不到该用户") : TopApiCall.ok(result);
    }

    /** {@code POST /topapi/user/getbyunionid}. */
    Response userByUnionId(Request request) {
        return TopApiCall.checked(
                access,
                VendorApi.DINGTALK_USER_BY_UNION_ID,
                DingTalkSettings.MEMBER_READ,
                request,
                this::userByUnionId);
    }

    private Response userByUnionId(Map<String, String> fields) {
        String unionId = fields.getOrDefault("unionid", "");
        if (unionId.isBlank() || unionId.length() > MAX_UNION_ID) {
            return TopApiErrors.badParameter("unionid");
        }
        Person person = directory.byUnionId(unionId);
        Response error = personError(person);
        return error == null
                ? TopApiCall.ok(Json.object()
                        .put("contact_type", 0)
                        .put("userid", Objects.requireNonNull(person).userId()))
                : error;
    }

    /** {@code POST /topapi/v2/department/get}: the fields of listsub (assumption). */
    Response department(Request request) {
        return TopApiCall.checked(
                access, VendorApi.DINGTALK_DEPARTMENT, DingTalkSettings.DEPARTMENT_READ, request, this::department);
    }

    private Response department(Map<String, String> fields) {
        long id = TopApiCall.number(fields.get("dept_id"));
        Response error =
                id < 1 ? TopApiErrors.badParameter("dept_id") : TopApiCall.departmentError(directory, id, true);
        if (error == null) {
            error = TopApiCall.languageError(fields);
        }
        Department department = directory.department(id);
        return error != null || department == null ? Objects.requireNonNull(error) : TopApiCall.ok(json(department));
    }

    private static ObjectNode json(Department department) {
        ObjectNode json = Json.object().put("dept_id", department.id()).put("name", department.name());
        if (department.parent() != 0) {
            json.put("parent_id", department.parent());
        }
        return json.put("create_dept_group", department.createGroup()).put("auto_add_user", department.autoAddUser());
    }

    /** {@code GET /auth/scopes}: metered, and without {@code result}. */
    Response scopes(Request request) {
        Response refusal = access.topApi(VendorApi.DINGTALK_SCOPES, DingTalkSettings.BASE, request, Map.of());
        if (refusal != null) {
            return refusal;
        }
        ObjectNode scopes = Json.object();
        VisibleParts parts = VisibleParts.of(directory);
        scopes.set("authed_user", Json.tree(parts.people()));
        scopes.set("authed_dept", Json.tree(parts.departments()));
        ObjectNode response = Json.object().put("errcode", 0).put("errmsg", "ok");
        response.putArray("auth_user_field");
        response.set("auth_org_scopes", scopes);
        return Response.json(200, response.put("request_id", RandomIds.hex()));
    }
}
