package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command line that readers are told to type is one that the program takes. */
class DocumentedCommandsTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    private static final Pattern TYPED = Pattern.compile(
            "(?:^|&& |\\$ |=)(?:\\S*java (?:-\\S+ )*-jar \\S*rollcall\\.jar|rollcall)(?= |$)([^#>|&]*)");

    /** Within a sentence a command may be named without all that it needs; its words must be right. */
    private static final Pattern NAMED = Pattern.compile("rollcall ([a-z]+)((?: \\S+)*)");

    @Test
    void commandLines_areTaken() throws IOException {
        List<String> problems = new ArrayList<>();
        int checked = 0;
        for (MarkdownPage page : MarkdownPage.all(ROOT)) {
            for (MarkdownPage.Spot line : page.typed()) {
                Matcher typed = TYPED.matcher(line.text());
                while (typed.find()) {
                    checked++;
                    problem(words(typed.group(1)))
                            .ifPresent(problem ->
                                    problems.add(page.file() + ":" + line.line() + " " + line.text() + ": " + problem));
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(checked).as("command lines in the documentation").isGreaterThan(10);
    }

    @Test
    void namedCommands_haveTheOptionsThatAreNamed() throws IOException {
        List<String> problems = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all(ROOT)) {
            for (MarkdownPage.Spot code : page.code()) {
                Matcher named = NAMED.matcher(code.text());
                if (!named.matches()) {
                    continue;
                }
                CommandLine command = commands().getSubcommands().get(named.group(1));
                if (command == null) {
                    problems.add(page.file() + ":" + code.line() + " there is no command " + named.group(1));
                    continue;
                }
                words(named.group(2)).stream()
                        .filter(word -> word.startsWith("--")
                                && command.getCommandSpec().findOption(word) == null)
                        .forEach(word -> problems.add(page.file() + ":" + code.line() + " there is no " + word));
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void commandLine_whenItIsWrong_isNoticed() {
        assertThat(problem(List.of("plann", "board"))).isPresent();
        assertThat(problem(List.of("audit", "--sinc", "2h"))).isPresent();
        assertThat(problem(List.of("once"))).isPresent();
        assertThat(problem(List.of("once", "board", "--output", "xml"))).isPresent();
    }

    /** What the program has against a command line; empty for nothing. */
    static Optional<String> problem(List<String> arguments) {
        try {
            commands().parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.ParameterException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static CommandLine commands() {
        return Commands.create(Console.system(), ProcessEnvironment.current());
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
