package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;

/**
 * How many people the company has, also outside the application's scope and also those who never logged in:
 * {@code POST /topapi/user/count} (docs/vendors/dingtalk-stream.md §7).
 */
final class CountUsers implements DingTalkOperation<WholeCompany, Long> {
    private final TopApi oapi;

    CountUsers(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.USER_COUNT;
    }

    @Override
    public RecordedFields answerFields() {
        return RecordedFields.NONE.keep("count");
    }

    @Override
    public HttpRequest request(WholeCompany company) {
        return oapi.post("/topapi/user/count", Json.object().put("only_active", false));
    }

    @Override
    public ParsedResponse<Long> read(WholeCompany company, HttpResponse response) {
        return oapi.read(call(), response, (answer, result) -> {
            Long count = result.at("count").number();
            return count == null || count < 0
                    ? answer.unreadable("count is missing or no number of people")
                    : ParsedResponse.answer(count);
        });
    }
}
