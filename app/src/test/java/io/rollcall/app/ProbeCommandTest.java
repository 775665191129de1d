package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.app.Program.Ended;
import io.rollcall.sandbox.RecordingPlayer;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code rollcall probe} writes, and that it writes nothing else. */
@Tag("slow")
class ProbeCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path root;

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource
    void probe_keepsNoMarker_ofACompanyWhoseEveryTextIsOne(MarkerServer.Mode mode) throws Exception {
        Program program = Program.below(root);
        try (MarkerServer server = new MarkerServer(mode)) {
            Files.writeString(program.folder().resolve("rollcall.properties"), server.properties());
            Ended ended = program.inThisJvm("probe", "--out", "recording", "--yes");
            assertThat(ended.err()).contains("Recorded").containsIgnoringCase(MarkerServer.NAME);
            Map<String, String> files = files(program.folder().resolve("recording"));
            assertThat(files).hasSizeGreaterThan(mode == MarkerServer.Mode.ANSWERS ? 30 : 16);
            files.forEach((name, text) -> assertThat(text.toLowerCase(Locale.ROOT))
                    .as(name)
                    .doesNotContain(MarkerServer.MARKER.toLowerCase(Locale.ROOT))
                    .doesNotContain(MarkerServer.NAME.toLowerCase(Locale.ROOT))
                    .doesNotContain("某人", "beijing", "berlin", "127.0.0.1")
                    .doesNotContain(MarkerServer.NUMBERS)
                    .doesNotContain("138 0013 8000"));
            assertThat(ended.out()).doesNotContain(MarkerServer.MARKER, MarkerServer.NAME);
            // names of fields are for the user's eyes; what stands in them is for no one's
            assertThat(ended.err()).doesNotContain(MarkerServer.MARKER, "某人");
            assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(mode == MarkerServer.Mode.ANSWERS ? 0 : 3);
        }
    }

    @Test
    void probe_recordsEveryReadingOperation_andNoChange() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.inThisJvm("probe", "--out", "recording", "--yes");
            Path folder = rehearsal.program.folder().resolve("recording");
            JsonNode index = JSON.readTree(folder.resolve("recording.json").toFile());
            TreeSet<String> operations = new TreeSet<>();
            index.path("exchanges")
                    .forEach(entry -> operations.add(entry.path("operation").asText()));
            TreeSet<String> reads = Stream.of(VendorApi.values())
                    .filter(api -> api.reportName().matches("(dingtalk|huawei)\\..*")
                            && !api.reportName().contains("robot"))
                    .filter(api -> !List.of(
                                    VendorApi.DINGTALK_SET_CO_HOSTS,
                                    VendorApi.DINGTALK_INVITE,
                                    VendorApi.DINGTALK_OPEN_STREAM)
                            .contains(api))
                    .map(VendorApi::reportName)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(operations).as(ended.out()).isEqualTo(reads);
            index.path("exchanges").forEach(entry -> assertThat(entry.path("replayed"))
                    .as(entry.toString())
                    .isEqualTo(entry.path("live")));
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE)).isZero();
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_OPEN_STREAM)).isZero();
            assertThat(ended.out()).contains("Assumptions about the vendors").contains("Your account: ");
        }
    }

    @Test
    void recording_hasTheShapeOfWhatTheSandboxAnswered_andSoHasARecordingOfIt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                CapturingProxy proxy = new CapturingProxy(rehearsal.sandbox.url())) {
            Path properties = rehearsal.program.folder().resolve("rollcall.properties");
            Files.writeString(properties, Files.readString(properties).replace(rehearsal.sandbox.url(), proxy.url()));
            rehearsal.inThisJvm("probe", "--out", "first", "--yes");
            Path folder = rehearsal.program.folder().resolve("first");
            List<String> recorded = shapes(folder);
            List<String> answered = new ArrayList<>();
            for (CapturingProxy.Answer answer : proxy.answers()) {
                answered.add(shape(answer.status(), answer.headers(), JSON.readTree(answer.body())));
            }
            assertThat(recorded).hasSizeGreaterThan(15).isEqualTo(answered);

            try (RecordingPlayer player = RecordingPlayer.start(folder, 0)) {
                Files.writeString(
                        properties,
                        player.settings().entrySet().stream()
                                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                                        .collect(Collectors.joining("\n"))
                                + "\nrollcall.flow.people.type=roster\nrollcall.flow.people.output=people.ndjson\n");
                Ended again = rehearsal.inThisJvm("probe", "--out", "second", "--yes");
                assertThat(again.code()).as(again.out() + again.err()).isZero();
                assertThat(shapes(rehearsal.program.folder().resolve("second"))).isEqualTo(recorded);
                Ended once = rehearsal.inThisJvm("once", "board");
                assertThat(once.code()).as(once.out() + once.err()).isNotEqualTo(2);
            }
        }
    }

    @Test
    void sandbox_whenTheFolderHoldsNoRecording_saysSo() throws Exception {
        Program program = Program.below(root);
        Ended ended = program.inThisJvm("sandbox", "--recording", "nothing");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("recording.json cannot be read");
    }

    /** The shape of each recorded answer, in order. */
    private static List<String> shapes(Path folder) throws IOException {
        List<String> shapes = new ArrayList<>();
        for (Map.Entry<String, String> file : files(folder).entrySet()) {
            if (!file.getKey().equals("recording.json")) {
                JsonNode response = JSON.readTree(file.getValue()).path("response");
                TreeSet<String> headers = new TreeSet<>();
                response.path("headers")
                        .fieldNames()
                        .forEachRemaining(name -> headers.add(name.toLowerCase(Locale.ROOT)));
                shapes.add(shape(response.path("status").asInt(), headers, response.path("body")));
            }
        }
        return shapes;
    }

    private static String shape(int status, Set<String> headers, JsonNode body) {
        TreeSet<String> names = new TreeSet<>(headers);
        // the player's server writes these itself, or not at all
        names.removeAll(Set.of("content-length", "transfer-encoding", "connection", "content-encoding", "date"));
        return status + " " + names + " " + shape(body);
    }

    /** Types and lengths. Names that are ids differ, so only their lengths count. */
    private static String shape(JsonNode node) {
        StringBuilder shape = new StringBuilder();
        if (node.isArray()) {
            node.forEach(item -> shape.append(shape(item)).append(','));
            return "[" + shape + "]";
        } else if (node.isObject()) {
            node.fields().forEachRemaining(field -> shape.append(field.getKey().length())
                    .append(':')
                    .append(shape(field.getValue()))
                    .append(','));
            return "{" + shape + "}";
        } else if (node.isTextual()) {
            return "text" + node.asText().codePointCount(0, node.asText().length());
        }
        return node.getNodeType().toString();
    }

    @Test
    void probe_asks_andDeletesOrCallsNothing() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(rehearsal.inThisJvm("probe", "--out", "recording").code())
                    .isEqualTo(2);
            Ended no = rehearsal.program.typing(List.of("no"), "probe", "--out", "recording");
            assertThat(no.code()).isOne();
            assertThat(no.err()).contains("metered calls of dingtalk").contains("Nothing was called");
            assertThat(rehearsal.sandbox.calls()).isEmpty();

            Ended refused = rehearsal.program.typing(List.of("yes", "", "no"), "probe", "--out", "recording");
            assertThat(refused.code()).as(refused.err()).isOne();
            assertThat(refused.out()).contains("--- 01-").contains("\"operation\" : \"dingtalk.members\"");
            assertThat(refused.out()).contains("--- recording.json\n{");
            assertThat(rehearsal.program.folder().resolve("recording")).doesNotExist();
            Ended json = rehearsal.program.typing(
                    List.of("yes", "", "no"), "probe", "--out", "recording", "--output", "json");
            assertThat(json.err()).contains("--- recording.json\n{", "--- 01-", "\"operation\" : \"dingtalk.members\"");
            assertThat(JSON.readTree(json.out()).path("format").asInt()).isOne();

            Ended kept = rehearsal.program.typing(List.of("yes", "100", "120", "yes"), "probe", "--out", "recording");
            assertThat(kept.code()).as(kept.err()).isZero();
            assertThat(kept.err()).contains("\rRecorded answers: 2\u001B[K");
            assertThat(rehearsal.program.folder().resolve("recording/recording.json"))
                    .exists();
            Ended full = rehearsal.inThisJvm("probe", "--out", "recording", "--yes");
            assertThat(full.code()).isEqualTo(2);
            assertThat(full.err()).contains("is not empty");
        }
    }

    @Test
    void probe_whoseFolderCannotBeWritten_callsNothing() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.inThisJvm("probe", "--out", "rollcall.properties/recording", "--yes");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("cannot be written").contains("--out");
            assertThat(rehearsal.sandbox.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Preset.class,
            names = {"SERVER_ERROR", "RESET_AFTER"})
    void probe_spendsNoMoreThanItAnnounced_whateverFails(Preset fault) throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            for (VendorApi api : List.of(VendorApi.DINGTALK_MEMBERS, VendorApi.DINGTALK_ONGOING_MEETINGS)) {
                rehearsal.sandbox.script(Fault.on(api).then(fault));
            }
            Ended ended = rehearsal.inThisJvm("probe", "--out", "recording", "--yes");
            assertThat(number(ended.err(), "with (\\d+) metered calls"))
                    .isLessThanOrEqualTo(number(ended.err(), "at most (\\d+) metered calls"));
            assertThat(ended.code()).as(ended.out() + ended.err()).isIn(0, 3);
        }
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    private static int number(String text, String pattern) {
        Matcher number = Pattern.compile(pattern).matcher(text);
        assertThat(number.find()).as(text).isTrue();
        return Integer.parseInt(number.group(1));
    }

    @Test
    void probe_whenItIsInterrupted_saysSo_andKeepsNothing() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_MEMBERS).after(Duration.ofSeconds(60)));
            try (Program.Running running = rehearsal.program.start("probe", "--out", "recording", "--yes")) {
                await(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_MEMBERS) > 0);
                running.terminate();
                Ended ended = running.stopped();
                assertThat(ended.err()).contains("Rollcall was stopped, so nothing was kept.");
                assertThat(ended.code()).isOne();
                assertThat(rehearsal.program.folder().resolve("recording")).doesNotExist();
            }
        }
    }

    /** On a terminal, which the program {@code script} of util-linux makes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void withChanges_whenItIsInterrupted_removesTheRoleBeforeItEnds(int call) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script of util-linux");
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).after(Duration.ofSeconds(1)));
            CompletableFuture<Ended> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return rehearsal.program.shell(
                            "(printf 'yes\\n\\nboard-meeting\\n'; sleep 1) | script -qec \"$ROLLCALL probe"
                                    + " --set rollcall.flow.board.users=UN-duty --out r --with-changes board-meeting\" /dev/null");
                } catch (IOException | InterruptedException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            await(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS) >= call);
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .filter(process -> process.info().commandLine().orElse("").contains("--with-changes"))
                    .forEach(ProcessHandle::destroy);
            Ended ended = running.get();
            assertThat(ended.out())
                    .contains("the role was removed again", "Rollcall was stopped, so nothing was kept.");
            assertThat(ended.code()).isOne();
            assertThat(List.of("UN-lisi", "UN-john"))
                    .noneMatch(user -> rehearsal.sandbox.isCoHost("board-meeting", user));
            assertThat(rehearsal.program.folder().resolve("r")).doesNotExist();
        }
    }

    @Test
    void withChanges_whoseRoleCannotBeRemoved_saysSoLast_andFails() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.sandbox.script(
                    Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).at("3-9").then(Preset.PERMISSION));
            Ended left = change(rehearsal, "left");
            assertThat(left.code()).isOne();
            assertThat(left.err().strip()).endsWith("Remove it by hand in the meeting.");
            // the removal was tried once more
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(4);
        }
    }

    @Test
    void withChanges_whenTheMonthHasTooFewCallsLeft_changesNothing() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended few = change(rehearsal, "few", "--set", "rollcall.dingtalk.monthly-calls=15");
            assertThat(few.err()).contains("Nothing was changed: of the month's calls ");
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
        }
    }

    private static Ended change(Rehearsal rehearsal, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "probe",
                "--set",
                "rollcall.flow.board.users=UN-duty",
                "--out",
                out,
                "--with-changes",
                "board-meeting"));
        arguments.addAll(List.of(more));
        return rehearsal.program.typing(List.of("yes", "", "board-meeting", "yes"), arguments.toArray(String[]::new));
    }

    @Test
    void withChanges_changesTheMeetingThatWasTypedTwice_andUndoesIt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            String meeting = "board-meeting";
            assertThat(rehearsal
                            .inThisJvm("probe", "--out", "r", "--yes", "--with-changes", meeting)
                            .code())
                    .isEqualTo(2);
            Ended other = rehearsal.program.typing(
                    List.of("yes", "", "release-meeting", "yes"), "probe", "--out", "other", "--with-changes", meeting);
            assertThat(other.err()).contains("The numbers differ");
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();

            Ended listed = rehearsal.program.typing(
                    List.of("yes", "", meeting, "yes"), "probe", "--out", "listed", "--with-changes", meeting);
            assertThat(listed.err()).contains("Nothing was changed").contains("whom no co-host flow lists");
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();

            Ended done = change(rehearsal, "changed");
            assertThat(done.err()).contains("the role was removed again");
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(3);
            assertThat(files(rehearsal.program.folder().resolve("changed")).keySet())
                    .anyMatch(name -> name.endsWith("-dingtalk.set-co-hosts.json"));
            assertThat(done.out()).contains("The second request was answered with success");
            assertThat(rehearsal.inThisJvm("audit").out())
                    .contains("probe")
                    .contains("promote")
                    .contains("remove");
        }
    }
}
