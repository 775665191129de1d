package io.rollcall.vendor.huawei;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpRequest.Method;
import io.rollcall.http.HttpRequest.TokenPlace;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.json.JsonText;
import io.rollcall.model.UserDetails;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.ResponseBody;
import io.rollcall.vendor.UserLookup.Question;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads Huawei's details of up to 200 people: {@code POST /v1/usg/abs/users/list?idType=}
 * (docs/vendors/pages/page-001-huawei-batch-user-details.md). The page's example says GET with a body; the method is POST, and {@code idType} is
 * always sent, because it is called mandatory (docs/vendors/huawei.md §1).
 */
final class ListUserDetails implements HuaweiOperation<Question, List<UserDetails>> {
    static final int LARGEST_BATCH = 200;
    static final String OWN_ID = "USER_ID";
    static final List<String> ID_TYPES = List.of(OWN_ID, "THIRD_ACCOUNT");
    static final Field ACCEPT = new Field("Accept", "application/json");
    static final Field CONTENT_TYPE = new Field("Content-Type", "application/json; charset=UTF-8");
    private static final TokenPlace TOKEN = TokenPlace.header("X-Access-Token");

    private final URI url;

    ListUserDetails(URI url) {
        this.url = url;
    }

    @Override
    public HuaweiApi call() {
        return HuaweiApi.USER_DETAILS;
    }

    @Override
    public RecordedFields answerFields() {
        return UserDetailsRow.FIELDS;
    }

    @Override
    public HttpRequest request(Question question) {
        check(question);
        return new HttpRequest(
                Method.POST,
                url,
                "/v1/usg/abs/users/list",
                List.of(new Field("idType", question.idType())),
                List.of(ACCEPT, CONTENT_TYPE),
                JsonText.written(out -> write(question.ids(), out)),
                TOKEN);
    }

    // without a tree: a large roster sends a million
    private static void write(List<String> ids, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (String id : ids) {
            out.writeStartObject();
            out.writeStringField("id", id);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    // what the server does with none, too many, or the same id twice is not documented
    private static void check(Question question) {
        if (!ID_TYPES.contains(question.idType())) {
            throw new IllegalArgumentException("an id type is one of " + ID_TYPES);
        }
        if (question.ids().isEmpty() || question.ids().size() > LARGEST_BATCH) {
            throw new IllegalArgumentException("a question names 1 to " + LARGEST_BATCH + " ids");
        }
        Set<String> seen = new HashSet<>();
        for (String id : question.ids()) {
            if (id.isBlank() || !seen.add(id)) {
                throw new IllegalArgumentException("the ids of a question are distinct, and none is blank");
            }
        }
    }

    @Override
    public ParsedResponse<List<UserDetails>> read(Question question, HttpResponse response) {
        ResponseBody body = ResponseBody.of(response);
        ParsedResponse<List<UserDetails>> refusal = HuaweiErrorParser.in(call(), response, body);
        if (refusal != null) {
            return refusal;
        }
        Json json = body.json().unfolded();
        // one person alone may be written without the array around
        boolean array = !json.isObject() || UserDetailsRow.looksLikeOne(json);
        if (!json.isSaid() || !array) {
            return HuaweiErrorParser.unreadable(call(), response, "it is no list");
        }
        ListRows<UserDetails> rows = ListRows.ofObjects(json, ListUserDetails::found);
        return rows == null
                ? HuaweiErrorParser.unreadable(call(), response, "it is no list")
                : ParsedResponse.answer(rows.items(), rows.skipped());
    }

    // a row without an id is the page's own example
    private static Row<UserDetails> found(Json row) {
        Json id = row.at("id");
        String text = id.text();
        boolean unsaid = !id.isSaid() || (text != null && text.isBlank());
        String wrong = unsaid ? null : id.notAnId();
        return wrong == null ? Row.of(UserDetailsRow.read(row)) : Row.unreadable("whose id " + wrong);
    }
}
