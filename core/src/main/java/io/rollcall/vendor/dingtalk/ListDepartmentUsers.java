package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.Person;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;

/**
 * The people directly in a department, page by page: {@code POST /topapi/v2/user/list}
 * (docs/vendors/pages/page-003-dingtalk-department-users.md). Regular and Enterprise accounts come from the same call.
 *
 * <p>A page that promises more without a person, or without a cursor that moves on, is unreadable: going on would loop or
 * lose people (docs/vendors/dingtalk.md §4.3, 003).
 */
final class ListDepartmentUsers implements DingTalkOperation<PeoplePage, People> {
    static final int LARGEST_PAGE = 100; // the page states none; the SDK and the sister call do

    private final TopApi oapi;

    ListDepartmentUsers(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.DEPARTMENT_USERS;
    }

    @Override
    public RecordedFields answerFields() {
        return PersonRow.FIELDS.containers("list").keep("has_more", "next_cursor");
    }

    @Override
    public HttpRequest request(PeoplePage page) {
        if (page.size() < 1 || page.size() > LARGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " people");
        }
        if (page.cursor() < 0) {
            throw new IllegalArgumentException("a cursor must not be negative");
        }
        ObjectNode body = Json.object()
                .put("dept_id", page.department().value())
                .put("cursor", page.cursor())
                .put("size", page.size());
        String order = page.options().getOrDefault(DingTalkVendor.ORDER_FIELD.name(), "");
        if (!order.isBlank()) {
            body.put("order_field", order);
        }
        body.put(
                "contain_access_limit",
                Boolean.parseBoolean(page.options().get(DingTalkVendor.CONTAIN_ACCESS_LIMIT.name())));
        if (!page.language().isBlank()) {
            body.put("language", page.language());
        }
        return oapi.post("/topapi/v2/user/list", body);
    }

    @Override
    public ParsedResponse<People> read(PeoplePage page, HttpResponse response) {
        return oapi.read(call(), response, (answer, result) -> people(page, answer, result));
    }

    private static ParsedResponse<People> people(PeoplePage asked, DingTalkResponse answer, Json result) {
        Boolean more = result.at("has_more").bool();
        if (more == null) {
            return answer.unreadable("has_more is missing, so it is unknown whether there is more");
        }
        if (more && !result.at("list").isSaid()) {
            return answer.unreadable("list is missing although has_more is true");
        }
        ListRows<Person> rows = ListRows.ofObjects(result.at("list"), PersonRow::read);
        if (rows == null) {
            return answer.unreadable("list is no list");
        }
        if (!more) {
            return ParsedResponse.answer(new People(rows.items(), null), rows.skipped());
        }
        if (rows.items().isEmpty()) {
            return answer.emptyPage();
        }
        Long next = result.at("next_cursor").number();
        if (next == null) {
            return answer.unreadable("next_cursor is missing although has_more is true");
        }
        if (next <= asked.cursor()) {
            return answer.unreadable("next_cursor does not move on");
        }
        return ParsedResponse.answer(new People(rows.items(), next), rows.skipped());
    }
}
