package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.Optional;

/**
 * A single person: {@code POST /topapi/v2/user/get} (docs/vendors/dingtalk.md §5). Only errcode 60121 says that the company
 * has no such person; 50002 says that the application may not see them (§3.2).
 */
final class GetUser implements DingTalkOperation<PersonQuestion, Optional<PersonDetails>> {
    /** The longest userid (§5). */
    static final int LONGEST_ID = 64;

    private final TopApi oapi;

    GetUser(TopApi oapi) {
        this.oapi = oapi;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.USER;
    }

    @Override
    public RecordedFields answerFields() {
        return PersonRow.FIELDS;
    }

    @Override
    public HttpRequest request(PersonQuestion question) {
        String id = question.person().value();
        if (id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("a userid has at most " + LONGEST_ID + " characters");
        }
        ObjectNode body = Json.object().put("userid", id);
        if (!question.language().isBlank()) {
            body.put("language", question.language());
        }
        return oapi.post("/topapi/v2/user/get", body);
    }

    @Override
    public ParsedResponse<Optional<PersonDetails>> read(PersonQuestion question, HttpResponse response) {
        return oapi.readUnless(
                DingTalkFaults.NO_SUCH_USER,
                Optional.empty(),
                call(),
                response,
                (answer, result) -> person(question.person(), answer, result));
    }

    private static ParsedResponse<Optional<PersonDetails>> person(
            PersonId asked, DingTalkResponse answer, Json result) {
        Row<PersonDetails> row = PersonRow.readSingle(result);
        PersonDetails person = row.value();
        if (person == null) {
            return answer.unreadable("it describes a person " + row.wrong());
        }
        // whether letter case counts in a userid is not known; any other difference is another person
        return person.person().id().value().equalsIgnoreCase(asked.value())
                ? ParsedResponse.answer(Optional.of(person))
                : answer.unreadable("it describes another person than the one that was asked for");
    }
}
