package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The people with a mobile number: {@code POST /topapi/v2/user/getbymobile} (docs/vendors/dingtalk.md §5). Internal applications
 * only. Accounts that the company owns may share a number, so there may be several.
 *
 * <p>Assumption: a Chinese number is sent without its +86, as in the page's example, and any other one as it is written.
 */
final class FindUserByMobile implements DingTalkOperation<PhoneNumber, List<PersonId>> {
    private static final String CHINA = "+86";

    private final TopApi oapi;

    FindUserByMobile(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.USER_BY_MOBILE;
    }

    @Override
    public RecordedFields answerFields() {
        return RecordedFields.NONE.ids("userid", "exclusive_account_userid_list");
    }

    @Override
    public HttpRequest request(PhoneNumber number) {
        String mobile = number.value().startsWith(CHINA) ? number.value().substring(CHINA.length()) : number.value();
        return oapi.post(
                "/topapi/v2/user/getbymobile",
                Json.object().put("mobile", mobile).put("support_exclusive_account_search", true));
    }

    @Override
    public ParsedResponse<List<PersonId>> read(PhoneNumber number, HttpResponse response) {
        return oapi.readUnless(DingTalkFaults.NO_SUCH_USER, List.of(), call(), response, FindUserByMobile::people);
    }

    private static ParsedResponse<List<PersonId>> people(DingTalkResponse answer, Json result) {
        Json single = result.at("userid");
        Json several = result.at("exclusive_account_userid_list");
        if (!single.isSaid() && !several.isSaid()) {
            return answer.unreadable("userid is missing");
        }
        ListRows<PersonId> people = ListRows.of(single.isSaid() ? List.of(single) : List.of(), FindUserByMobile::id);
        ListRows<PersonId> accounts = ListRows.of(several.items(), FindUserByMobile::id);
        Set<PersonId> all = new LinkedHashSet<>(people.items());
        all.addAll(accounts.items());
        return ParsedResponse.answer(List.copyOf(all), people.skipped().plus(accounts.skipped()));
    }

    /** A userid that stands alone. */
    static Row<PersonId> id(Json item) {
        String wrong = item.notAnId();
        return wrong == null
                ? Row.of(new PersonId(Objects.requireNonNull(item.text())))
                : Row.unreadable("whose userid " + wrong);
    }
}
