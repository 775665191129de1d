package io.rollcall.dingtalk;

import io.rollcall.call.Reading;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.internal.Json;
import io.rollcall.json.internal.JsonText;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.provider.DepartmentDirectory.SubDepartments;
import java.util.ArrayList;
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
            List<Department> departments = new ArrayList<>();
            for (Json row : result.items()) {
                DepartmentId id = PersonRow.department(row.at("dept_id"));
                if (id == null) {
                    return answer.unreadable("a department has no dept_id");
                }
                departments.add(new Department(
                        id,
                        row.at("name").text(),
                        PersonRow.department(row.at("parent_id")),
                        row.at("create_dept_group").bool(),
                        row.at("auto_add_user").bool()));
            }
            return Reading.answer(List.copyOf(departments));
        });
    }
}
