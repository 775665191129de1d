package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person gets to read who wrote something wrong: a line a problem, exit code 2, and nothing was touched. */
@Tag("slow")
class WrongConfigurationTest {
    private static final String SOUND =
            """
            rollcall.dingtalk.client-id=ding-tested
            rollcall.dingtalk.client-secret=planted-dingtalk-secret-7f3a
            rollcall.dingtalk.api-url=http://127.0.0.1:1
            rollcall.dingtalk.oapi-url=http://127.0.0.1:1
            rollcall.huawei.app-id=0123456789abcdef0123456789abcdef
            rollcall.huawei.app-key=planted-huawei-key-91bc
            rollcall.huawei.url=http://127.0.0.1:1
            """
                    + Rehearsal.FLOWS;

    @TempDir
    Path root;

    private Program program;

    @BeforeEach
    void program() throws IOException {
        program = Program.below(root);
    }

    private void write(String text) throws IOException {
        Files.writeString(program.folder().resolve("rollcall.properties"), text);
    }

    /** Exit code 2, the given lines on standard error behind the head and nothing else anywhere. */
    private void refuses(List<String> arguments, String... lines) throws IOException, InterruptedException {
        Ended ended = program.inThisJvm(arguments.toArray(String[]::new));
        List<String> expected = new ArrayList<>(List.of("The configuration cannot be used:"));
        Arrays.stream(lines).map(line -> "  " + line).forEach(expected::add);
        assertThat(ended.err().lines()).containsExactlyElementsOf(expected);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(program.folder().resolve("rollcall-data")).doesNotExist();
    }

    private static List<String> once(String... more) {
        List<String> arguments = new ArrayList<>(List.of("once", "people"));
        arguments.addAll(Arrays.asList(more));
        return arguments;
    }

    @Test
    void once_whenTheFileIsMalformed_namesEveryLineAtOnce() throws Exception {
        write(SOUND.replace("rollcall.huawei.app-key", "rollcall.huawei.app-kee") + "rollcall.store.user=a\\u12xyz\n"
                + "rollcall.dingtalk.region=moon\n"
                + "rollcall.http.concurrency=many\n"
                + "rollcall.dingtalk.client-id=again\n"
                + "rollcall.flow.board.user=UN-x\n");
        refuses(
                once(),
                "rollcall.properties, line 18: a backslash and u need four hexadecimal digits after them; write \\\\u for the letters",
                "rollcall.properties, line 21: rollcall.dingtalk.client-id is given twice, first in line 1; remove one of them",
                "rollcall.properties, line 22: rollcall.flow.board.user is unknown; did you mean rollcall.flow.board.users?",
                "rollcall.properties, line 6: rollcall.huawei.app-kee is unknown; did you mean rollcall.huawei.app-key?",
                "rollcall.properties, line 20: rollcall.http.concurrency must be a whole number from 1 to 1000, not 'many'",
                "rollcall.properties, line 19: rollcall.dingtalk.region must be overseas or mainland, not 'moon'",
                "rollcall.huawei.app-key is missing: Huawei Cloud Meeting is used; set it (or app-key-file)");
    }

    @Test
    void once_whenTheFileIsNotUtf8_saysSo() throws Exception {
        Files.write(
                program.folder().resolve("rollcall.properties"),
                (SOUND + "rollcall.store.user=M\u00fcller\n").getBytes(StandardCharsets.ISO_8859_1));
        Ended ended = program.inThisJvm("once", "people");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo(
                        "The configuration file rollcall.properties cannot be read: it is not UTF-8; save it as UTF-8"
                                + " (spreadsheets call it CSV UTF-8).\n");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void once_whenTheNamedFileIsMissing_saysSo() throws Exception {
        Ended ended = program.run("once", "people", "--config", "elsewhere.properties");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).isEqualTo("There is no configuration file elsewhere.properties.\n");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void once_whenThereIsNoConfiguration_saysWhereItWouldBe() throws Exception {
        Ended ended = program.inThisJvm("once", "people");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("Nothing is configured: name a file with --config, or put rollcall.properties here.");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void run_whenThereIsNoConfiguration_saysWhereItWouldBe() throws Exception {
        Ended ended = program.inThisJvm("run");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().startsWith("Nothing is configured");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void run_whenAFlowHasNoSchedule_namesItsKey() throws Exception {
        write(SOUND);
        refuses(
                List.of("run"),
                "rollcall.flow.people.schedule is missing: run needs it; set a period such as 5m or a Quartz cron expression");
    }

    @Test
    void once_whenTheFlowIsUnknown_namesASimilarOneOrAll() throws Exception {
        write(SOUND);
        refuses(
                List.of("once", "bord", "people", "xyz"),
                "there is no flow 'bord'; did you mean board?",
                "there is no flow 'xyz'; choose from board, duty, people");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollcall.flow.people.output=.|--set: rollcall.flow.people.output must end in .ndjson or .csv, with a name before that",
                "rollcall.flow.people.output=folder.ndjson|--set: rollcall.flow.people.output names a directory; name a file: FOLDER/folder.ndjson",
                "rollcall.flow.people.output=missing/people.ndjson|--set: rollcall.flow.people.output lies in a folder that does not exist; create it: FOLDER/missing",
                "rollcall.flow.people.output=people.xls|--set: rollcall.flow.people.output must end in .ndjson or .csv, with a name before that",
                "rollcall.flow.people.lookup.provider=dingtalk|--set: rollcall.flow.people.lookup.provider names dingtalk, which cannot be asked for user details; huawei can",
                "rollcall.dingtalk.api-url=http://example.com|--set: rollcall.dingtalk.api-url must start with https:// (plain http is accepted for loopback addresses only)",
                "nonsense|--set: must be KEY=VALUE",
                "rollcall.dingtalk.client-secret=|rollcall.dingtalk.client-secret is missing: DingTalk is used; set it (or client-secret-file)",
            })
    void once_whenOneValueIsWrong_saysWhichAndWhatToDo(String assignment, String line) throws Exception {
        write(SOUND);
        Files.createDirectory(program.folder().resolve("folder.ndjson"));
        Files.writeString(program.folder().resolve("people.ndjson"), "the earlier one\n");
        refuses(
                once("--set", assignment),
                line.replace("FOLDER", program.folder().toString()));
        assertThat(program.folder().resolve("people.ndjson")).hasContent("the earlier one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "once people --output xml|Invalid value for option '--output'",
                "once people --output csv|--output csv is for audit only",
                "once people --outputs json|Unknown option",
                "once|Missing required parameter",
                "once people --set|Missing required parameter",
                "sandbox --port many|Invalid value for option '--port'",
                "sandbox --port 65536|--port must be 0 to 65535",
                "sandbox --company missing.json|There is no company file missing.json",
                "audit --since yesterday|--since ",
                "plann people|plann",
            })
    void anyCommand_whenTheCommandLineIsWrong_saysWhatAndEndsWith2(String line, String start) throws Exception {
        write(SOUND);
        Ended ended = program.inThisJvm(line.split(" "));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines().findFirst().orElseThrow()).contains(start);
    }
}
