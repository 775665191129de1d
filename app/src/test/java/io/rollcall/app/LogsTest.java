package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where logs go, and in which format. Reports stay on standard output. */
@Tag("slow")
class LogsTest {
    @TempDir
    Path root;

    private static List<String> messages(List<JsonNode> lines) {
        return lines.stream().map(line -> line.get("message").asText()).toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(LogsTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void run_withJson_writesObjectsOnly() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.sandbox.script(
                    Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
            rehearsal.and("rollcall.log.format=json", "rollcall.flow.board.notify=http://127.0.0.1:1/");
            try (Running running =
                    rehearsal.program.with("LC_ALL", "C").start("run", "board", "-v", "--output", "json")) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> running.out().contains("\n")
                                && running.err().contains("running board")
                                && running.err().contains("WARN"));
                running.terminate();
                Ended ended = running.stopped();

                assertThat(ended.code()).isZero();
                assertThat(messages(json(ended.err())))
                        .anySatisfy(line -> assertThat(line).contains("dingtalk.ongoing-meetings HTTP 403"))
                        .anySatisfy(line -> assertThat(line).startsWith("running board;"));
            }
        }
    }

    @Test
    void once_withAFile_logsThereAndShowsVendorCallsOnStandardErrorToo() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            // the page's lines
            rehearsal.write("etc/logs.properties", resource("docs/logs.properties"));

            Ended ended = rehearsal.run(
                    "once", "board", "-v", "--config", "rollcall.properties", "--config", "etc/logs.properties");

            assertThat(ended.code()).isZero();
            assertThat(ended.err()).contains("dingtalk.token HTTP 200", "dingtalk.set-co-hosts HTTP 200");
            assertThat(messages(json(rehearsal.read("etc/log/rollcall.log"))))
                    .anySatisfy(line -> assertThat(line).startsWith("dingtalk.set-co-hosts HTTP 200"));
            assertThat(ended.out()).contains("promoted");
        }
    }

    @Test
    void once_whenTheLogFileCannotBeWritten_isWrongAndTheAuditIsNot() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.log.file=rollcall.properties/rollcall.log");

            Ended once = rehearsal.run("once", "board");
            Ended audit = rehearsal.run("audit");

            assertThat(once.code()).isEqualTo(2);
            assertThat(once.out()).isEmpty();
            assertThat(once.err())
                    .contains(
                            "rollcall.log.file: the log file",
                            "rollcall.properties is not a directory; correct the path");
            assertThat(audit.code()).isZero();
            assertThat(audit.err()).contains("Logging to standard error");
        }
    }

    @Test
    void backup_whenItFails_saysSoInJsonOrInTheFileAndOnStandardError() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write("rollcall-data/rollcall.db", "");
            rehearsal.and("rollcall.log.format=json");

            Ended onStandardError = rehearsal.run("store", "backup", "copy.db");
            Ended inFile = rehearsal.run("store", "backup", "copy.db", "--set", "rollcall.log.file=rollcall.log");

            assertThat(onStandardError.code()).isEqualTo(1);
            assertThat(messages(json(onStandardError.err())))
                    .singleElement()
                    .asString()
                    .contains("is empty (0 bytes)");
            assertThat(inFile.code()).isEqualTo(1);
            assertThat(inFile.err()).startsWith("The store's file");
            assertThat(messages(json(Files.readString(rehearsal.program.folder().resolve("rollcall.log")))))
                    .singleElement()
                    .asString()
                    .contains("is empty (0 bytes)");
        }
    }
}
