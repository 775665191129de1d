package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.Optional;

/**
 * A single department: {@code POST /topapi/v2/department/get} (docs/vendors/dingtalk-stream.md §7 names it as free). The facts do not
 * describe its answer. Assumption: a department looks as in the list of departments, and 60003 says that there is none.
 */
final class GetDepartment implements DingTalkOperation<DepartmentQuestion, Optional<Department>> {
    private final TopApi oapi;

    GetDepartment(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.DEPARTMENT;
    }

    @Override
    public RecordedFields answerFields() {
        return ListSubDepartments.FIELDS;
    }

    @Override
    public HttpRequest request(DepartmentQuestion question) {
        ObjectNode body = Json.object().put("dept_id", question.department().value());
        if (!question.language().isBlank()) {
            body.put("language", question.language());
        }
        return oapi.post("/topapi/v2/department/get", body);
    }

    @Override
    public ParsedResponse<Optional<Department>> read(DepartmentQuestion question, HttpResponse response) {
        return oapi.readUnless(
                DingTalkFaults.NO_SUCH_DEPARTMENT,
                Optional.empty(),
                call(),
                response,
                (answer, result) -> department(question.department(), answer, result));
    }

    private static ParsedResponse<Optional<Department>> department(
            DepartmentId asked, DingTalkResponse answer, Json result) {
        Row<Department> row = ListSubDepartments.department(result);
        Department department = row.value();
        if (department == null) {
            return answer.unreadable("it describes a department " + row.wrong());
        }
        return department.id().equals(asked)
                ? ParsedResponse.answer(Optional.of(department))
                : answer.unreadable("it describes another department than the one that was asked for");
    }
}
