package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types lines and a tab into the real shells. */
class CompletionTest {
    @TempDir
    static Path folder;

    private static Path completion;
    private static Path working;

    /** What is typed before the tab, and what the line is afterwards. */
    private record Typed(String line, String completed) {}

    private static final List<Typed> LINES = List.of(
            new Typed("rollcall pl", "rollcall plan "),
            new Typed("rollcall once --acc", "rollcall once --accept "),
            new Typed("rollcall plan --acc", "rollcall plan --acc"),
            new Typed("rollcall plan bo", "rollcall plan board "),
            new Typed("rollcall plan board d", "rollcall plan board duty "),
            // neither what is in a comment, nor a value, nor a flow that is given already
            new Typed("rollcall plan ol", "rollcall plan ol"),
            new Typed("rollcall plan hid", "rollcall plan hid"),
            new Typed("rollcall plan val", "rollcall plan val"),
            new Typed("rollcall plan duty du", "rollcall plan duty du"),
            new Typed("rollcall plan --output j", "rollcall plan --output json "),
            new Typed("rollcall plan --output=j", "rollcall plan --output=json "),
            new Typed("rollcall plan --output=c", "rollcall plan --output=c"),
            new Typed("rollcall audit --output=c", "rollcall audit --output=csv "),
            new Typed("rollcall --config 公司/m", "rollcall --config 公司/my\\ company.properties "),
            new Typed(
                    "rollcall --config 公司/my\\ company.properties plan o",
                    "rollcall --config 公司/my\\ company.properties plan other "),
            new Typed(
                    "rollcall plan --config='公司/my company.properties' o",
                    "rollcall plan --config='公司/my company.properties' other "),
            new Typed("rollcall sandbox --company 公", "rollcall sandbox --company 公司/"),
            new Typed("rollcall store ba", "rollcall store backup "),
            new Typed("rollcall store backup rollcall.p", "rollcall store backup rollcall.properties "),
            new Typed("rollcall audit --release m ro", "rollcall audit --release m ro"));

    @BeforeAll
    static void unpack() throws IOException {
        completion = DistTools.unpack(folder).resolve("completion");
        working = Files.createDirectories(folder.resolve("a folder/公司")).getParent();
        Files.writeString(
                working.resolve("rollcall.properties"),
                """
                \uFEFFrollcall.flow.board.type=cohost
                rollcall.flow.board.users=rollcall.flow.value1.type,\\
                rollcall.flow.value2.type=x
                # rollcall.flow.old.type=cohost
                #\\
                  rollcall.flow.duty.schedule 5m
                """
                        .replace("\n", "\r\n"));
        Files.writeString(working.resolve("公司/my company.properties"), "rollcall.flow.other.type = cohost\n");
    }

    @Test
    void bash_completesCommandsOptionsFilesAndFlows() throws IOException {
        DistTools.require("bash", "script");
        Path out = folder.resolve("bash.txt");
        Path start = Files.writeString(
                folder.resolve("bashrc"),
                """
                source '%s'
                report() { printf '%%s\\n' "$READLINE_LINE" >> '%s'; READLINE_LINE=; }
                bind -x '"\\C-g": report'
                bind 'set bell-style none'
                PS1=
                """
                        .formatted(completion.resolve("rollcall.bash"), out));
        String typed = String.join(
                        "", LINES.stream().map(line -> line.line() + "\t\u0007").toList()) + "\nexit\n";
        Path input = Files.writeString(folder.resolve("typed.txt"), typed);

        DistTools.run(
                        working,
                        Map.of("LC_ALL", "C.UTF-8", "TERM", "dumb"),
                        "sh",
                        "-c",
                        "script -qec \"bash --noprofile --rcfile '$1' -i\" /dev/null < \"$2\"",
                        "sh",
                        start.toString(),
                        input.toString())
                .succeeded();

        assertCompleted(Files.readAllLines(out));
    }

    @Test
    void zsh_completesCommandsOptionsFilesAndFlows() throws IOException, URISyntaxException {
        DistTools.require("zsh");
        Path out = folder.resolve("zsh.txt");
        List<String> command = new ArrayList<>(
                List.of("zsh", "-f", resource("complete.zsh").toString(), completion.toString(), out.toString()));
        LINES.forEach(line -> command.add(line.line()));

        DistTools.run(working, Map.of("LC_ALL", "C.UTF-8", "TERM", "dumb"), command.toArray(String[]::new))
                .succeeded();

        assertCompleted(Files.readAllLines(out));
    }

    @Test
    void fish_offersCommandsOptionsFilesAndFlows() {
        DistTools.require("fish");

        assertThat(fish("rollcall pl")).containsExactly("plan");
        assertThat(fish("rollcall once --acc")).containsExactly("--accept");
        assertThat(fish("rollcall plan --acc")).isEmpty();
        assertThat(fish("rollcall plan ")).containsExactly("board", "duty");
        assertThat(fish("rollcall plan board ")).containsExactly("duty");
        assertThat(fish("rollcall plan --output ")).containsExactlyInAnyOrder("text", "json");
        assertThat(fish("rollcall audit --output="))
                .containsExactlyInAnyOrder("--output=text", "--output=json", "--output=csv");
        assertThat(fish("rollcall --config 公司/")).containsExactly("公司/my company.properties");
        assertThat(fish("rollcall --config 公司/my\\ company.properties plan ")).containsExactly("other");
        assertThat(fish("rollcall plan --config='公司/my company.properties' ")).containsExactly("other");
        assertThat(fish("rollcall store ")).containsExactlyInAnyOrder("backup", "copy", "restore");
        assertThat(fish("rollcall store backup ")).containsExactlyInAnyOrder("rollcall.properties", "公司/");
        assertThat(fish("rollcall audit --release m ")).isEmpty();
        assertThat(fish("rollcall help ")).contains("plan", "demo");
    }

    /** What is offered, without descriptions. */
    private static List<String> fish(String line) {
        DistTools.Result result = DistTools.run(
                working,
                Map.of("LC_ALL", "C.UTF-8", "HOME", folder.toString()),
                "fish",
                "--no-config",
                "-c",
                "source $argv[1]; complete -C $argv[2]",
                completion.resolve("rollcall.fish").toString(),
                line);
        return result.succeeded()
                .out()
                .lines()
                .map(offered -> offered.replaceFirst("\t.*", ""))
                .toList();
    }

    private static void assertCompleted(List<String> lines) {
        // shells differ in whether a blank follows a word that is complete
        assertThat(lines.stream().map(String::stripTrailing))
                .containsExactlyElementsOf(LINES.stream()
                        .map(line -> line.completed().stripTrailing())
                        .toList());
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(CompletionTest.class.getResource(name).toURI());
    }
}
