package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What somebody without an account sees first. */
@Tag("slow")
class DemoTest {
    private static final Pattern ROSTER = Pattern.compile("Roster: +(\\S+)");

    @TempDir
    Path root;

    private static void shows(Ended ended) {
        // in this JVM the logs have the tests' level
        assertThat(ended.err().lines()).allMatch(line -> line.contains(" INFO "));
        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out())
                .contains("board: complete - 3 would be promoted")
                .contains("board: complete - 3 promoted")
                .contains("duty: complete - 2 invited")
                .contains("1,005 of the company's 1,005 people in 42 departments")
                .contains("run on an event")
                .contains("Meeting press-briefing\n  + promoted UN-mary-smith")
                .contains("vendor calls")
                .contains("rollcall demo --page");
        Matcher roster = ROSTER.matcher(ended.out());
        assertThat(roster.find()).isTrue();
        assertThat(Path.of(roster.group(1))).content().satisfies(text -> assertThat(text.lines())
                .hasSize(1005));
    }

    @Test
    void demo_whenItIsRun_showsEveryFlowAndTellsWhereTheRosterLies() throws Exception {
        shows(Program.below(root).run("demo"));
    }

    @Test
    void demo_keepsWhoWasInWhichMeeting_andSaysHowToSeeIt() throws Exception {
        Program program = Program.below(root);
        Ended demo = program.inThisJvm("demo");
        assertThat(demo.out()).contains("demo.properties attendance");

        Ended attendance = program.inThisJvm(
                "--config",
                program.folder().resolve("rollcall-demo/demo.properties").toString(),
                "attendance");

        assertThat(attendance.code()).as(attendance.err()).isZero();
        assertThat(attendance.out())
                .contains("Meeting press-briefing", "UN-mary-smith", "co-host by Rollcall from", "Sums of");
    }

    @Test
    void demo_whenJsonIsWanted_printsReportLinesOnly() throws Exception {
        Program program = Program.below(root);
        Ended ended = program.inThisJvm("demo", "--output", "json");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        List<JsonNode> reports = json(ended.out());
        assertThat(reports)
                .extracting(report ->
                        report.get("flow").asText() + " " + report.get("mode").asText())
                .containsExactly("board plan", "board once", "duty once", "people once", "board run");
        JsonNode byEvent = reports.get(4);
        assertThat(byEvent.get("trigger").asText()).isEqualTo("event");
        assertThat(byEvent.get("changes")).singleElement().satisfies(change -> {
            assertThat(change.get("meeting").asText()).isEqualTo("press-briefing");
            assertThat(change.get("user").asText()).isEqualTo("UN-mary-smith");
            assertThat(change.get("status").asText()).isEqualTo("done");
        });
        assertThat(byEvent.get("calls")).as("an event needs no read").hasSize(1).allSatisfy(calls -> assertThat(
                        calls.asInt())
                .isEqualTo(1));
        assertThat(program.folder()).isDirectoryContaining("glob:**/rollcall-demo");
    }

    @Test
    void demo_whenItIsRunAgain_beginsAnewAndLeavesTheFilesOfOthersAlone() throws Exception {
        Program program = Program.below(root);
        shows(program.inThisJvm("demo"));
        Path mine = Files.writeString(program.folder().resolve("rollcall-demo").resolve("mine.txt"), "mine");

        shows(program.inThisJvm("demo"));
        assertThat(mine).hasContent("mine");
    }

    @Test
    void demo_whenTheFolderCannotBeUsed_saysSoInOneSentence() throws Exception {
        Program program = Program.below(root);
        Files.writeString(program.folder().resolve("rollcall-demo"), "a file");

        Ended ended = program.inThisJvm("demo");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("rollcall-demo", "Start the demo in another folder")
                .hasLineCount(1);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void page_isServedUntilTheDemoIsStopped_andItsCompanyIsAlive() throws Exception {
        Program program = Program.below(root);
        try (Program.Running demo = program.start("demo", "--page")) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> demo.out()
                    .contains("Ctrl-C"));
            String address = found("Open +(http://127\\.0\\.0\\.1:\\d+/)", demo.out());
            String token = found("Token +(\\S+)", demo.out());
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> get(address, token)
                    .contains("main.js"));
            // only the company itself causes events
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Pattern.compile("\"events\":[1-9]")
                    .matcher(get(address + "health", token))
                    .find());
            assertThat(get(address + "api/v1/roster", token))
                    .as("something to accept")
                    .contains("\"flow\":\"branch\"", "\"quarantine\":{", "\"lost\":8,");
            demo.terminate();
            Ended ended = demo.stopped();
            assertThat(ended.code()).isZero();
            assertThat(ended.err()).isEmpty();
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String get(String address, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** {@code JAVA_25_HOME=... mvn verify} holds the program to a quiet start on the newest JDK too. */
    @Test
    @EnabledIfEnvironmentVariable(named = "JAVA_25_HOME", matches = ".+")
    void demo_whenTheJdkIsTheNewest_showsTheSameWithoutAnyWarning() throws Exception {
        Path home = Path.of(System.getenv("JAVA_25_HOME"));
        assumeThat(Files.isExecutable(home.resolve("bin").resolve("java"))).isTrue();
        shows(Program.below(root).on(home).run("demo"));
    }
}
