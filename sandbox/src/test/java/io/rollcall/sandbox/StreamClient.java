package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rollcall.sandbox.VendorClient.VendorResponse;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A Stream client, written for these tests from docs/vendors/dingtalk-stream.md. Answers nothing by itself. */
final class StreamClient implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    private final WebSocket socket;
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private StreamClient(URI address) {
        socket = HTTP.newWebSocketBuilder().buildAsync(address, new Frames()).join();
    }

    private final class Frames implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket source, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(parsed(text.toString()));
                text.setLength(0);
            }
            source.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket source, ByteBuffer message) {
            pongs.add(message.remaining());
            source.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket source, Throwable error) {
            closed.complete(-1);
        }
    }

    /** A frame, or a text node if it is not JSON. */
    private static JsonNode parsed(String text) {
        try {
            return VendorClient.MAPPER.readTree(text);
        } catch (IOException e) {
            return TextNode.valueOf(text);
        }
    }

    static JsonNode json(String text) {
        try {
            return VendorClient.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    static VendorResponse open(Sandbox sandbox) {
        DingTalkSettings settings = sandbox.company().definition().dingtalk();
        return open(sandbox, settings.clientId(), settings.clientSecret(), "[{\"type\":\"EVENT\",\"topic\":\"*\"}]");
    }

    static VendorResponse open(Sandbox sandbox, String clientId, String clientSecret, String subscriptions) {
        return new VendorClient(sandbox)
                .post(
                        "/v1.0/gateway/connections/open",
                        "{\"clientId\":\"%s\",\"clientSecret\":\"%s\",\"subscriptions\":%s,\"ua\":\"test/1\"}"
                                .formatted(clientId, clientSecret, subscriptions));
    }

    /** The address of a connection, with the ticket of an answer. */
    static URI address(JsonNode opened) {
        return URI.create(opened.path("endpoint").asText() + "?ticket="
                + URLEncoder.encode(opened.path("ticket").asText(), StandardCharsets.UTF_8));
    }

    static StreamClient connect(Sandbox sandbox) {
        return new StreamClient(address(open(sandbox).json()));
    }

    static StreamClient connect(URI address) {
        return new StreamClient(address);
    }

    /** The next frame within some seconds. */
    JsonNode next() throws InterruptedException {
        JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("a frame within 10 s").isNotNull();
        return frame;
    }

    /** The next event, without other frames. */
    JsonNode event() throws InterruptedException {
        JsonNode frame = next();
        while (!frame.path("type").asText().equals("EVENT")) {
            frame = next();
        }
        return frame;
    }

    /** The next frame of the system with this topic. */
    JsonNode system(String topic) throws InterruptedException {
        JsonNode frame = next();
        while (!topic(frame).equals(topic)) {
            frame = next();
        }
        return frame;
    }

    /** The events before the next frame of the system with this topic. */
    List<JsonNode> eventsUntil(String topic) throws InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        JsonNode frame = next();
        while (!topic(frame).equals(topic)) {
            if (frame.path("type").asText().equals("EVENT")) {
                events.add(frame);
            }
            frame = next();
        }
        return events;
    }

    static String topic(JsonNode frame) {
        return frame.path("headers").path("topic").asText();
    }

    static JsonNode data(JsonNode frame) {
        return json(frame.path("data").textValue());
    }

    void acknowledge(JsonNode event) {
        answer(event, 200, "{\"status\":\"SUCCESS\"}");
    }

    void answer(JsonNode frame, int code, String data) {
        ObjectNode answer = VendorClient.MAPPER.createObjectNode();
        answer.put("code", code).put("message", "OK").put("data", data);
        answer.putObject("headers")
                .put("messageId", frame.path("headers").path("messageId").asText())
                .put("contentType", "application/json");
        send(answer.toString());
    }

    /** Sends a WebSocket ping and waits for its pong. */
    void ping() throws Exception {
        socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
        assertThat(pongs.poll(10, TimeUnit.SECONDS)).as("a pong within 10 s").isEqualTo(3);
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /** The status code with which the server closed the connection, within some seconds; -1 or 1006 if it was cut. */
    int closeCode() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    /** Waits some seconds for a condition. */
    static void eventually(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("end of patience").isLessThan(end);
            Thread.sleep(2);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
