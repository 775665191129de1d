package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store under the program: held by another process, replaced, empty; and what its library leaves behind. */
@Timeout(180)
@Tag("slow")
class StoreTroubleTest {
    @TempDir
    Path root;

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private static Rehearsal running(Path root, String... more) throws IOException {
        Rehearsal rehearsal = Rehearsal.below(root);
        rehearsal.write(
                "rollcall.properties",
                rehearsal.vendors()
                        + "rollcall.flow.board.type=cohost\n"
                        + "rollcall.flow.board.users=UN-lisi,UN-john\n"
                        + "rollcall.flow.board.schedule=1s\n");
        return rehearsal.and(more);
    }

    private static List<JsonNode> reports(Running running) throws IOException {
        String out = running.out(); // once: a line may be half written
        return json(out.substring(0, out.lastIndexOf('\n') + 1));
    }

    private static Path store(Rehearsal rehearsal) {
        return rehearsal.program.folder().resolve("rollcall-data/rollcall.db");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void run_whenAnotherProcessHoldsTheStore_saysSoInTimeAndStopsInTimeWithAReport() throws Exception {
        int port = freePort();
        try (Rehearsal rehearsal = running(root, "rollcall.server.port=" + port);
                Running running = rehearsal.program.start("run", "--output", "json")) {
            await(() -> !reports(running).isEmpty());
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + store(rehearsal));
                    Statement statement = other.createStatement()) {
                statement.execute("PRAGMA busy_timeout=20000");
                statement.execute("BEGIN EXCLUSIVE");
                int before = reports(running).size();

                for (int question = 0; question < 3; question++) {
                    Instant asked = Instant.now();
                    HttpResponse<String> health = HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                                            .timeout(Duration.ofSeconds(30))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
                    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
                    assertThat(health.statusCode()).isEqualTo(503);
                    assertThat(health.body()).contains("The store is busy");
                }
                running.terminate();
                Ended ended = running.stopped();

                assertThat(ended.code()).isZero();
                List<JsonNode> after =
                        json(ended.out()).subList(before, json(ended.out()).size());
                // none where a run waited that had its report already, to remove old rows
                if (!after.isEmpty()) {
                    assertThat(after.get(after.size() - 1).get("outcome").asText())
                            .isEqualTo("failed");
                    assertThat(after.get(after.size() - 1).get("problems").toString())
                            // a run that did not wait for the store in that moment was only stopped
                            .containsAnyOf("another process", "was stopped");
                }
            }
        }
    }

    @Test
    void run_whenTheStoreIsReplaced_reportsItChangesNothingAndExitsWith1() throws Exception {
        try (Rehearsal rehearsal = running(root);
                Running running = rehearsal.program.start("run", "--output", "json")) {
            await(() -> !reports(running).isEmpty());
            Path copy = rehearsal.program.folder().resolve("copy.db");
            Files.copy(store(rehearsal), copy);
            Files.move(copy, store(rehearsal), StandardCopyOption.ATOMIC_MOVE);

            Ended ended = running.ended(120);

            assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
            assertThat(ended.err()).contains("was replaced, removed or cut off", "restart Rollcall");
            List<JsonNode> reports = json(ended.out());
            JsonNode last = reports.get(reports.size() - 1);
            // between two runs something else may find it first, and then no further run begins
            if (!last.get("outcome").asText().equals("complete")) {
                assertThat(last.get("outcome").asText()).isEqualTo("failed");
                assertThat(last.get("problems").toString()).contains("was replaced");
            }
        }
    }

    @Test
    void once_whenTheStoreIsEmptyOrForeign_callsNobodyAndExitsWith1() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            for (String content : List.of("", "not a database ".repeat(1000))) {
                Path file = rehearsal.write("rollcall-data/rollcall.db", content);

                Ended ended = rehearsal.inThisJvm("once", "duty");

                assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
                assertThat(ended.out()).contains("rollcall-data").contains("backup");
                assertThat(file).hasContent(content);
            }
        }
    }

    @Test
    void commands_whenTheyEnd_leaveNothingInTheTemporaryFolder() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            for (String command : List.of("plan duty", "once duty", "once duty", "audit", "check")) {
                rehearsal.run(command.split(" "));
            }
            assertThat(names(root.resolve("tmp"))).isEmpty();
            assertThat(names(rehearsal.program.folder().resolve("rollcall-data")))
                    .filteredOn(name -> name.startsWith("sqlitejdbc-"))
                    .as("one library for all of them")
                    .hasSize(1);
        }
    }

    @Test
    void commands_whenThereIsNoTemporaryFolder_work() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Files.delete(root.resolve("tmp"));
            for (int attempt = 0; attempt < 2; attempt++) {
                Ended ended = rehearsal.run("once", "duty");

                assertThat(ended.code()).as(ended.err()).isZero();
            }
        }
    }

    @Test
    // the remedy names noexec, a mount option that Windows does not have
    @DisabledOnOs(OS.WINDOWS)
    void commands_whenTheLibraryCanBeNowhere_sayWhatToDoEachTime() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.run("once", "duty");
            Files.delete(root.resolve("tmp"));
            // as a folder that allows no programs: what lies there cannot be loaded, and nothing else be put there
            Path data = rehearsal.program.folder().resolve("rollcall-data");
            String library = names(data).stream()
                    .filter(name -> name.startsWith("sqlitejdbc-"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(data.resolve(library));
            Files.createDirectories(data.resolve(library).resolve("in the way"));
            for (int attempt = 0; attempt < 2; attempt++) {
                for (String command : List.of("once duty", "audit")) {
                    Ended ended = rehearsal.run(command.split(" "));

                    assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
                    assertThat(ended.out() + ended.err())
                            .contains("cannot load its native library", "noexec", "rollcall.store.url");
                }
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
