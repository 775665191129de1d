package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.DepartmentId;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.List;

/**
 * The ids of all departments directly below one, also those outside the application's scope:
 * {@code POST /topapi/v2/department/listsubid} (docs/vendors/dingtalk.md §5). One level, no pages.
 */
final class ListSubDepartmentIds implements DingTalkOperation<DepartmentId, List<DepartmentId>> {
    private final TopApi oapi;

    ListSubDepartmentIds(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.SUB_DEPARTMENT_IDS;
    }

    @Override
    public RecordedFields answerFields() {
        return RecordedFields.NONE.ids("dept_id_list");
    }

    @Override
    public HttpRequest request(DepartmentId parent) {
        return oapi.post("/topapi/v2/department/listsubid", Json.object().put("dept_id", parent.value()));
    }

    @Override
    public ParsedResponse<List<DepartmentId>> read(DepartmentId parent, HttpResponse response) {
        return oapi.read(call(), response, (answer, result) -> {
            if (!result.at("dept_id_list").isSaid()) {
                return answer.unreadable("dept_id_list is missing");
            }
            // one id alone may be written without the array around
            Json list = result.at("dept_id_list");
            List<Json> rows = list.number() != null ? List.of(list) : list.rows();
            if (rows == null) {
                return answer.unreadable("dept_id_list is no list");
            }
            ListRows<DepartmentId> ids = ListRows.of(rows, ListSubDepartmentIds::id);
            return ParsedResponse.answer(ids.items(), ids.skipped());
        });
    }

    private static Row<DepartmentId> id(Json item) {
        DepartmentId id = PersonRow.department(item);
        return id == null ? Row.unreadable("that " + PersonRow.noDepartment(item)) : Row.of(id);
    }
}
