package io.rollcall.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.api.ApiProblem;
import io.rollcall.app.server.Authenticator.Access;
import io.rollcall.report.JsonLine;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers {@code /api/v1/session}: what the page may do, signing in and signing out. Thread-safe. */
final class SessionHandler {
    static final String PATH = "api/v1/session";
    private static final HttpString FORWARDED_PROTO = new HttpString("X-Forwarded-Proto");

    private final ServerOptions options;
    private final Authenticator authenticator;
    private final AccessRules rules;

    SessionHandler(ServerOptions options, Authenticator authenticator, AccessRules rules) {
        this.options = options;
        this.authenticator = authenticator;
        this.rules = rules;
    }

    /** @throws ApiProblem if the request is refused */
    Answer answer(HttpServerExchange exchange, String method, byte[] body) {
        return switch (method) {
            case "GET", "HEAD" -> Answer.json(200, describe(authenticator.access(exchange)));
            case "POST" -> signIn(exchange, body);
            case "DELETE" -> signOut(exchange);
            default ->
                Answer.problem(405, "method not allowed", "Use GET, POST or DELETE.")
                        .with("Allow", "DELETE, GET, HEAD, POST");
        };
    }

    private Answer signIn(HttpServerExchange exchange, byte[] body) {
        AccessRules.requireJson(exchange);
        JsonNode token = ApiHandler.json(body).path("token");
        if (!token.isTextual()) {
            throw ApiProblem.invalid("The field token is required.");
        }
        Authenticator.Opened opened =
                authenticator.signIn(exchange, token.textValue().strip());
        return Answer.json(200, describe(opened.access()))
                .with("Set-Cookie", cookie(exchange, opened.id(), Sessions.LENGTH.toSeconds()));
    }

    private Answer signOut(HttpServerExchange exchange) {
        Access access = authenticator.access(exchange);
        if (access.session() != null) {
            rules.requireChange(exchange, access);
            authenticator.signOut(exchange);
        }
        return Answer.empty(204).with("Set-Cookie", cookie(exchange, "", 0));
    }

    private String cookie(HttpServerExchange exchange, String value, long seconds) {
        boolean encrypted = "https".equals(exchange.getRequestHeaders().getFirst(FORWARDED_PROTO));
        return authenticator.cookie() + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (encrypted ? "; Secure" : "");
    }

    private String describe(Access access) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (access.signedIn() || !access.tokenConfigured()) {
            fields.put("version", options.version());
        }
        fields.put("tokenConfigured", access.tokenConfigured());
        fields.put("signedIn", access.signedIn());
        fields.put("mayChange", access.signedIn());
        access.csrf().ifPresent(csrf -> fields.put("csrf", csrf));
        fields.put("showNames", options.showNames());
        return JsonLine.of(fields);
    }
}
