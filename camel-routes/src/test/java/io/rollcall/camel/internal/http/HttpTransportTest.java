package io.rollcall.camel.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallEvent;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.config.RollcallConfig;
import io.rollcall.http.Escape;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpRequest.TokenPlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class HttpTransportTest extends RollcallTestSupport {
    private static final RollcallConfig.Http HTTP =
            new RollcallConfig.Http(Duration.ofSeconds(2), Duration.ofMillis(700), 4);
    private static final RollcallConfig.Http PATIENT =
            new RollcallConfig.Http(Duration.ofSeconds(2), Duration.ofSeconds(30), 4);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private PrivateContext inside;
    private HttpTransport transport;
    private RollcallConfig.Http http = HTTP;

    @AfterEach
    void stopAll() {
        timer.shutdownNow();
        if (inside != null) {
            inside.stop();
        }
    }

    private CallEvent send(HttpRequest request) throws Exception {
        if (transport == null) {
            inside = new PrivateContext(context);
            inside.start();
            transport = new HttpTransport(inside, "vendor", List.of(request.base()), http, timer);
        }
        List<CallEvent> events = new ArrayList<>();
        transport.send(request, false, events::add);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static HttpRequest get(URI base) {
        return new HttpRequest(HttpRequest.Method.GET, base, "/v1/x", List.of(), List.of(), null, TokenPlace.NONE);
    }

    private static HttpRequest post(URI base, String body) {
        return new HttpRequest(
                HttpRequest.Method.POST,
                base,
                "/v1/x",
                List.of(new Field("access_token", "T&=/?")),
                List.of(new Field("X-Token", "secret")),
                body,
                TokenPlace.NONE);
    }

    private CallEvent sendTo(Wire wire) throws Exception {
        return send(get(wire.url()));
    }

    @Test
    void request_whenGet_arrivesExactlyAndAnswerComesWhole() throws Exception {
        try (Wire wire = Wire.ok("{\"a\":\"\u5f20\"}")) {
            CallEvent event = sendTo(wire);

            assertThat(event).isInstanceOfSatisfying(CallEvent.Answered.class, answered -> {
                assertThat(answered.response().status()).isEqualTo(200);
                assertThat(answered.response().header("x-theirs")).contains("1");
                assertThat(new String(answered.response().body(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"a\":\"\u5f20\"}");
            });
            String request = wire.requests().get(0);
            assertThat(request).startsWith("GET /v1/x HTTP/1.1\r\n");
            assertThat(headerNames(request))
                    .containsExactlyInAnyOrder("host", "accept-encoding", "connection", "user-agent");
        }
    }

    @Test
    void request_whenPost_carriesItsHeadersAndBodyAndNothingOfTheLastAnswer() throws Exception {
        try (Wire wire = Wire.ok("{}")) {
            send(post(wire.url(), "{\"n\":\"\u5f20\"}"));
            send(post(wire.url(), null));

            assertThat(wire.requests()).hasSize(2);
            String first = wire.requests().get(0);
            assertThat(first)
                    .startsWith("POST /v1/x?access_token=T%26%3D%2F%3F HTTP/1.1\r\n")
                    .endsWith("\r\n\r\n{\"n\":\"\u5f20\"}");
            assertThat(headerNames(first))
                    .containsExactlyInAnyOrder(
                            "host",
                            "accept-encoding",
                            "connection",
                            "user-agent",
                            "x-token",
                            "content-type",
                            "content-length");
            String second = wire.requests().get(1);
            assertThat(second).startsWith("POST /v1/x?");
            assertThat(headerNames(second)).doesNotContain("cookie", "x-theirs", "content-type");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a?b=c&d",
                "100%",
                "%2F",
                "with space",
                "\u5f20\u4e09",
                "{{x}}",
                "${body}",
                "a#b",
                "../c",
                "+",
                ";v=1",
                "\uD83D\uDE00"
            })
    void id_whenItHoldsAnything_arrivesExactlyInPathAndQuery(String id) throws Exception {
        try (Wire wire = Wire.ok("{}")) {
            send(new HttpRequest(
                    HttpRequest.Method.GET,
                    wire.url(),
                    Escape.path("v1", id, "members"),
                    List.of(new Field("unionId", id)),
                    List.of(),
                    null,
                    TokenPlace.NONE));

            String target = wire.requests().get(0).split(" ")[1];
            String escaped = Escape.component(id);
            assertThat(target).isEqualTo("/v1/" + escaped + "/members?unionId=" + escaped);
        }
    }

    @Test
    void prefix_whenTheAddressHasOne_isKept() throws Exception {
        try (Wire wire = Wire.ok("{}")) {
            send(get(URI.create(wire.url() + "/gateway/v2")));

            assertThat(wire.requests().get(0)).startsWith("GET /gateway/v2/v1/x HTTP/1.1");
        }
    }

    @Test
    void connection_whenRefused_isUnsent() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(send(get(URI.create("http://127.0.0.1:" + free))))
                .isEqualTo(new CallEvent.Unsent("the connection was refused (127.0.0.1:" + free + ")"));
    }

    @Test
    void host_whenUnknown_isUnsent() throws Exception {
        assertThat(send(get(URI.create("https://rollcall.invalid"))))
                .isEqualTo(new CallEvent.Unsent("the host name is unknown (rollcall.invalid)"));
    }

    @Test
    void tls_whenTheServerSpeaksNone_isUnsent() throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> {});
                ServerSocket plain = answeringPlainly()) {
            assertThat(send(get(URI.create("https://127.0.0.1:" + plain.getLocalPort()))))
                    .isInstanceOfSatisfying(CallEvent.Unsent.class, unsent -> assertThat(unsent.why())
                            .contains("TLS"));
            assertThat(wire.requests()).isEmpty();
        }
    }

    private static ServerSocket answeringPlainly() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(
                () -> {
                    try (Socket socket = server.accept()) {
                        socket.getInputStream().read();
                        socket.getOutputStream()
                                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException closed) {
                        // the test is over
                    }
                },
                "plain");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void answer_whenConnectionClosesWithoutOne_isUnansweredAndSentOnce() throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> socket.close())) {
            assertThat(send(post(wire.url(), "{}")))
                    .isEqualTo(new CallEvent.Unanswered("the connection was closed without an answer ("
                            + wire.url().getAuthority() + ")"));
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void answer_whenConnectionIsReset_isUnanswered() throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            assertThat(send(post(wire.url(), "{}"))).isInstanceOf(CallEvent.Unanswered.class);
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is not HTTP\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
                "HTTP/1.1 999999 OK\r\n\r\n",
                "HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}"
            })
    void answer_whenMalformedOrCut_neverEscapesAsAnException(String answer) throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> {
            out.write(answer.getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
        })) {
            assertThat(send(post(wire.url(), "{}"))).isInstanceOf(CallEvent.Unanswered.class);
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void answer_whenNeverComes_endsAtTheResponseTimeout() throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> {})) {
            assertThat(sendTo(wire)).isEqualTo(new CallEvent.Unanswered("the response timeout passed"));
        }
    }

    @Test
    void answer_whenItDrips_endsAtTheResponseTimeoutToo() throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            drip(out);
        })) {
            long start = System.nanoTime();
            assertThat(sendTo(wire)).isEqualTo(new CallEvent.Unanswered("the response timeout passed"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        for (int i = 0; i < 1000; i++) {
            out.write(' ');
            out.flush();
            Thread.currentThread().join(50);
        }
    }

    @Test
    void answer_whenTooLarge_isNotReadToItsEnd() throws Exception {
        http = PATIENT;
        long size = 400L << 20;
        byte[] megabyte = new byte[1 << 20];
        AtomicLong sent = new AtomicLong();
        try (Wire wire = new Wire((request, socket, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (long i = 0; i < size >> 20; i++) {
                out.write(megabyte);
                sent.incrementAndGet();
            }
        })) {
            assertThat(sendTo(wire)).isEqualTo(new CallEvent.TooLarge("16 MiB"));
            assertThat(sent.get()).as("megabytes sent").isLessThan(100);
        }
    }

    @Test
    void answer_whenAGzipBomb_isNotUnpackedBeyondTheLimit() throws Exception {
        http = PATIENT;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                gzip.write(megabyte);
            }
        }
        assertThat(packed.size()).isLessThan(1 << 20);
        try (Wire wire = new Wire((request, socket, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed.toByteArray());
        })) {
            assertThat(sendTo(wire)).isEqualTo(new CallEvent.TooLarge("16 MiB"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "302 Found\r\nLocation: http://127.0.0.1:9/stolen",
                "429 Too Many Requests\r\nRetry-After: 1",
                "503 Service Unavailable\r\nRetry-After: 1",
                "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"",
                "500 Internal Server Error",
                "204 No Content"
            })
    void answer_whateverItsStatus_isNeitherFollowedNorRepeated(String head) throws Exception {
        try (Wire wire = Wire.saying("HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(send(post(wire.url(), "{}")))
                    .isInstanceOfSatisfying(CallEvent.Answered.class, answered -> assertThat(
                                    answered.response().status())
                            .isEqualTo(Integer.parseInt(head.substring(0, 3))));
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void proxy_whenOneIsSetForTheSystem_isUsedForVendorsAndItsRefusalMeansUnsent() throws Exception {
        try (Wire proxy = Wire.saying("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")) {
            CallEvent event = withSystemProperties(
                    Map.of("https.proxyHost", "127.0.0.1", "https.proxyPort", Integer.toString(proxy.port())),
                    () -> send(post(URI.create("https://vendor.example"), "{}")));

            assertThat(event)
                    .isEqualTo(new CallEvent.Unsent("the proxy 127.0.0.1:" + proxy.port()
                            + " refused to connect to the host (502); ask its administrator to allow the address"
                            + " (vendor.example)"));
            assertThat(proxy.requests()).hasSize(1);
            assertThat(proxy.requests().get(0))
                    .startsWith("CONNECT vendor.example:443")
                    .doesNotContain("secret", "access_token");
        }
    }

    @Test
    void proxy_whenOneIsSetForTheSystem_isNotUsedForLoopback() throws Exception {
        try (Wire proxy = Wire.saying("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
                Wire wire = Wire.ok("{}")) {
            CallEvent event = withSystemProperties(
                    Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", Integer.toString(proxy.port())),
                    () -> sendTo(wire));

            assertThat(event).isInstanceOf(CallEvent.Answered.class);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    private static <T> T withSystemProperties(Map<String, String> properties, Callable<T> action) throws Exception {
        properties.forEach(System::setProperty);
        try {
            return action.call();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    private static List<String> headerNames(String request) {
        return request.substring(0, request.indexOf("\r\n\r\n"))
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
    }
}
