package com.example.acme;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpRequest.Method;
import io.rollcall.http.HttpRequest.TokenPlace;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.AccountId;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.UserLookup.Question;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Acme Rooms knows of up to 50 people: {@code GET /v1/people?by=&id=}. */
final class FindPeople implements Operation<Question, List<UserDetails>> {
    static final int LARGEST_BATCH = 50;
    static final String OWN_ID = "ACME_ID";

    /** The first is asked as where a flow does not say. */
    static final List<String> ID_TYPES = List.of("BADGE", "MAIL", OWN_ID);

    private static final TokenPlace TOKEN = TokenPlace.header("X-Acme-Token");

    private final URI url;

    FindPeople(URI url) {
        this.url = url;
    }

    // tag::character[]
    @Override
    public OperationName name() {
        return Acme.USER_DETAILS;
    }

    @Override
    public Repeat afterUnknownOutcome() {
        return Repeat.REPEAT; // it only reads
    }

    @Override
    public boolean metered() {
        return false;
    }

    @Override
    public @Nullable String requestId(HttpResponse response) {
        return AcmeAnswer.requestId(response);
    }
    // end::character[]

    // tag::request[]
    @Override
    public HttpRequest request(Question question) {
        if (!ID_TYPES.contains(question.idType())) {
            throw new IllegalArgumentException("an id type is one of " + ID_TYPES);
        }
        if (question.ids().isEmpty() || question.ids().size() > LARGEST_BATCH) {
            throw new IllegalArgumentException("a question names 1 to " + LARGEST_BATCH + " ids");
        }
        List<Field> query = new ArrayList<>();
        query.add(new Field("by", question.idType()));
        question.ids().forEach(id -> query.add(new Field("id", id)));
        return new HttpRequest(Method.GET, url, "/v1/people", query, AcmeAnswer.HEADERS, null, TOKEN);
    }
    // end::request[]

    // tag::read[]
    @Override
    public ParsedResponse<List<UserDetails>> read(Question question, HttpResponse response) {
        JsonNode json = AcmeAnswer.json(response);
        Fault refusal = AcmeAnswer.refusal(name(), response, json);
        if (refusal != null) {
            return ParsedResponse.refusal(refusal);
        }
        if (!json.path("people").isArray()) {
            return AcmeAnswer.unreadable(name(), response, "it holds no list of people");
        }
        List<UserDetails> found = new ArrayList<>();
        json.path("people").forEach(row -> found.add(found(row)));
        return ParsedResponse.answer(List.copyOf(found));
    }

    private static UserDetails found(JsonNode row) {
        return new UserDetails(status(row.path("result").asText("")), null, account(row, row.path("person")));
    }

    private static Status status(String result) {
        return switch (result) {
            case "FOUND" -> Status.FOUND;
            case "UNKNOWN" -> Status.NOT_FOUND;
            case "HIDDEN" -> Status.FORBIDDEN;
            default -> Status.UNKNOWN; // the vendor may think of more
        };
    }
    // end::read[]

    /** The id is the question's own, repeated: that is how answers are joined to people. */
    private static UserAccount account(JsonNode row, JsonNode person) {
        String asked = text(row, "asked");
        return new UserAccount(
                asked == null ? null : new AccountId(asked),
                text(person, "login"),
                text(person, "name"),
                null, // English name
                text(person, "mail"),
                null, // phone
                null, // department's name
                List.of(),
                null, // SIP number
                text(person, "room"),
                null, // type
                null, // title
                null, // description
                null, // signature
                null, // hides the phone
                null, // hard terminal
                null); // updated at
    }

    private static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isBlank() ? null : text;
    }
}
