package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.List;

/**
 * The person with a unionId: {@code POST /topapi/user/getbyunionid} (docs/vendors/dingtalk.md §5). An external contact is no person
 * of the company.
 */
final class FindUserByUnionId implements DingTalkOperation<UserId, List<PersonId>> {
    /** The longest unionId (§5). */
    private static final int LONGEST_ID = 100;

    private static final Long EXTERNAL = 1L;

    private final TopApi oapi;

    FindUserByUnionId(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.USER_BY_UNION_ID;
    }

    @Override
    public RecordedFields answerFields() {
        return RecordedFields.NONE.ids("userid").keep("contact_type");
    }

    @Override
    public HttpRequest request(UserId user) {
        if (user.value().length() > LONGEST_ID) {
            throw new IllegalArgumentException("a unionId has at most " + LONGEST_ID + " characters");
        }
        return oapi.post("/topapi/user/getbyunionid", Json.object().put("unionid", user.value()));
    }

    @Override
    public ParsedResponse<List<PersonId>> read(UserId user, HttpResponse response) {
        return oapi.readUnless(DingTalkFaults.NO_SUCH_USER, List.of(), call(), response, (answer, result) -> {
            Row<PersonId> id = FindUserByMobile.id(result.at("userid"));
            PersonId person = id.value();
            if (person == null) {
                return answer.unreadable("it describes a person " + id.wrong());
            }
            boolean external = EXTERNAL.equals(result.at("contact_type").number());
            return ParsedResponse.answer(external ? List.of() : List.of(person));
        });
    }
}
