package io.rollcall.app.server;

import io.rollcall.app.api.ApiProblem;
import io.rollcall.app.server.Sessions.Session;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.Secret;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request may do, by its bearer token or its session. The token is read anew for each request, so that a new
 * one in its file counts at once and ends all sessions. Thread-safe; reads the token's file.
 */
final class Authenticator {
    private static final String BEARER = "bearer ";

    private final @Nullable Secret token;
    private final String cookie;
    private final Sessions sessions;
    private final WrongTokens wrong;
    /** Of requests to another host: a web page that rebinds its name sends them from its reader's address. */
    private final WrongTokens wrongElsewhere;

    private final Runnable onWrong;

    /**
     * @param cookie the name of the session's cookie
     * @param onWrong called for each wrong token
     */
    Authenticator(@Nullable Secret token, String cookie, InstantSource clock, Runnable onWrong) {
        this.token = token;
        this.cookie = cookie;
        this.sessions = new Sessions(clock);
        this.wrong = new WrongTokens(clock);
        this.wrongElsewhere = new WrongTokens(clock);
        this.onWrong = onWrong;
    }

    /**
     * What a request may do.
     *
     * @param signedIn whether it showed the token, or has a session
     * @param session null without one
     */
    record Access(boolean tokenConfigured, boolean signedIn, @Nullable Session session) {
        /** The value that a session's changing request must repeat; empty without a session. */
        Optional<String> csrf() {
            return Optional.ofNullable(session).map(Session::csrf);
        }
    }

    /** A wrong token, shown too often: the answer has status 429. */
    static final class TooManyWrongTokens extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long seconds;

        TooManyWrongTokens(Duration wait) {
            super("too many wrong tokens", null, false, false);
            this.seconds = Math.max(1, wait.toSeconds() + (wait.toMillisPart() > 0 ? 1 : 0));
        }

        /** How long to wait. */
        long seconds() {
            return seconds;
        }
    }

    /**
     * What a request may do.
     *
     * @throws ApiProblem if it shows a wrong token, or the configured one cannot be read
     * @throws TooManyWrongTokens if the token is not checked now
     */
    Access access(HttpServerExchange exchange) {
        if (token == null) {
            return new Access(false, false, null);
        }
        Optional<String> shown = bearer(exchange);
        if (shown.isPresent()) {
            check(exchange, shown.get(), wrong);
            return new Access(true, true, null);
        }
        Session session = session(exchange).orElse(null);
        return new Access(true, session != null, session);
    }

    private static Optional<String> bearer(HttpServerExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    /** Whether a request to another host has a right token. A wrong one is counted apart; nothing is thrown. */
    boolean hasRightToken(HttpServerExchange exchange) {
        Optional<String> shown = bearer(exchange);
        if (token == null || shown.isEmpty()) {
            return false;
        }
        try {
            check(exchange, shown.get(), wrongElsewhere);
            return true;
        } catch (ApiProblem | TooManyWrongTokens refused) {
            return false;
        }
    }

    /** A session, and its id for the cookie. */
    record Opened(String id, Access access) {
        @Override
        public String toString() {
            return "a session";
        }
    }

    /**
     * Opens a session, and ends the one that the request has.
     *
     * @throws ApiProblem if the token is wrong, none is configured, or it cannot be read
     * @throws TooManyWrongTokens if the token is not checked now
     */
    Opened signIn(HttpServerExchange exchange, String shown) {
        if (token == null) {
            throw noToken();
        }
        String right = check(exchange, shown, wrong);
        signOut(exchange);
        String id = sessions.open(Hashes.sha256(right));
        return new Opened(
                id,
                new Access(true, true, sessions.find(id, Hashes.sha256(right)).orElse(null)));
    }

    /** Ends the session of a request, if it has one. */
    void signOut(HttpServerExchange exchange) {
        sessionId(exchange).ifPresent(sessions::close);
    }

    String cookie() {
        return cookie;
    }

    /** A change although no token is configured. */
    static ApiProblem noToken() {
        return new ApiProblem(
                403,
                "no token is configured",
                "This needs a token. Set rollcall.server.token-file and restart Rollcall.");
    }

    /** Checks a token and returns the right one. */
    private String check(HttpServerExchange exchange, String shown, WrongTokens wrong) {
        String right = reveal();
        String key = Hashes.sha256(Hashes.sha256(right) + shown);
        if (wrong.isKnown(key)) {
            throw wrongToken();
        }
        String client = ClientAddress.of(exchange);
        wrong.tryOne(client).ifPresent(wait -> {
            throw new TooManyWrongTokens(wait);
        });
        if (!Hashes.isSame(right, shown)) {
            wrong.wrong(key);
            throw wrongToken();
        }
        wrong.right(client);
        return right;
    }

    private ApiProblem wrongToken() {
        onWrong.run();
        return new ApiProblem(
                401, "wrong token", "Use the token of rollcall.server.token or rollcall.server.token-file.");
    }

    private String reveal() {
        try {
            return token == null ? "" : token.reveal();
        } catch (UnavailableSecretException unreadable) {
            throw new ApiProblem(
                    503,
                    "the token cannot be read",
                    "Make the file of rollcall.server.token-file readable for Rollcall.");
        }
    }

    private Optional<Session> session(HttpServerExchange exchange) {
        return sessionId(exchange).flatMap(id -> sessions.find(id, Hashes.sha256(reveal())));
    }

    private Optional<String> sessionId(HttpServerExchange exchange) {
        return Optional.ofNullable(exchange.getRequestCookie(cookie)).map(Cookie::getValue);
    }
}
