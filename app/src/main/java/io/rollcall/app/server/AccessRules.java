package io.rollcall.app.server;

import io.rollcall.app.api.ApiProblem;
import io.rollcall.app.server.Authenticator.Access;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Optional;

/** What a request must have shown for what it asks. Immutable and thread-safe. */
final class AccessRules {
    private static final HttpString CSRF = new HttpString("X-Rollcall-Csrf");

    private final boolean loopback;

    /** @param loopback whether only this machine can connect to the server's address */
    AccessRules(boolean loopback) {
        this.loopback = loopback;
    }

    /** Whether a request may come from another machine: directly, or passed on by a proxy on this one. */
    boolean isFromBeyond(HttpServerExchange exchange) {
        return !loopback || ClientAddress.isForwarded(exchange);
    }

    /**
     * For data of the API: the token where one is configured; on loopback none is needed where none is configured.
     *
     * @throws ApiProblem if that is missing
     */
    void requireRead(HttpServerExchange exchange, Access access) {
        if (access.tokenConfigured() && !access.signedIn()) {
            throw new ApiProblem(401, "token required", "Sign in, or send Authorization: Bearer TOKEN.");
        }
        if (!access.tokenConfigured() && isFromBeyond(exchange)) {
            throw Authenticator.noToken();
        }
    }

    /**
     * For health and metrics: nothing on this machine, the token beyond it.
     *
     * @throws ApiProblem if that is missing
     */
    void requireMonitoring(HttpServerExchange exchange, Access access) {
        if (isFromBeyond(exchange)) {
            requireRead(exchange, access);
        }
    }

    /**
     * For changes: always the token, and of a session also its value against forged requests.
     *
     * @throws ApiProblem if that is missing
     */
    void requireChange(HttpServerExchange exchange, Access access) {
        if (!access.tokenConfigured()) {
            throw Authenticator.noToken();
        }
        requireRead(exchange, access);
        Optional<String> csrf = access.csrf();
        String shown = exchange.getRequestHeaders().getFirst(CSRF);
        if (csrf.isPresent() && (shown == null || !Hashes.isSame(csrf.get(), shown))) {
            throw new ApiProblem(
                    403, "not from the page", "Send the session's value csrf in the header X-Rollcall-Csrf.");
        }
    }

    /**
     * For a POST: a form of another site cannot have this content type.
     *
     * @throws ApiProblem if the body is not JSON by its header
     */
    static void requireJson(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json *(;.*)?")) {
            throw new ApiProblem(415, "unsupported media type", "Send Content-Type: application/json.");
        }
    }
}
