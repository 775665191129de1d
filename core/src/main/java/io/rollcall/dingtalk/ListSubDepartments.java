package io.rollcall.dingtalk;

import io.rollcall.call.Reading;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.internal.Json;
import io.rollcall.json.internal.JsonText;
import io.rollcall.json.internal.Rows;
import io.rollcall.json.internal.Rows.Row;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.provider.DepartmentDirectory.SubDepartments;
import java.util.List;

/**
 * The departments directly below one, as far as the application's scope reaches:
 * {@code POST /topapi/v2/department/listsub} (vendors/dingtalk.md §5). One level, no pages.
 */
final class ListSubDepartments implements DingTalkOperation<SubDepartments, List<Department>> {
    private final OldGeneration oapi;

    ListSubDepartments(OldGeneration oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkCall call() {
        return DingTalkCall.SUB_DEPARTMENTS;
    }

    @Override
    public HttpRequest request(SubDepartments question) {
        return oapi.post("/topapi/v2/department/listsub", JsonText.of(json -> {
            json.writeStartObject();
            json.writeNumberField("dept_id", question.parent().value());
            if (!question.language().isBlank()) {
                json.writeStringField("language", question.language());
            }
            json.writeEndObject();
        }));
    }

    @Override
    public Reading<List<Department>> read(SubDepartments question, HttpResponse response) {
        return oapi.read(call(), response, (answer, result) -> {
            Rows<Department> rows = Rows.ofObjects(result, ListSubDepartments::department);
            return rows == null
                    ? answer.unreadable("result is no list of departments")
                    : Reading.answer(rows.items(), rows.skipped());
        });
    }

    private static Row<Department> department(Json row) {
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
