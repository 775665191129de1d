package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("board: complete - 3 would be promoted")
                .contains("board: complete - 3 promoted")
                .contains("duty: complete - 2 invited")
                .contains("1005 people in 42 departments")
                .contains("vendor calls");
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
    void demo_whenJsonIsWanted_printsReportLinesOnly() throws Exception {
        Program program = Program.below(root);
        Ended ended = program.run("demo", "--output", "json");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        List<JsonNode> reports = json(ended.out());
        assertThat(reports)
                .extracting(report ->
                        report.get("flow").asText() + " " + report.get("mode").asText())
                .containsExactly("board plan", "board once", "duty once", "people once");
        assertThat(program.folder()).isDirectoryContaining("glob:**/rollcall-demo");
    }

    @Test
    void demo_whenItIsRunAgain_beginsAnewAndLeavesTheFilesOfOthersAlone() throws Exception {
        Program program = Program.below(root);
        shows(program.run("demo"));
        Path mine = Files.writeString(program.folder().resolve("rollcall-demo").resolve("mine.txt"), "mine");

        shows(program.run("demo"));
        assertThat(mine).hasContent("mine");
    }

    @Test
    void demo_whenTheFolderCannotBeUsed_saysSoInOneSentence() throws Exception {
        Program program = Program.below(root);
        Files.writeString(program.folder().resolve("rollcall-demo"), "a file");

        Ended ended = program.run("demo");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("rollcall-demo", "Start the demo in another folder")
                .hasLineCount(1);
        assertThat(ended.out()).isEmpty();
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
