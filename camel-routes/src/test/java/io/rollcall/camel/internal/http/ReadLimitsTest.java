package io.rollcall.camel.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallEvent;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.TokenPlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no vendor should send, and something in between may. */
@Tag("slow")
class ReadLimitsTest extends RollcallTestSupport {
    private static final RollcallConfig.Http HTTP =
            new RollcallConfig.Http(Duration.ofSeconds(2), Duration.ofSeconds(3), 4);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private PrivateContext inside;
    private HttpTransport transport;

    @AfterEach
    void stopAll() {
        timer.shutdownNow();
        inside.stop();
    }

    private CallEvent send(URI base, boolean action) throws Exception {
        if (transport == null) {
            inside = new PrivateContext(context);
            inside.start();
            transport = new HttpTransport(inside, "vendor", List.of(base), HTTP, timer);
        }
        HttpRequest request =
                new HttpRequest(HttpRequest.Method.POST, base, "/v1/x", List.of(), List.of(), "{}", TokenPlace.NONE);
        List<CallEvent> events = new ArrayList<>();
        transport.send(request, action, events::add);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static void endlessly(OutputStream out, String piece) throws IOException {
        byte[] block = piece.repeat(Math.max(1, 8192 / piece.length())).getBytes(StandardCharsets.UTF_8);
        // ends when the client closes the connection
        while (true) {
            out.write(block);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "header", "headers", "chunk", "extension", "trailers", "folded"})
    void answer_whenALineOrItsLinesHaveNoEnd_isUnreadableAtOnce(String what) throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> {
            switch (what) {
                case "status" -> {
                    out.write("HTTP/1.1 200 ".getBytes(StandardCharsets.UTF_8));
                    endlessly(out, "x");
                }
                case "header" -> {
                    out.write((OK + "X-Long: ").getBytes(StandardCharsets.UTF_8));
                    endlessly(out, "x");
                }
                case "headers" -> {
                    out.write(OK.getBytes(StandardCharsets.UTF_8));
                    endlessly(out, "X-Many: 1\r\n");
                }
                case "folded" -> {
                    out.write((OK + "X-Folded: 1\r\n").getBytes(StandardCharsets.UTF_8));
                    endlessly(out, " more\r\n");
                }
                case "chunk" -> {
                    out.write((OK + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                    endlessly(out, "0");
                }
                case "extension" -> {
                    out.write((OK + "Transfer-Encoding: chunked\r\n\r\n2;").getBytes(StandardCharsets.UTF_8));
                    endlessly(out, "x=1;");
                }
                default -> {
                    out.write((OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n")
                            .getBytes(StandardCharsets.UTF_8));
                    endlessly(out, "X-Trailer: 1\r\n");
                }
            }
        })) {
            long before = System.nanoTime();
            assertThat(send(wire.url(), false)).isInstanceOf(CallEvent.TooLarge.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(HTTP.responseTimeout());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"})
    void answer_whenItNeverGetsBeyondItsBeginning_endsAtTheResponseTimeout(String informational) throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> endlessly(out, informational))) {
            long before = System.nanoTime();
            assertThat(send(wire.url(), false)).isNotInstanceOf(CallEvent.Answered.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(HTTP.responseTimeout().plusSeconds(3));
        }
    }

    @Test
    void answer_whenSixteenLargeOnesComeAtOnce_areReadOneAfterTheOther() throws Exception {
        byte[] large = ("{\"a\":\"" + "x".repeat(6 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        try (Wire wire = new Wire((request, socket, out) -> {
            out.write((OK + "Content-Length: " + large.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(large);
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(wire.url(), false))
                        .isInstanceOfSatisfying(CallEvent.Answered.class, answered -> assertThat(
                                        answered.response().body())
                                .hasSize(large.length));
            }
        }
    }

    @Test
    void answer_whenItIsABomb_isNotReadOn() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                gzip.write(zeros);
            }
        }
        try (Wire wire = new Wire((request, socket, out) -> {
            out.write((OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(packed.toByteArray());
        })) {
            assertThat(send(wire.url(), false)).isEqualTo(new CallEvent.TooLarge("16 MiB"));
        }
    }

    private static void answer(OutputStream out) throws IOException {
        out.write((OK + "Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The vendor answers and closes the connection, in every way in which that can be done. */
    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "half"})
    void action_whenTheVendorClosedTheConnectionMeanwhile_arrivesOnAFreshOne(String how) throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> {
            answer(out);
            switch (how) {
                case "reset" -> {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
                case "half" -> socket.shutdownOutput();
                default -> socket.close();
            }
        })) {
            for (int i = 0; i < 30; i++) {
                assertThat(send(wire.url(), true)).as("request %d", i).isInstanceOf(CallEvent.Answered.class);
            }
            assertThat(wire.requests()).hasSize(30);
        }
    }

    @Test
    void action_whenAReadLeftAConnection_doesNotGoOutOnIt() throws Exception {
        List<Integer> ports = new ArrayList<>();
        try (Wire wire = new Wire((request, socket, out) -> {
            ports.add(socket.getPort());
            answer(out);
        })) {
            send(wire.url(), false);
            send(wire.url(), false);
            send(wire.url(), true);
            send(wire.url(), true);
        }
        assertThat(ports.get(1)).isEqualTo(ports.get(0));
        assertThat(ports.get(2)).isNotEqualTo(ports.get(1));
        assertThat(ports.get(3)).isNotEqualTo(ports.get(2));
    }

    @Test
    void action_whenTheConnectionIsClosedAfterTheRequest_isUnknown() throws Exception {
        try (Wire wire = new Wire((request, socket, out) -> socket.close())) {
            assertThat(send(wire.url(), true)).isInstanceOf(CallEvent.Unanswered.class);
            assertThat(wire.requests()).hasSize(1);
        }
    }
}
