package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.vendor.DirectoryProofs.VisibleScope;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.Objects;

/**
 * What the application may see: {@code GET /auth/scopes} (docs/vendors/dingtalk.md §5). It holds its values beside
 * {@code errcode}, not in {@code result}.
 *
 * <p>Assumption: who may see the root department may see the whole company.
 */
final class GetScopes implements DingTalkOperation<WholeCompany, VisibleScope> {
    private static final DepartmentId ROOT = new DepartmentId(1);

    private final TopApi oapi;

    GetScopes(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.SCOPES;
    }

    @Override
    public RecordedFields answerFields() {
        return RecordedFields.NONE
                .containers("auth_org_scopes")
                .ids("authed_dept", "authed_user")
                .hide("auth_user_field", "condition_field");
    }

    @Override
    public HttpRequest request(WholeCompany company) {
        return oapi.get("/auth/scopes");
    }

    @Override
    public ParsedResponse<VisibleScope> read(WholeCompany company, HttpResponse response) {
        return oapi.readWithoutResult(call(), response, GetScopes::scope);
    }

    private static ParsedResponse<VisibleScope> scope(DingTalkResponse answer) {
        Json scopes = answer.at("auth_org_scopes").unfolded();
        if (!scopes.isObject()) {
            return answer.unreadable("auth_org_scopes is missing");
        }
        // a list that is not there names nothing; so the application seems to see less, which proves nothing wrongly
        ListRows<DepartmentId> departments =
                ListRows.of(scopes.at("authed_dept").items(), GetScopes::department);
        ListRows<PersonId> people = ListRows.of(scopes.at("authed_user").items(), GetScopes::person);
        return ParsedResponse.answer(
                new VisibleScope(departments.items().contains(ROOT), departments.items(), people.items()),
                departments.skipped().plus(people.skipped()));
    }

    private static Row<DepartmentId> department(Json item) {
        DepartmentId id = PersonRow.department(item);
        return id == null ? Row.unreadable("of authed_dept " + PersonRow.noDepartment(item)) : Row.of(id);
    }

    private static Row<PersonId> person(Json item) {
        String wrong = item.notAnId();
        return wrong == null
                ? Row.of(new PersonId(Objects.requireNonNull(item.text())))
                : Row.unreadable("of authed_user " + wrong);
    }
}
