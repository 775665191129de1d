package com.example.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Method;
import io.rollcall.http.HttpRequest.TokenPlace;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.TokenContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets a token: {@code POST /oauth/token}. */
final class GetToken implements Operation<TokenContext, AccessToken> {
    private static final long LONGEST_LIFE_SECONDS = 24 * 3600;

    private final AcmeSettings settings;

    GetToken(AcmeSettings settings) {
        this.settings = settings;
    }

    // tag::token[]
    @Override
    public HttpRequest request(TokenContext question) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("clientId", settings.clientId())
                .put("clientSecret", settings.clientSecret().reveal())
                .toString();
        return new HttpRequest(
                Method.POST, settings.url(), "/oauth/token", List.of(), AcmeAnswer.HEADERS, body, TokenPlace.NONE);
    }

    @Override
    public ParsedResponse<AccessToken> read(TokenContext question, HttpResponse response) {
        JsonNode json = AcmeAnswer.json(response);
        Fault refusal = AcmeAnswer.refusal(name(), response, json);
        if (refusal != null) {
            return ParsedResponse.refusal(refusal);
        }
        String token = json.path("token").asText("");
        long seconds = Math.min(json.path("expiresIn").asLong(), LONGEST_LIFE_SECONDS);
        if (token.isBlank() || seconds <= 0) {
            return AcmeAnswer.unreadable(name(), response, "it holds no token that lives");
        }
        // counted from before the request, so that it ends here a little earlier than there
        return ParsedResponse.answer(
                new AccessToken(token, question.now(), question.now().plusSeconds(seconds)));
    }
    // end::token[]

    @Override
    public OperationName name() {
        return Acme.TOKEN;
    }

    @Override
    public @Nullable String requestId(HttpResponse response) {
        return AcmeAnswer.requestId(response);
    }

    @Override
    public Repeat afterUnknownOutcome() {
        return Repeat.REPEAT;
    }

    @Override
    public boolean metered() {
        return false;
    }
}
