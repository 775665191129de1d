package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.company.Department;
import io.rollcall.sandbox.company.Directory;
import io.rollcall.sandbox.company.Directory.Order;
import io.rollcall.sandbox.company.Person;
import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Json;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The contacts calls of the old API (page 003; vendors/dingtalk.md §5). Parameters come as JSON or as a form. */
final class Contacts {
    private static final int MOST = 100;

    private final Directory directory;
    private final Gate gate;
    private final boolean asPrinted;
    private final UserWriter users;

    Contacts(Company company, Gate gate) {
        this.directory = company.directory();
        this.gate = gate;
        this.asPrinted = company.dingtalk().asPrinted();
        this.users = new UserWriter(company.dingtalk());
    }

    /** {@code POST /topapi/v2/user/list}. */
    Reply userList(Request request) {
        Map<String, String> fields = fields(request);
        Reply refusal = gate.topApi(VendorApi.DINGTALK_DEPARTMENT_USERS, request, fields == null ? Map.of() : fields);
        if (refusal != null || fields == null) {
            return refusal == null ? TopApiErrors.malformed("body") : refusal;
        }
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
        if (size < 1 || size > MOST) {
            return TopApiErrors.badParameter("size");
        }
        if (order.isEmpty()) {
            return TopApiErrors.badParameter("order_field");
        }
        if (!limited.equals("true") && !limited.equals("false")) {
            return TopApiErrors.malformed("contain_access_limit");
        }
        Reply wrong = wrongDepartment(id, true);
        if (wrong == null) {
            wrong = wrongLanguage(fields);
        }
        if (wrong != null) {
            return wrong;
        }
        return users(directory.page(id, order.get(), limited.equals("true"), cursor, (int) size), id);
    }

    private Reply users(Directory.Page page, long department) {
        return Reply.json(200, out -> {
            out.writeStartObject();
            out.writeFieldName("errcode");
            scalar(out, 0);
            out.writeStringField("errmsg", "ok");
            out.writeObjectFieldStart("result");
            out.writeFieldName("has_more");
            if (asPrinted) {
                out.writeString(Boolean.toString(page.next() >= 0));
            } else {
                out.writeBoolean(page.next() >= 0);
            }
            if (page.next() >= 0) {
                out.writeFieldName("next_cursor");
                scalar(out, page.next());
            }
            out.writeFieldName("list");
            list(out, page.people(), department);
            out.writeEndObject();
            if (!asPrinted) {
                out.writeStringField("request_id", Ids.hex());
            }
            out.writeEndObject();
        });
    }

    /** Printed, one user is an object where the page's own type column promises a list. */
    private void list(JsonGenerator out, List<Person> people, long department) throws IOException {
        boolean bare = asPrinted && people.size() == 1;
        if (!bare) {
            out.writeStartArray();
        }
        for (Person person : people) {
            users.write(out, person, department);
        }
        if (!bare) {
            out.writeEndArray();
        }
    }

    private void scalar(JsonGenerator out, long value) throws IOException {
        if (asPrinted) {
            out.writeString(Long.toString(value));
        } else {
            out.writeNumber(value);
        }
    }

    /** {@code POST /topapi/v2/department/listsub}: one level, without what the scope hides. Its page prints real types. */
    Reply subDepartments(Request request) {
        Map<String, String> fields = fields(request);
        Reply refusal = gate.topApi(VendorApi.DINGTALK_SUB_DEPARTMENTS, request, fields == null ? Map.of() : fields);
        if (refusal != null || fields == null) {
            return refusal == null ? TopApiErrors.malformed("body") : refusal;
        }
        long id = fields.containsKey("dept_id") ? number(fields.get("dept_id")) : Department.ROOT;
        Reply wrong = id < 1 ? TopApiErrors.badParameter("dept_id") : wrongDepartment(id, true);
        if (wrong == null) {
            wrong = wrongLanguage(fields);
        }
        if (wrong != null) {
            return wrong;
        }
        return result(out -> {
            out.writeArrayFieldStart("result");
            for (Department child : directory.children(id)) {
                if (directory.inScope(child)) {
                    department(out, child);
                }
            }
            out.writeEndArray();
        });
    }

    private static void department(JsonGenerator out, Department department) throws IOException {
        out.writeStartObject();
        out.writeNumberField("dept_id", department.id());
        out.writeStringField("name", department.name());
        out.writeNumberField("parent_id", department.parent());
        out.writeBooleanField("create_dept_group", department.createGroup());
        out.writeBooleanField("auto_add_user", department.autoAddUser());
        out.writeEndObject();
    }

    /** {@code POST /topapi/v2/department/listsubid}: one level, whatever the scope. */
    Reply subDepartmentIds(Request request) {
        Map<String, String> fields = fields(request);
        Reply refusal = gate.topApi(VendorApi.DINGTALK_SUB_DEPARTMENT_IDS, request, fields == null ? Map.of() : fields);
        if (refusal != null || fields == null) {
            return refusal == null ? TopApiErrors.malformed("body") : refusal;
        }
        long id = number(fields.get("dept_id"));
        Reply wrong = id < 1 ? TopApiErrors.badParameter("dept_id") : wrongDepartment(id, false);
        if (wrong != null) {
            return wrong;
        }
        return result(out -> {
            out.writeObjectFieldStart("result");
            out.writeArrayFieldStart("dept_id_list");
            for (Department child : directory.children(id)) {
                out.writeNumber(child.id());
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static Reply result(Json.Content content) {
        return Reply.json(200, out -> {
            out.writeStartObject();
            out.writeNumberField("errcode", 0);
            out.writeStringField("errmsg", "ok");
            content.write(out);
            out.writeStringField("request_id", Ids.hex());
            out.writeEndObject();
        });
    }

    private @Nullable Reply wrongDepartment(long id, boolean scoped) {
        Department department = directory.department(id);
        if (department == null) {
            return TopApiErrors.bare(60003, "部门不存在");
        }
        return scoped && !directory.inScope(department)
                ? TopApiErrors.bare(50004, "The department is out of the permission scope")
                : null;
    }

    private static @Nullable Reply wrongLanguage(Map<String, String> fields) {
        String language = fields.getOrDefault("language", "zh_CN");
        return language.equals("zh_CN") || language.equals("en_US") ? null : TopApiErrors.malformed("language");
    }

    private static Optional<Order> order(String field) {
        return Arrays.stream(Order.values())
                .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(field))
                .findFirst();
    }

    /** Null where the body is neither a JSON object of scalars nor a form. */
    private static @Nullable Map<String, String> fields(Request request) {
        byte[] body = request.body();
        if (body.length == 0) {
            return Map.of();
        }
        return request.contentType().contains("form-urlencoded") ? Json.form(body) : Json.scalars(body);
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
