package io.rollcall.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The usual requests of a scanner, as bytes, and what each gets. Status 0 is a closed connection without an answer. */
@Timeout(120)
class ScannerTest {
    private static final String HOST = "Host: 127.0.0.1\r\n";
    private static final String END = "Connection: close\r\n\r\n";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.open(folder);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static Arguments row(String name, String request, int... status) {
        return Arguments.of(name, request, status);
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\n" + HOST + END;
    }

    private static String with(String headers) {
        return "GET /health HTTP/1.1\r\n" + HOST + headers + END;
    }

    private static String post(String headers, String body) {
        return "POST /api/v1/roster/search HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n" + headers + END
                + body;
    }

    static Stream<Arguments> requests() {
        List<Arguments> rows = new ArrayList<>();
        for (String target : List.of(
                "/../../../../etc/passwd",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%5c..%5cetc%5cpasswd",
                "/%252e%252e/etc/passwd",
                "/..;/..;/etc/passwd",
                "/index.html/../../../messages.properties",
                "/%c0%ae%c0%ae/etc/passwd",
                "/..%00/index.html",
                "/index.html%00.js",
                "//etc/passwd",
                "/./index.html",
                "/index.html;x=y",
                "/api/v1/flows/..%2f..%2fpause/last",
                "/api/v1/../v1/flows",
                "/%",
                "/%zz")) {
            rows.add(row("path " + target, get(target), 400, 404));
        }
        for (String target : List.of(
                "/.git/config",
                "/.env",
                "/wp-login.php",
                "/cgi-bin/test.cgi",
                "/page/index.html",
                "/io/rollcall/app/page/index.html",
                "/INDEX.HTML",
                "/index.html.bak",
                "/package-info.class",
                "/actuator/env",
                "/server-status",
                "/health/",
                "/metrics/",
                "/api/v1",
                "/api/v2/flows",
                "/api/v1/flows/",
                "/api/v1/flows/board/last/more")) {
            rows.add(row("not there " + target, get(target), 404));
        }
        rows.addAll(List.of(
                row("TRACE", "TRACE / HTTP/1.1\r\n" + HOST + END, 405),
                row("TRACK", "TRACK / HTTP/1.1\r\n" + HOST + END, 405),
                row("CONNECT", "CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + HOST + END, 400, 405),
                row(
                        "OPTIONS",
                        "OPTIONS /api/v1/pause HTTP/1.1\r\n" + HOST + "Origin: https://evil.example\r\n" + END,
                        405),
                row("OPTIONS *", "OPTIONS * HTTP/1.1\r\n" + HOST + END, 400, 405),
                row("PUT", "PUT /index.html HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n" + END + "x", 405),
                row("PROPFIND", "PROPFIND / HTTP/1.1\r\n" + HOST + END, 405),
                row("an unknown method", "GETT / HTTP/1.1\r\n" + HOST + END, 405),
                row("a method in lower case", "get / HTTP/1.1\r\n" + HOST + END, 400, 405),
                row("POST to a page", "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n" + END, 405),
                row("DELETE of a view", "DELETE /flows HTTP/1.1\r\n" + HOST + END, 405),
                row("method override", with("X-HTTP-Method-Override: DELETE\r\n"), 400),
                row("method override 2", with("X-HTTP-Method: PUT\r\n"), 400),
                row("method override 3", with("X-Method-Override: PUT\r\n"), 400),
                row("a foreign Host", "GET /health HTTP/1.1\r\nHost: evil.example\r\n" + END, 421),
                row("a foreign Host with a port", "GET / HTTP/1.1\r\nHost: evil.example:8080\r\n" + END, 421),
                row("a Host that begins like ours", "GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n" + END, 421),
                row("a Host that ends like ours", "GET / HTTP/1.1\r\nHost: evil-localhost\r\n" + END, 421),
                row("a Host with a user", "GET / HTTP/1.1\r\nHost: evil@127.0.0.1\r\n" + END, 400, 421),
                row("another address as Host", "GET / HTTP/1.1\r\nHost: 192.168.1.1\r\n" + END, 421),
                row("0.0.0.0 as Host", "GET / HTTP/1.1\r\nHost: 0.0.0.0\r\n" + END, 421),
                row("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n" + END, 400, 421),
                row("no Host", "GET / HTTP/1.1\r\n" + END, 400),
                row("two Hosts", "GET / HTTP/1.1\r\n" + HOST + "Host: evil.example\r\n" + END, 400),
                row("two own Hosts", "GET / HTTP/1.1\r\n" + HOST + HOST + END, 400),
                row("no Host in HTTP/1.0", "GET /health HTTP/1.0\r\n\r\n", 200),
                row("an absolute target", get("http://127.0.0.1/health"), 400),
                row("an absolute foreign target", get("http://evil.example/health"), 400),
                row("a target without a slash", get("health"), 400),
                row("a forwarded host", with("X-Forwarded-Host: evil.example\r\n"), 403),
                row("through a proxy, without a token", with("X-Forwarded-For: 192.0.2.1\r\n"), 403),
                row(
                        "a foreign Origin",
                        "GET /api/v1/flows HTTP/1.1\r\n" + HOST + "Origin: https://evil.example\r\n" + END,
                        403),
                row("no Origin of a file", "GET /api/v1/flows HTTP/1.1\r\n" + HOST + "Origin: null\r\n" + END, 403),
                row(
                        "another port as Origin",
                        "GET /api/v1/flows HTTP/1.1\r\n" + HOST + "Origin: http://127.0.0.1:81\r\n" + END,
                        403),
                row(
                        "another site",
                        "GET /api/v1/flows HTTP/1.1\r\n" + HOST + "Sec-Fetch-Site: cross-site\r\n" + END,
                        403),
                row(
                        "events for another site",
                        "GET /api/v1/live HTTP/1.1\r\n" + HOST + "Sec-Fetch-Site: same-site\r\n" + END,
                        403),
                row("own Origin", "GET /api/v1/flows HTTP/1.1\r\n" + HOST + "Origin: http://127.0.0.1\r\n" + END, 200),
                row("own page", "GET /api/v1/flows HTTP/1.1\r\n" + HOST + "Sec-Fetch-Site: same-origin\r\n" + END, 200),
                row(
                        "a link on another site",
                        "GET /flows HTTP/1.1\r\n" + HOST + "Sec-Fetch-Site: cross-site\r\n" + END,
                        200),
                row(
                        "a change without a token",
                        "POST /api/v1/pause HTTP/1.1\r\n" + HOST
                                + "Content-Type: application/json\r\nContent-Length: 2\r\n" + END + "{}",
                        403),
                row("a header of 20 kB", with("X-Long: " + "x".repeat(20_000) + "\r\n"), 0, 400, 431),
                row("a target of 20 kB", get("/" + "x".repeat(20_000)), 0, 400, 414, 431),
                row("a query of 20 kB", get("/?" + "x".repeat(20_000)), 0, 400, 414, 431),
                row("300 headers", with("X-Many: 1\r\n".repeat(300)), 0, 400, 431),
                row("300 cookies", with("Cookie: a=b\r\n".repeat(300)), 0, 400, 431),
                row("40 query fields", get("/api/v1/flows?" + "a=b&".repeat(40)), 200, 400),
                row("40 different query fields", get("/api/v1/flows?" + fields(40)), 400),
                row("a header folded over lines", with("X-Folded: a\r\n b\r\n"), 0, 200, 400),
                row("a header without a colon", with("nonsense\r\n"), 0, 400),
                row("a blank before the colon", with("Content-Length : 5\r\n"), 0, 200, 400),
                row("a zero byte in a header", with("X-Zero: a\0b\r\n"), 0, 200, 400),
                row(
                        "Content-Length and chunks",
                        post(
                                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                                "0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
                        0,
                        400),
                row("two lengths", post("Content-Length: 2\r\nContent-Length: 20\r\n", "{}"), 0, 400),
                row("a negative length", post("Content-Length: -1\r\n", "{}"), 0, 400),
                row("a length that is no number", post("Content-Length: x\r\n", "{}"), 0, 400),
                row("a length of 1 GB", post("Content-Length: 1073741824\r\n", "{}"), 413),
                row("a body of 100 kB", post("Content-Length: 100000\r\n", " ".repeat(100_000)), 0, 413),
                row(
                        "chunks of 100 kB",
                        post("Transfer-Encoding: chunked\r\n", "186A0\r\n" + " ".repeat(100_000) + "\r\n0\r\n\r\n"),
                        0,
                        413),
                row("an unknown encoding", post("Transfer-Encoding: gzip\r\n", "{}"), 0, 400, 501),
                row(
                        "a form",
                        "POST /api/v1/roster/search HTTP/1.1\r\n" + HOST
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n" + END
                                + "text=x",
                        415),
                row(
                        "text instead of JSON",
                        "POST /api/v1/roster/search HTTP/1.1\r\n" + HOST
                                + "Content-Type: text/plain\r\nContent-Length: 2\r\n" + END + "{}",
                        415),
                row("no JSON", post("Content-Length: 4\r\n", "{\"a\""), 400),
                row("a list", post("Content-Length: 2\r\n", "[]"), 400),
                row("JSON that nests deeply", post("Content-Length: 40000\r\n", "[".repeat(40_000)), 400),
                row("JSON that is right", post("Content-Length: 12\r\n", "{\"text\":\"a\"}"), 200),
                row("CR LF in the target", get("/%0d%0aSet-Cookie:%20a=b"), 400),
                row("CR LF in a parameter", get("/api/v1/flows/a%0d%0aX-Bad:%20b/last"), 400),
                row("CR LF in the query", get("/?a=%0d%0aSet-Cookie:%20a=b"), 200),
                row("markup in the target", get("/<script>alert(1)</script>"), 400, 404),
                row("no HTTP", "\u0016\u0003\u0001\u0002\0\u0001\0\r\n\r\n", 0, 400),
                row("HTTP/2 by itself", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0, 400, 405, 505),
                row("an upgrade to HTTP/2", with("Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"), 200),
                row(
                        "an upgrade to WebSocket",
                        "GET /api/v1/live HTTP/1.1\r\n" + HOST
                                + "Origin: https://evil.example\r\nUpgrade: websocket\r\n" + END,
                        403),
                row("an unknown version, read as HTTP/1.1", "GET / HTTP/9.9\r\n" + HOST + END, 200, 505),
                row("the page", get("/"), 200),
                row("health", get("/health"), 200)));
        return rows.stream();
    }

    private static String fields(int count) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < count; i++) {
            fields.append('a').append(i).append("=b&");
        }
        return fields.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void request_ofAScanner_getsWhatTheTableSays(String name, String request, int[] statuses) throws Exception {
        String response = server.raw(request);

        assertThat(statuses).as(name + ": " + response).contains(TestServer.status(response));
        if (!response.isEmpty() && response.contains("\r\n\r\n")) {
            String head = response.substring(0, response.indexOf("\r\n\r\n"));
            assertThat(head).doesNotContain("X-Bad", "Server:", "X-Powered-By");
            assertThat(response).doesNotContain("root:", "io.undertow", "\tat ", "evil.example", "alert(1)");
            assertThat(response.split("HTTP/1\\.1 ", -1)).as("one answer").hasSizeLessThanOrEqualTo(2);
        }
        assertThat(server.changes).hasValue(0);
    }
}
