package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.List;

/**
 * The departments directly below one, as far as the application's scope reaches:
 * {@code POST /topapi/v2/department/listsub} (docs/vendors/dingtalk.md §5). One level, no pages.
 */
final class ListSubDepartments implements DingTalkOperation<SubDepartments, List<Department>> {
    /** What a recording may keep of a department. */
    static final RecordedFields FIELDS = RecordedFields.NONE
            .ids("dept_id", "parent_id")
            .keep("create_dept_group", "auto_add_user")
            .hide("name");

    private final TopApi oapi;

    ListSubDepartments(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.SUB_DEPARTMENTS;
    }

    @Override
    public RecordedFields answerFields() {
        return FIELDS;
    }

    @Override
    public HttpRequest request(SubDepartments question) {
        ObjectNode body = Json.object().put("dept_id", question.parent().value());
        if (!question.language().isBlank()) {
            body.put("language", question.language());
        }
        return oapi.post("/topapi/v2/department/listsub", body);
    }

    @Override
    public ParsedResponse<List<Department>> read(SubDepartments question, HttpResponse response) {
        return oapi.read(call(), response, (answer, result) -> {
            ListRows<Department> rows = ListRows.ofObjects(result, ListSubDepartments::department);
            return rows == null
                    ? answer.unreadable("result is no list of departments")
                    : ParsedResponse.answer(rows.items(), rows.skipped());
        });
    }

    /** The department; unreadable where the row has no {@code dept_id} that can be used. */
    static Row<Department> department(Json row) {
        DepartmentId id = PersonRow.department(row.at("dept_id"));
        if (id == null) {
            return Row.unreadable("whose dept_id " + PersonRow.noDepartment(row.at("dept_id")));
        }
        return Row.of(new Department(
                id,
                row.at("name").text(),
                PersonRow.department(row.at("parent_id")),
                row.at("create_dept_group").bool(),
                row.at("auto_add_user").bool()));
    }
}
