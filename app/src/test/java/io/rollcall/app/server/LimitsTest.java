package io.rollcall.app.server;

import static io.rollcall.app.server.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.app.api.LiveTopic;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slow clients, many clients, and pages that are connected for live updates. */
@Timeout(180)
@Tag("slow")
class LimitsTest {
    private static final String LIVE = "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    @TempDir
    Path folder;

    private TestServer server;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = TestServer.open(folder);
    }

    @AfterEach
    void end() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket send(String bytes) throws IOException {
        Socket socket = server.connect();
        sockets.add(socket);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** A page that is connected, after the head of its response. */
    private BufferedReader page() throws IOException {
        BufferedReader events = reader(send(LIVE));
        String line = events.readLine();
        assertThat(line).contains(" 200 ");
        while (!line.isEmpty()) {
            line = events.readLine();
        }
        return events;
    }

    @Test
    void halfRequests_andHalfBodies_delayNoScrape_andAreClosed() throws Exception {
        String body = "POST /api/v1/roster/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: 60000\r\n\r\n{\"text\":";
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(send("GET /metrics HTTP/1.1\r\nHo"));
            slow.add(send(body));
            slow.add(send("POST /nowhere HTTP/1.1\r\nHost: a@b\r\nContent-Length: 10\r\n\r\nab"));
            slow.add(send("PUT /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\nab"));
            slow.add(send("POST /nowhere HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"));
        }
        Instant asked = Instant.now();
        for (int i = 0; i < 20; i++) {
            assertThat(status(server.get("/metrics"))).isEqualTo(200);
        }
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));

        for (int i = 0; i < slow.size(); i++) {
            assertThat(isClosedWithin(slow.get(i), Duration.ofSeconds(15)))
                    .as("socket " + i)
                    .isTrue();
        }
    }

    private static boolean isClosedWithin(Socket socket, Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            while (socket.getInputStream().read() >= 0) {
                // an answer may come first
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void bodyThatDrips_isCutOff() throws Exception {
        Socket socket =
                send("POST /api/v1/roster/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n");
        OutputStream out = socket.getOutputStream();
        Instant began = Instant.now();

        await().pollInterval(Duration.ofMillis(250))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    try {
                        out.write(' ');
                        return false;
                    } catch (IOException cut) {
                        return true;
                    }
                });
        assertThat(Duration.between(began, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(12));
    }

    @Test
    void moreConnectionsThanAllowed_waitForOthersToGo() throws Exception {
        for (int i = 0; i < 600; i++) {
            send("GET /metrics HTTP/1.1\r\nHo");
        }

        assertThat(status(server.get("/metrics")))
                .as("after the half ones went")
                .isEqualTo(200);
    }

    private static String post(String path) {
        return "POST /api/v1/attendance/" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\n\r\n{}";
    }

    /** The head of the answer to a client that reads no more of it. */
    private String head(String request) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.port()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readNBytes(2_000), StandardCharsets.UTF_8);
    }

    @Test
    void answers_thatClientsDoNotRead_areBoundedInSum_andSmallOnesGoOn() throws Exception {
        int most = (int) (AnswersInFlight.MOST / TestServer.LARGE);
        for (int i = 0; i < most; i++) {
            assertThat(head(post("large"))).startsWith("HTTP/1.1 200 ");
        }
        assertThat(server.post("/api/v1/attendance/large", "{}"))
                .contains(" 503 ", "Retry-After: ", "application/problem+json", "answers wait");
        assertThat(server.post("/api/v1/attendance/export", "{}")).contains(" 200 ", "a,b");
        assertThat(status(server.get("/metrics"))).isEqualTo(200);

        sockets.get(0).close();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> status(server.post("/api/v1/attendance/large", "{}")) == 200);
    }

    @Test
    void exports_atOnce_areBounded() throws Exception {
        for (int i = 0; i < ApiHandler.MOST_FILES; i++) {
            send(post("held"));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.post("/api/v1/attendance/export", "{}").contains(" 503 "));
        assertThat(server.post("/api/v1/attendance/export", "{}")).contains("Retry-After: ", "being made");
        assertThat(status(server.get("/api/v1/flows"))).as("no file").isEqualTo(200);

        server.held.open();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> status(server.post("/api/v1/attendance/export", "{}")) == 200);
    }

    @Test
    void operation_thatEndsWithAnError_isAnswered() throws Exception {
        assertThat(server.get("/api/v1/defect"))
                .contains(" 500 ", "application/problem+json", "defect in Rollcall")
                .doesNotContain("secret");
    }

    @Test
    void page_getsEachChangeWithinASecond_andAHeartbeatWhileNothingChanges() throws Exception {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/live"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
        BufferedReader events = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));

        // a page is not shown comments, so that it could not tell silence from a lost connection
        assertThat(event(events)).containsExactlyInAnyOrder("event:heartbeat", "data:15", "");
        server.topics.publish(LiveTopic.FLOWS);
        Instant published = Instant.now();

        assertThat(event(events)).containsExactlyInAnyOrder("event:changed", "data:flows", "");
        assertThat(Duration.between(published, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(event(events)).as("within 15 seconds").contains("event:heartbeat");
        assertThat(Duration.between(published, Instant.now()))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(25));
        response.body().close();
    }

    private static List<String> event(BufferedReader events) throws IOException {
        return List.of(events.readLine(), events.readLine(), events.readLine());
    }

    @Test
    void page_whichDoesNotRead_isDropped_andHoldsNoMemoryOrPublisherUp() throws Exception {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.port()));
        socket.getOutputStream().write(LIVE.getBytes(StandardCharsets.US_ASCII));
        await().until(() -> pages() == 1);

        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(120))
                .until(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        server.topics.publish(LiveTopic.values()[i % LiveTopic.values().length]);
                    }
                    return pages() == 0;
                });
    }

    private int pages() {
        return (int) server.registry.get("rollcall.server.pages").gauge().value();
    }

    @Test
    void pages_moreThanAllowed_areRefused_andPlacesOfClosedOnesAreFree() throws Exception {
        for (int i = 0; i < LiveHandler.MOST; i++) {
            page();
        }
        assertThat(server.get("/api/v1/live")).contains(" 503 ", "Close pages");

        for (Socket socket : sockets) {
            socket.close();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            server.topics.publish(LiveTopic.NOW);
            return pages() == 0;
        });
        page();
    }

    @Test
    void fiftyPages_useNextToNoProcessorTime() throws Exception {
        for (int i = 0; i < 50; i++) {
            page();
        }
        Duration before = processorTime();
        Instant began = Instant.now();
        await().pollDelay(Duration.ofSeconds(20)).atMost(Duration.ofSeconds(30)).until(() -> true);

        // the long measurement is bench/Pages.java; here with the garbage collector and compiler of the tests' own JVM
        double share = (double) processorTime().minus(before).toMillis()
                / Duration.between(began, Instant.now()).toMillis();
        assertThat(share).isLessThan(0.05);
        assertThat(pages()).isEqualTo(50);
    }

    private static Duration processorTime() {
        return Duration.ofNanos(
                ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime());
    }

    @Test
    void stop_whileItAnswers_isSilent() throws Exception {
        PrintStream standardError = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 10; i++) {
                TestServer stopped = TestServer.open(folder.resolve("stopped-" + i));
                ExecutorService clients = Executors.newFixedThreadPool(4);
                for (int client = 0; client < 4; client++) {
                    clients.execute(() -> {
                        try (Socket socket = stopped.connect()) {
                            while (true) {
                                socket.getOutputStream()
                                        .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                                .getBytes(StandardCharsets.US_ASCII));
                                int read = socket.getInputStream().read(new byte[2_000]);
                                if (read < 0) {
                                    return;
                                }
                            }
                        } catch (IOException ended) {
                            // with the server
                        }
                    });
                }
                TimeUnit.MILLISECONDS.sleep(100);
                stopped.close();
                clients.shutdown();
                assertThat(clients.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            System.setErr(standardError);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ", "ERROR");
    }

    /** The best of some: on a busy machine a single one tells nothing. */
    @Test
    void firstView_isThereWithinHalfASecond() throws Exception {
        Duration best = Duration.ofDays(1);
        for (int trial = 0; trial < 5; trial++) {
            Instant asked = Instant.now();
            assertThat(server.get("/")).contains(" 200 ", "<!doctype html>");
            assertThat(server.get("/api/v1/session")).contains(" 200 ");
            assertThat(server.get("/api/v1/flows")).contains(" 200 ");
            Duration took = Duration.between(asked, Instant.now());
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(500));
    }
}
