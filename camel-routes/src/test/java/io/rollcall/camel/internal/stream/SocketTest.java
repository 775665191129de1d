package io.rollcall.camel.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.internal.http.WebSockets;
import io.rollcall.vendor.Secret;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection to a server whose bytes the test writes. */
@Timeout(60)
@Tag("slow")
class SocketTest {
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final WebSockets client = new WebSockets(context, threads);
    private ServerSocket server;
    private java.net.Socket accepted;
    private Socket socket;

    private final class Recorder implements Socket.Events {
        @Override
        public void connected() {
            events.add("connected");
        }

        @Override
        public void received(String text) {
            frames.add(text);
        }

        @Override
        public void tooLarge() {
            events.add("too large");
        }

        @Override
        public void closed(String why) {
            events.add(why);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket = new Socket(new Recorder(), timer, open);
        client.connect(Secret.of("ws://127.0.0.1:" + server.getLocalPort() + "/x?ticket=t"), socket, events::add);
        accepted = server.accept();
        DataInputStream in = new DataInputStream(accepted.getInputStream());
        String key = "";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("Sec-WebSocket-Key: ")) {
                key = line.substring(19);
            }
        }
        byte[] accept = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        await().until(() -> events.contains("connected"));
    }

    @AfterEach
    void end() throws Exception {
        socket.abort();
        client.close();
        accepted.close();
        server.close();
        threads.shutdownNow();
        timer.shutdownNow();
        context.close();
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    private void write(byte[] bytes) throws IOException {
        OutputStream out = accepted.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private void frame(int opcode, boolean last, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        // clients refuse a length that is written longer than needed
        int bits = payload.length < 126 ? 0 : payload.length < 1 << 16 ? 16 : 64;
        frame.write(bits == 0 ? payload.length : bits == 16 ? 126 : 127);
        for (int shift = bits - 8; shift >= 0; shift -= 8) {
            frame.write((int) ((long) payload.length >> shift));
        }
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void frame_whenItComesInPieces_isJoined() throws Exception {
        frame(TEXT, false, utf8("one 会"));
        frame(CONTINUATION, false, utf8(" two"));
        frame(CONTINUATION, true, utf8(" three"));

        await().untilAsserted(() -> assertThat(frames).containsExactly("one 会 two three"));
    }

    @Test
    void frame_untilTheOneBeforeIsDone_isNotRead() throws Exception {
        frame(TEXT, true, utf8("first"));
        frame(TEXT, true, utf8("second"));
        await().until(() -> frames.size() == 1);
        assertThat(frames).containsExactly("first");

        socket.more();

        await().untilAsserted(() -> assertThat(frames).containsExactly("first", "second"));
    }

    @Test
    void frame_ofExactlyOneMebibyte_isRead() throws Exception {
        frame(TEXT, true, utf8("x".repeat(Socket.LARGEST_FRAME_BYTES)));

        await().untilAsserted(() -> assertThat(frames).singleElement().satisfies(text -> assertThat(text)
                .hasSize(Socket.LARGEST_FRAME_BYTES)));
    }

    @Test
    void frame_ofMoreBytes_isDroppedAndTheConnectionCut() throws Exception {
        // a third as many characters
        frame(TEXT, false, utf8("会".repeat(Socket.LARGEST_FRAME_BYTES / 3)));
        frame(CONTINUATION, true, utf8("会"));

        await().untilAsserted(() -> assertThat(events).containsExactly("connected", "too large"));
        assertThat(frames).isEmpty();
        assertThat(open).isEmpty();
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void frames_thatAreSentAtOnce_arriveInTheirOrder() throws Exception {
        for (int i = 0; i < 100; i++) {
            socket.send("frame " + i);
        }

        DataInputStream in = new DataInputStream(accepted.getInputStream());
        for (int i = 0; i < 100; i++) {
            assertThat(text(in)).isEqualTo("frame " + i);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        byte[] payload = new byte[in.readUnsignedByte() & 0x7f];
        byte[] mask = in.readNBytes(4);
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Test
    void connection_whenItBreaksOrIsClosed_isToldOnce() throws Exception {
        accepted.close();

        await().untilAsserted(
                        () -> assertThat(events).hasSize(2).last().asString().contains("connection"));
        socket.abort();
        assertThat(events).hasSize(2);
        assertThat(open).isEmpty();
    }

    @Test
    void connection_whenTheServerCloses_isToldWithItsStatus() throws Exception {
        frame(CLOSE, true, new byte[] {3, (byte) 0xe9});

        await().untilAsserted(() ->
                assertThat(events).containsExactly("connected", "the connection ended with the status 1001"));
    }

    @Test
    void close_whenTheServerSaysNothing_isCutAfterASecondAndToldToNobody() {
        socket.close();

        await().untilAsserted(() -> assertThat(open).isEmpty());
        assertThat(events).containsExactly("connected");
    }
}
