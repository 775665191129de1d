package io.rollcall.app.server;

import static io.rollcall.app.server.TestServer.TOKEN;
import static io.rollcall.app.server.TestServer.bearer;
import static io.rollcall.app.server.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may read and change what, over real sockets. */
@Timeout(120)
class SignInTest {
    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-29T08:00:00Z");

    private static String cookie(String response) {
        Matcher cookie = Pattern.compile("Set-Cookie: ([^;]+);").matcher(response);
        assertThat(cookie.find()).as(response).isTrue();
        return "Cookie: " + cookie.group(1) + "\r\n";
    }

    private static String csrf(String response) {
        Matcher csrf = Pattern.compile("\"csrf\":\"([^\"]+)\"").matcher(response);
        assertThat(csrf.find()).as(response).isTrue();
        return "X-Rollcall-Csrf: " + csrf.group(1) + "\r\n";
    }

    private static String signIn(TestServer server) throws Exception {
        return server.post("/api/v1/session", "{\"token\":\"" + TOKEN + "\"}");
    }

    @Test
    void withoutAToken_loopbackMayReadAndChangeNothing() throws Exception {
        try (TestServer server = TestServer.open(folder)) {
            assertThat(status(server.get("/api/v1/flows"))).isEqualTo(200);
            assertThat(server.get("/api/v1/session"))
                    .contains("\"tokenConfigured\":false", "\"mayChange\":false", "\"version\":\"0.2\"");

            assertThat(server.post("/api/v1/pause", "{}"))
                    .contains(" 403 ", "application/problem+json", "Set rollcall.server.token-file");
            assertThat(server.post("/api/v1/pause", "{}", bearer("anything"))).contains(" 403 ");
            assertThat(server.post("/api/v1/session", "{\"token\":\"\"}")).contains(" 403 ");
            assertThat(server.changes).hasValue(0);
        }
    }

    @Test
    void withAToken_readingAndChangingNeedIt() throws Exception {
        try (TestServer server = TestServer.withToken(folder)) {
            assertThat(server.get("/api/v1/flows")).contains(" 401 ", "WWW-Authenticate: Bearer");
            assertThat(status(server.get("/api/v1/live"))).isEqualTo(401);
            assertThat(status(server.get("/api/v1/nothing"))).isEqualTo(401);
            assertThat(status(server.post("/api/v1/pause", "{}"))).isEqualTo(401);
            assertThat(server.get("/api/v1/session"))
                    .contains("\"tokenConfigured\":true", "\"signedIn\":false")
                    .doesNotContain("version");
            assertThat(status(server.get("/"))).as("the page itself").isEqualTo(200);
            assertThat(status(server.get("/metrics"))).as("on this machine").isEqualTo(200);

            assertThat(status(server.get("/api/v1/flows", bearer(TOKEN)))).isEqualTo(200);
            assertThat(status(server.post("/api/v1/pause", "{}", bearer(TOKEN))))
                    .isEqualTo(204);
            assertThat(server.changes).hasValue(1);
            assertThat(server.get("/api/v1/flows", bearer("wrong")))
                    .contains(" 401 ")
                    .doesNotContain(TOKEN, "wrong\"");
        }
    }

    @Test
    void session_readsWithItsCookie_andChangesOnlyWithItsValueToo() throws Exception {
        try (TestServer server = TestServer.withToken(folder)) {
            String opened = signIn(server);
            assertThat(opened)
                    .contains("; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict", "\"mayChange\":true")
                    .doesNotContain("Secure", TOKEN);
            String cookie = cookie(opened);

            assertThat(status(server.get("/api/v1/flows", cookie))).isEqualTo(200);
            assertThat(csrf(server.get("/api/v1/session", cookie))).isEqualTo(csrf(opened));
            assertThat(status(server.post("/api/v1/pause", "{}", cookie))).isEqualTo(403);
            assertThat(status(server.post("/api/v1/pause", "{}", cookie, "X-Rollcall-Csrf: guessed\r\n")))
                    .isEqualTo(403);
            assertThat(server.changes).hasValue(0);
            assertThat(status(server.post(
                            "/api/v1/pause", "{}", cookie, csrf(opened), "Origin: http://evil.example\r\n")))
                    .isEqualTo(403);
            assertThat(server.changes).hasValue(0);
            assertThat(status(server.post("/api/v1/pause", "{}", cookie, csrf(opened), "Origin: http://127.0.0.1\r\n")))
                    .isEqualTo(204);

            String end = "DELETE /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + cookie;
            assertThat(status(server.raw(end + "\r\n"))).isEqualTo(403);
            assertThat(server.raw(end + csrf(opened) + "\r\n")).contains(" 204 ", "Max-Age=0");
            assertThat(status(server.get("/api/v1/flows", cookie))).isEqualTo(401);
        }
    }

    @Test
    void session_endsAfterTwelveHours_andWhenTheTokenInItsFileChanges() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), TOKEN);
        Secret token = Secret.from(() -> {
            try {
                return Files.readString(file);
            } catch (java.io.IOException unreadable) {
                throw new UnavailableSecretException("unreadable");
            }
        });
        try (TestServer server = TestServer.withToken(folder, token, () -> now)) {
            String cookie = cookie(signIn(server));
            now = now.plus(Duration.ofHours(12)).minusSeconds(1);
            assertThat(status(server.get("/api/v1/flows", cookie))).isEqualTo(200);
            now = now.plusSeconds(1);
            assertThat(status(server.get("/api/v1/flows", cookie))).isEqualTo(401);

            String second = cookie(signIn(server));
            Files.writeString(file, "another-token-5d8e");
            assertThat(status(server.get("/api/v1/flows", second))).isEqualTo(401);
            assertThat(status(server.get("/api/v1/flows", bearer(TOKEN)))).isEqualTo(401);
            assertThat(status(server.get("/api/v1/flows", bearer("another-token-5d8e"))))
                    .isEqualTo(200);

            Files.delete(file);
            assertThat(server.get("/api/v1/flows", bearer("another-token-5d8e")))
                    .contains(" 503 ", "rollcall.server.token-file");
        }
    }

    @Test
    void wrongTokens_areSlowedDown_andARightOneIsAcceptedSoonAfter() throws Exception {
        try (TestServer server = TestServer.withToken(folder, Secret.of(TOKEN), () -> now)) {
            String cookie = cookie(signIn(server));
            for (int i = 0; i < WrongTokens.OF_ADDRESS; i++) {
                assertThat(status(server.get("/api/v1/flows", bearer("guess-" + i))))
                        .isEqualTo(401);
            }

            String refused = server.get("/api/v1/flows", bearer("guess-more"));
            assertThat(refused).contains(" 429 ", "Retry-After: 6", "Wait 6 seconds");
            assertThat(status(server.post("/api/v1/session", "{\"token\":\"" + TOKEN + "\"}")))
                    .as("not even checked")
                    .isEqualTo(429);
            assertThat(status(server.get("/api/v1/flows", bearer("guess-1"))))
                    .as("an old one again")
                    .isEqualTo(401);
            assertThat(status(server.get("/api/v1/flows", cookie)))
                    .as("a session")
                    .isEqualTo(200);
            assertThat(status(server.get("/api/v1/flows", bearer(TOKEN), "X-Forwarded-For: 192.0.2.7\r\n")))
                    .as("from another address")
                    .isEqualTo(200);

            now = now.plusSeconds(6);
            assertThat(status(server.get("/api/v1/flows", bearer(TOKEN)))).isEqualTo(200);
            assertThat(server.registry.scrape()).contains("rollcall_server_wrong_tokens_total 11.0");
        }
    }

    @Test
    void wrongTokens_ofAPageThatReboundItsName_useUpNoTriesOfThisMachine() throws Exception {
        try (TestServer server = TestServer.withToken(folder, Secret.of(TOKEN), () -> now)) {
            for (int i = 0; i < 200; i++) {
                assertThat(status(server.raw("GET /api/v1/flows HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                                + bearer("guess-" + i) + "\r\n")))
                        .isEqualTo(421);
            }

            assertThat(status(signIn(server))).isEqualTo(200);
            assertThat(status(server.get("/api/v1/flows", bearer(TOKEN)))).isEqualTo(200);
            assertThat(status(server.raw("GET /api/v1/flows HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                            + bearer(TOKEN) + "\r\n")))
                    .as("guessed at the end")
                    .isEqualTo(421);
        }
    }

    @Test
    void oldTokenOfAScript_evenAThousandTimes_locksNoOneOut() throws Exception {
        try (TestServer server = TestServer.withToken(folder)) {
            for (int i = 0; i < 100; i++) {
                assertThat(status(server.get("/api/v1/flows", bearer("of last year"))))
                        .isEqualTo(401);
            }

            assertThat(status(server.get("/api/v1/flows", bearer(TOKEN)))).isEqualTo(200);
        }
    }

    @Test
    void throughAProxyOnThisMachine_everythingButTheProcessNeedsTheToken() throws Exception {
        String[] proxied = {
            "X-Forwarded-For: 192.0.2.7\r\n", "X-Forwarded-Host: rollcall.example\r\n", "X-Forwarded-Proto: https\r\n"
        };
        try (TestServer server = TestServer.withToken(folder)) {
            assertThat(status(server.get("/health/live", proxied))).isEqualTo(200);
            for (String path : new String[] {"/health", "/health/ready", "/metrics", "/api/v1/flows"}) {
                assertThat(status(server.get(path, proxied))).as(path).isEqualTo(401);
            }
            String opened = server.post(
                    "/api/v1/session",
                    "{\"token\":\"" + TOKEN + "\"}",
                    String.join("", proxied) + "Origin: https://rollcall.example\r\n");
            assertThat(opened).contains(" 200 ", "; Secure");
            assertThat(status(server.get("/metrics", String.join("", proxied) + cookie(opened))))
                    .isEqualTo(200);
            assertThat(status(server.post(
                            "/api/v1/pause",
                            "{}",
                            String.join("", proxied) + cookie(opened) + csrf(opened)
                                    + "Origin: https://rollcall.example\r\n")))
                    .isEqualTo(204);
            assertThat(status(server.post(
                            "/api/v1/pause",
                            "{}",
                            String.join("", proxied) + cookie(opened) + csrf(opened)
                                    + "Origin: https://evil.example\r\n")))
                    .isEqualTo(403);
        }
    }

    @Test
    void beyondLoopback_everythingButTheProcessNeedsTheToken() throws Exception {
        try (TestServer server = TestServer.beyond(folder)) {
            assertThat(status(server.get("/health/live"))).isEqualTo(200);
            for (String path : new String[] {"/health", "/health/ready", "/metrics", "/api/v1/flows"}) {
                assertThat(status(server.get(path))).as(path).isEqualTo(401);
                assertThat(status(server.get(path, bearer("wrong")))).as(path).isEqualTo(401);
            }
            for (String path : new String[] {"/health", "/health/ready", "/metrics", "/api/v1/flows"}) {
                assertThat(status(server.get(path, bearer(TOKEN)))).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void beyondLoopback_hostIsAnAddressOrAnOwnName_orTheTokenIsShown() throws Exception {
        try (TestServer server = TestServer.beyond(folder)) {
            String health = "GET /health/live HTTP/1.1\r\nConnection: close\r\nHost: ";
            assertThat(status(server.raw(health + "192.0.2.1:8080\r\n\r\n"))).isEqualTo(200);
            assertThat(status(server.raw(health + "[2001:db8::1]:8080\r\n\r\n")))
                    .isEqualTo(200);
            assertThat(status(server.raw(health + "localhost\r\n\r\n"))).isEqualTo(200);
            assertThat(status(server.raw(health + "rollcall.other.example\r\n\r\n")))
                    .isEqualTo(421);
            assertThat(status(server.raw(health + "rollcall.other.example\r\n" + bearer("wrong") + "\r\n")))
                    .isEqualTo(421);
            assertThat(status(server.raw(health + "rollcall.other.example\r\n" + bearer(TOKEN) + "\r\n")))
                    .isEqualTo(200);
        }
    }

    @Test
    void textForms_containNoSecret() {
        ServerOptions options = new ServerOptions("127.0.0.1", 1, true, Secret.of(TOKEN), false, "0.2", () -> now);
        Sessions sessions = new Sessions(() -> now);
        String id = sessions.open("hash-of-the-token");
        Sessions.Session session = sessions.find(id, "hash-of-the-token").orElseThrow();
        Authenticator.Access access = new Authenticator.Access(true, true, session);

        assertThat(options + " " + session + " " + access + " " + new Authenticator.Opened(id, access))
                .doesNotContain(TOKEN, id, session.csrf(), "hash-of-the-token");
    }

    @Test
    void sessions_moreThanAllowed_endTheOldest() {
        Sessions sessions = new Sessions(() -> now);
        String first = sessions.open("hash");
        String second = sessions.open("hash");
        for (int i = 2; i <= Sessions.MOST; i++) {
            assertThat(sessions.open("hash")).isNotEqualTo(first);
        }

        assertThat(sessions.find(first, "hash")).isEmpty();
        assertThat(sessions.find(second, "hash")).isPresent();
    }

    @Test
    void answers_haveTheHeadersThatKeepABrowserFromOthers() throws Exception {
        try (TestServer server = TestServer.open(folder)) {
            for (String response : new String[] {
                server.get("/"),
                server.get("/api/v1/flows"),
                server.get("/nowhere"),
                server.get("/metrics"),
                server.raw("TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            }) {
                assertThat(response)
                        .contains(
                                "Content-Security-Policy: default-src 'none'; script-src 'self'",
                                "frame-ancestors 'none'",
                                "X-Content-Type-Options: nosniff",
                                "Referrer-Policy: no-referrer",
                                "X-Frame-Options: DENY",
                                "Cross-Origin-Resource-Policy: same-origin")
                        .doesNotContain("unsafe-inline", "Access-Control-Allow");
            }
            assertThat(server.get("/api/v1/flows")).contains("Cache-Control: no-store");
            assertThat(server.get("/index.html")).contains("Cache-Control: no-cache", "ETag: ");
        }
    }

    @Test
    void operations_answerProblemsInOneForm() throws Exception {
        try (TestServer server = TestServer.open(folder)) {
            assertThat(server.get("/api/v1/missing"))
                    .contains(
                            " 404 ",
                            "Content-Type: application/problem+json",
                            "{\"type\":\"about:blank\",\"title\":\"not found\",\"status\":404,"
                                    + "\"detail\":\"There is no such thing.\"}");
            assertThat(server.get("/api/v1/broken"))
                    .contains(" 500 ", "application/problem+json")
                    .doesNotContain("secret detail", "Exception");
            assertThat(server.get("/api/v1/pause")).contains(" 405 ", "Allow: POST\r\n");
            assertThat(server.post("/api/v1/flows", "{}")).contains(" 405 ", "Allow: GET, HEAD\r\n");
            assertThat(server.get("/api/v1/flows/%E6%9D%BF/last")).contains(" 200 ");
            assertThat(server.post("/api/v1/attendance/export", "{}"))
                    .contains(" 200 ", "Content-Disposition: attachment; filename=\"attendance.csv\"", "a,b\r\n");
            String head = "HEAD /api/v1/flows HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            assertThat(server.raw(head)).contains(" 200 ").endsWith("\r\n\r\n");
        }
    }
}
