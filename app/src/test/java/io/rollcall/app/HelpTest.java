package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program says of itself. */
@Tag("slow")
class HelpTest {
    @TempDir
    Path root;

    @Test
    void help_asACommand_isTheSameAsTheOption() throws Exception {
        Program program = Program.below(root);
        Program.Ended ended = program.inThisJvm("help", "once");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo(program.inThisJvm("once", "--help").out());
        assertThat(program.inThisJvm("help").out())
                .isEqualTo(program.inThisJvm("--help").out());
        assertThat(program.inThisJvm("help", "onec").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"onec, Did you mean once?", "nonsense, ''", "--confg=x, Did you mean --config?"})
    void rollcall_whenAWordIsUnknown_suggestsOnlyASimilarOne(String word, String suggestion) throws Exception {
        Ended ended = run(word);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()
                        .lines()
                        .filter(line -> line.startsWith("Did you mean"))
                        .toList())
                .isEqualTo(suggestion.isEmpty() ? List.of() : List.of(suggestion));
        assertThat(ended.err()).contains("Usage: rollcall --help");
    }

    private Ended run(String... arguments) throws Exception {
        return Program.below(root).inThisJvm(arguments);
    }

    @Test
    void rollcall_whenHelpIsWanted_namesEveryCommandOptionAndExitCode() throws Exception {
        Ended ended = run("--help");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains(
                        "  run ",
                        "  once ",
                        "  plan ",
                        "  check ",
                        "  sandbox ",
                        "  audit ",
                        "  find ",
                        "  diff ",
                        "  accept ",
                        "  pause ",
                        "  resume ",
                        "  demo ")
                .contains("--config=FILE", "--set=KEY=VALUE", "--output=text|json", "--version", "--help")
                .containsSubsequence(
                        "Exit codes:",
                        " 0 ",
                        "done and complete",
                        " 1 ",
                        "failed",
                        " 2 ",
                        "wrong usage",
                        " 3 ",
                        "incomplete");
    }

    @ParameterizedTest
    @CsvSource({
        "run,[FLOW...]",
        "once,FLOW...",
        "plan,FLOW...",
        "check,--config=FILE",
        "listen,--seconds=N",
        "sandbox,--port=N",
        "sandbox,--company=FILE",
        "sandbox,--recording=DIR",
        "probe,--out=DIR",
        "probe,--with-changes=MEETING",
        "audit,--since=WHEN",
        "find,WHO...",
        "diff,FLOW",
        "diff,--since=WHEN",
        "accept,FLOW",
        "pause,[FLOW...]",
        "pause,--until=WHEN",
        "resume,[FLOW...]",
        "demo,--output=text|json"
    })
    void everyCommand_whenHelpIsWanted_namesWhatItTakes(String command, String takes) throws Exception {
        Ended ended = run(command, "--help");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("Usage: rollcall " + command, takes, "--output=text|json");
    }

    @Test
    void rollcall_whenTheVersionIsWanted_printsThatOfTheJar() throws Exception {
        Ended ended = Program.below(root).run("--version");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.lines().get(0)).matches("rollcall \\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void rollcall_whenNoCommandIsGiven_showsTheUsageOnStandardErrorAndEndsWith2() throws Exception {
        Ended ended = Program.below(root).run();
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("Missing required subcommand", "Usage: rollcall");
    }
}
