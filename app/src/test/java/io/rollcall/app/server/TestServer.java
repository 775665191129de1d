package io.rollcall.app.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rollcall.app.api.Api;
import io.rollcall.app.api.ApiFile;
import io.rollcall.app.api.ApiOperation;
import io.rollcall.app.api.ApiProblem;
import io.rollcall.app.api.LiveTopics;
import io.rollcall.call.Clocks;
import io.rollcall.camel.watch.RollcallHealth;
import io.rollcall.store.Store;
import io.rollcall.vendor.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The real server with a real store and a few operations, for requests over real sockets. Used by one test. */
final class TestServer implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests-7d1f0c5b9e";

    /** The size of the file of the operation {@code attendance/large}. */
    static final int LARGE = 15 << 20;

    final LiveTopics topics = new LiveTopics();
    /** Until it is released the operation {@code attendance/held} writes its file. */
    final Latch held = new Latch();

    final AtomicInteger changes = new AtomicInteger();
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** A latch whose interruption is a failure of the request. */
    static final class Latch {
        private final CountDownLatch opened = new CountDownLatch(1);

        void open() {
            opened.countDown();
        }

        void await() throws IOException {
            try {
                opened.await();
            } catch (InterruptedException ended) {
                throw new IOException("the server ends", ended);
            }
        }
    }

    private final ExecutorService reads = Executors.newFixedThreadPool(2);
    private final Store store;
    private final HttpServer server;

    private TestServer(Path folder, String address, boolean loopback, @Nullable Secret token, InstantSource clock)
            throws IOException {
        this.store = Store.embedded(folder.resolve("data"), Clock.systemUTC());
        RollcallHealth states = new RollcallHealth(List.of(), store, new Clocks(Instant::now, Instant::now), reads);
        Health health = new Health(states, Map.of(), Optional::empty);
        health.started();
        this.server = HttpServer.start(
                new ServerOptions(address, 0, loopback, token, false, "0.2", clock),
                health,
                registry,
                new Api(operations()),
                topics);
    }

    private List<ApiOperation> operations() {
        return List.of(
                ApiOperation.read("/api/v1/flows", request -> Map.of("flows", List.of("board"))),
                ApiOperation.read("/api/v1/flows/{flow}/last", request -> Map.of("flow", request.parameter("flow"))),
                ApiOperation.query("/api/v1/roster/search", request -> Map.of("text", request.required("text"))),
                ApiOperation.query(
                        "/api/v1/attendance/export",
                        request -> new ApiFile(
                                "attendance.csv",
                                "text/csv; charset=utf-8",
                                out -> out.write("a,b\r\n".getBytes(StandardCharsets.UTF_8)))),
                ApiOperation.query(
                        "/api/v1/attendance/large",
                        request -> new ApiFile("large.csv", "text/csv", out -> out.write(new byte[LARGE]))),
                ApiOperation.query(
                        "/api/v1/attendance/held", request -> new ApiFile("held.csv", "text/csv", out -> held.await())),
                ApiOperation.read("/api/v1/defect", request -> {
                    throw new AssertionError("with a secret detail");
                }),
                ApiOperation.read("/api/v1/broken", request -> {
                    throw new IllegalStateException("with a secret detail");
                }),
                ApiOperation.read("/api/v1/missing", request -> {
                    throw ApiProblem.notFound("There is no such thing.");
                }),
                ApiOperation.change("/api/v1/pause", request -> {
                    changes.incrementAndGet();
                    return null;
                }));
    }

    /** On loopback, without a token. */
    static TestServer open(Path folder) throws IOException {
        return new TestServer(folder, "127.0.0.1", true, null, Instant::now);
    }

    /** On loopback, with {@link #TOKEN}. */
    static TestServer withToken(Path folder) throws IOException {
        return withToken(folder, Secret.of(TOKEN), Instant::now);
    }

    static TestServer withToken(Path folder, Secret token, InstantSource clock) throws IOException {
        return new TestServer(folder, "127.0.0.1", true, token, clock);
    }

    /** On all addresses, with {@link #TOKEN}. */
    static TestServer beyond(Path folder) throws IOException {
        return new TestServer(folder, "0.0.0.0", false, Secret.of(TOKEN), Instant::now);
    }

    int port() {
        return server.port();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port());
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        return socket;
    }

    /** What the server answers to some bytes until it closes the connection; empty if it closes without an answer. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketException refused) {
                // closed before everything was sent
            }
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException reset) {
            // what was not read of the request resets the connection
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** A GET with headers, each ending with CR LF. */
    String get(String path, String... headers) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + String.join("", headers)
                + "\r\n");
    }

    /** A POST of JSON with headers, each ending with CR LF. */
    String post(String path, String json, String... headers) throws IOException {
        return raw("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + json.getBytes(StandardCharsets.UTF_8).length + "\r\n" + String.join("", headers) + "\r\n" + json);
    }

    /** The header line for a token. */
    static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /** The status of a response; 0 for none. */
    static int status(String response) {
        return response.startsWith("HTTP/1.") ? Integer.parseInt(response.substring(9, 12)) : 0;
    }

    @Override
    public void close() {
        server.close();
        store.close();
        reads.shutdownNow();
    }
}
