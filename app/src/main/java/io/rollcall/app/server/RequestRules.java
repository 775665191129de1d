package io.rollcall.app.server;

import io.rollcall.app.api.ApiProblem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Refuses requests that no page and no script of Rollcall's sends, before anything else is done with them. Thread-safe. */
final class RequestRules {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");
    private static final List<HttpString> OVERRIDES = List.of(
            new HttpString("X-HTTP-Method-Override"),
            new HttpString("X-HTTP-Method"),
            new HttpString("X-Method-Override"));
    private static final HttpString FORWARDED_HOST = new HttpString("X-Forwarded-Host");
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");

    private final HostNames hosts;

    RequestRules(HostNames hosts) {
        this.hosts = hosts;
    }

    /**
     * Checks the form of a request.
     *
     * @throws ApiProblem if it is refused
     */
    void check(HttpServerExchange exchange) {
        if (!exchange.isHttp11() && !exchange.isHttp10()) {
            throw new ApiProblem(505, "version not supported", "Use HTTP/1.1.");
        }
        if (!METHODS.contains(exchange.getRequestMethod().toString())) {
            throw new ApiProblem(405, "method not allowed", "Use GET, HEAD, POST or DELETE.");
        }
        if (OVERRIDES.stream().anyMatch(exchange.getRequestHeaders()::contains)) {
            throw ApiProblem.invalid("The method of a request cannot be overridden. Remove the header.");
        }
        if (exchange.isHostIncludedInRequestURI() || !exchange.getRequestURI().startsWith("/")) {
            throw ApiProblem.invalid("The request target must be a path.");
        }
        HeaderValues host = exchange.getRequestHeaders().get(Headers.HOST);
        if (host == null ? exchange.isHttp11() : host.size() != 1) {
            throw ApiProblem.invalid("Send one Host header.");
        }
    }

    /** Whether the request names this server as its host. HTTP/1.0 clients need not send a Host. */
    boolean isOwnHost(HttpServerExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        return host == null || hosts.accept(host);
    }

    /** A request to another host. */
    static ApiProblem otherHost() {
        return new ApiProblem(
                421,
                "unknown host",
                "Use an address of this machine as the host, for example 127.0.0.1; behind a reverse proxy see"
                        + " docs/administrators/page-access.md.");
    }

    /**
     * Refuses requests of other sites' pages.
     *
     * @throws ApiProblem if a browser says that the request is from another site
     */
    static void checkSite(HttpServerExchange exchange) {
        String site = exchange.getRequestHeaders().getFirst(FETCH_SITE);
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        // browsers set both headers; pages cannot
        boolean own = site == null
                ? origin == null || isOwnOrigin(origin, exchange)
                : site.equals("same-origin")
                        || site.equals("none")
                        || (origin != null && isOwnOrigin(origin, exchange));
        if (!own) {
            throw new ApiProblem(403, "another site", "The API answers its own page and scripts only.");
        }
    }

    // a page of another site cannot add X-Forwarded-Host: the browser would ask first, and the answer is 405
    private static boolean isOwnOrigin(String origin, HttpServerExchange exchange) {
        String text = origin.toLowerCase(Locale.ROOT);
        boolean direct = Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.HOST))
                .filter(host -> text.equals("http://" + withoutPort(host, ":80")))
                .isPresent();
        return direct
                || Optional.ofNullable(exchange.getRequestHeaders().getFirst(FORWARDED_HOST))
                        .filter(host -> text.equals("https://" + withoutPort(host, ":443")))
                        .isPresent();
    }

    private static String withoutPort(String host, String usual) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(usual) ? name.substring(0, name.length() - usual.length()) : name;
    }
}
