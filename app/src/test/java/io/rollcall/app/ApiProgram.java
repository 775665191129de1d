package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What {@code run} runs, in this JVM, with its real server, and a client of its API. */
final class ApiProgram implements AutoCloseable {
    static final String TOKEN = "test-token-of-the-api-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();

    final RunningService service;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private ApiProgram(RunningService service, int port) {
        this.service = service;
        this.port = port;
    }

    /** In place of a setting: no token is configured. */
    static final String NO_TOKEN = "";

    /** Starts the flows of the rehearsal's configuration, with a token and more settings. */
    static ApiProgram start(Rehearsal rehearsal, String... settings) throws Exception {
        int port = freePort();
        rehearsal.write("token", TOKEN + "\n");
        rehearsal
                .and(
                        "rollcall.server.port=" + port,
                        List.of(settings).contains(NO_TOKEN) ? "" : "rollcall.server.token-file=token",
                        "rollcall.flow.people.schedule=0 0 3 * * ?")
                .and(settings);
        Configuration configuration =
                Configuration.read(List.of(), List.of(), new ProcessEnvironment(rehearsal.program.folder(), Map.of()));
        RunningService service = RunningService.start(configuration, List.of(), FlowListener.NONE, CallListener.NONE);
        service.schedule();
        return new ApiProgram(service, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** An answer with status 200. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return ok(send(request(path)));
    }

    HttpResponse<String> postTo(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** The same without a token. */
    HttpResponse<String> postWithoutToken(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** An answer with status 200. */
    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return ok(postTo(path, body));
    }

    private static JsonNode ok(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return JSON.readTree(response.body());
    }

    /** The detail of a problem with a status. */
    static String problem(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        return problem.path("detail").asText();
    }

    /** Waits until an answer is as wanted. */
    JsonNode await(Callable<JsonNode> answer, Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(answer, wanted);
    }

    /** Opens the stream of server-sent events, as a page does. */
    LivePage livePage() throws Exception {
        LivePage page = new LivePage(
                client.sendAsync(request("live").timeout(Duration.ofMinutes(10)).build(), BodyHandlers.ofLines()));
        page.opened();
        return page;
    }

    /** An open page, which collects the topics that changed. */
    static final class LivePage implements AutoCloseable {
        private final CompletableFuture<HttpResponse<Stream<String>>> answer;
        private final List<String> topics = new CopyOnWriteArrayList<>();
        private volatile @Nullable Stream<String> lines;

        LivePage(CompletableFuture<HttpResponse<Stream<String>>> answer) {
            this.answer = answer;
        }

        private void opened() throws Exception {
            HttpResponse<Stream<String>> opened = answer.get(30, TimeUnit.SECONDS);
            assertThat(opened.statusCode()).isEqualTo(200);
            Stream<String> body = opened.body();
            lines = body;
            Thread reader = new Thread(() -> {
                try {
                    body.filter(line -> line.startsWith("data:") && !line.equals("data:15"))
                            .forEach(line -> topics.add(line.substring(5).strip()));
                } catch (RuntimeException closed) {
                    // the test is over
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        void clear() {
            topics.clear();
        }

        /** Waits until nothing has changed for a moment, and forgets what did. */
        void quiet() {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(600))
                    .until(() -> {
                        boolean quiet = topics.isEmpty();
                        topics.clear();
                        return quiet;
                    });
        }

        void await(String topic) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> topics.contains(topic));
        }

        @Override
        public void close() {
            Stream<String> open = lines;
            if (open != null) {
                open.close();
            }
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
