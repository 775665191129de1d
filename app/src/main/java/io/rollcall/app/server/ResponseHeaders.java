package io.rollcall.app.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.Map;

/** The headers of every response. Stateless. */
final class ResponseHeaders {
    /** Everything that the page needs comes from this server, in files of its own: no inline script and no inline style. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    private static final Map<HttpString, String> ALWAYS = Map.of(
            new HttpString("Content-Security-Policy"), POLICY,
            new HttpString("X-Content-Type-Options"), "nosniff",
            new HttpString("X-Frame-Options"), "DENY",
            new HttpString("Referrer-Policy"), "no-referrer",
            new HttpString("Cross-Origin-Opener-Policy"), "same-origin",
            new HttpString("Cross-Origin-Resource-Policy"), "same-origin",
            new HttpString("Permissions-Policy"), "camera=(), geolocation=(), microphone=()",
            new HttpString("Cache-Control"), "no-store");

    private ResponseHeaders() {}

    static void put(HttpServerExchange exchange) {
        ALWAYS.forEach(exchange.getResponseHeaders()::put);
    }
}
