package io.rollcall.app;

import static io.rollcall.app.ApiProgram.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests with wrong values and a store that cannot be used, over the API. */
class FaultsApiTest extends ApiTest {
    /** What no store can hold is a fault of the request, not a defect of Rollcall and not an outage of the store. */
    @Test
    void valuesThatNoStoreHolds_areRefusedWithARemedy() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal, "rollcall.history=true")) {
            for (String far : List.of("+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z")) {
                String time = "{\"from\":\"" + far + "\"}";
                assertThat(problem(api.postTo("changes", time), 400)).contains("The field from must be a time");
                assertThat(problem(api.postTo("attendance/export", "{\"format\":\"csv\"," + time.substring(1)), 400))
                        .contains("The field from must be a time");
                assertThat(problem(api.send(api.request("attendance/meetings?from=" + far.replace("+", "%2B"))), 400))
                        .contains("The field from must be a time");
            }
            assertThat(problem(api.postTo("pause", "{\"until\":\"+999999999-12-31T23:59:59Z\"}"), 400))
                    .contains("The field until must be a time");
            for (String text : List.of("a\\u0000b", "\\ud800", "a\\udc00")) {
                assertThat(problem(api.postTo("changes", "{\"person\":\"" + text + "\"}"), 400))
                        .contains("The field person has a character that cannot be stored");
                assertThat(problem(api.postTo("pause", "{\"flows\":[\"" + text + "\"]}"), 400))
                        .contains("The field flows has a character that cannot be stored");
            }
            for (String place : List.of("-1", "18446744073709551615")) {
                assertThat(problem(api.send(api.request("roster/quarantine?flow=people&after=" + place)), 400))
                        .contains("The field after");
            }
            // the text is: application, U+0000, 1
            assertThat(problem(api.send(api.request("attendance/meetings?after=YQoACjE")), 400))
                    .contains("The field after");
            // two answers are compared: nothing may change between them
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));
            for (String blank : List.of("\\u00a0", "\\u200b", "\\ufeff \\u3164")) {
                assertThat(api.post("changes", "{\"person\":\"" + blank + "\"}"))
                        .isEqualTo(api.post("changes", "{}"));
                assertThat(problem(api.postTo("attendance/person", "{\"user\":\"" + blank + "\"}"), 400))
                        .contains("The field user is required");
                assertThat(problem(api.postTo("roster/search", "{\"text\":\"" + blank + "\"}"), 400))
                        .contains("The field text is required");
            }
        }
    }

    /** What waits for the store holds up neither the liveness probe, which would restart Rollcall, nor a page that reads. */
    @Test
    void store_thatIsLocked_delaysOnlyWhatWritesToIt_andEachViewAnswersSoon() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));
            Path file = rehearsal.program.folder().resolve("rollcall-data").resolve("rollcall.db");
            List<CompletableFuture<HttpResponse<String>>> pauses = new ArrayList<>();
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
                for (int i = 0; i < 12; i++) {
                    pauses.add(CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return api.postTo("pause", "{}");
                                } catch (IOException | InterruptedException failed) {
                                    throw new CompletionException(failed);
                                }
                            },
                            task -> new Thread(task).start()));
                }
                TimeUnit.MILLISECONDS.sleep(500);
                for (String path : List.of("/health/live", "/", "/api/v1/session", "/api/v1/now", "/api/v1/flows")) {
                    long start = System.nanoTime();
                    HttpResponse<String> answer =
                            api.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                                    .header("Authorization", "Bearer " + ApiProgram.TOKEN));
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .as(path)
                            .isLessThan(Duration.ofSeconds(4));
                    if (answer.statusCode() != 200) {
                        assertThat(problem(answer, 503)).as(path).contains("The store is busy");
                    }
                }
                for (CompletableFuture<HttpResponse<String>> pause : pauses) {
                    assertThat(problem(pause.get(60, TimeUnit.SECONDS), 503)).contains("store");
                }
                statement.execute("ROLLBACK");
            }
            assertThat(api.post("resume", "{}").get("paused")).isEmpty();
        }
    }
}
