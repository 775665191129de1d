package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Main;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualPageTest {
    @TempDir
    static Path folder;

    private static Path page;

    @BeforeAll
    static void unpack() {
        page = DistTools.unpack(folder).resolve("man/rollcall.1");
    }

    @Test
    void page_isShownWithoutWarnings() {
        DistTools.require("man");

        DistTools.Result shown = DistTools.run(
                folder,
                Map.of("LC_ALL", "C.UTF-8", "MANWIDTH", "200", "MAN_KEEP_FORMATTING", ""),
                "man",
                "-l",
                "--warnings",
                page.toString());

        shown.succeeded();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out())
                .contains("NAME", "SYNOPSIS", "OPTIONS", "COMMANDS", "EXIT STATUS", "FILES", "ENVIRONMENT", "EXAMPLES")
                .contains("--config FILE", "rollcall store backup PATH", "ROLLCALL_JAVA", "done but incomplete");
        Main.commandLine().getSubcommands().keySet().forEach(command -> assertThat(shown.out())
                .contains("rollcall " + command));
    }

    @Test
    void page_satisfiesMandoc() {
        DistTools.require("mandoc");

        DistTools.Result checked = DistTools.run(folder, "mandoc", "-T", "lint", "-W", "warning", page.toString());

        assertThat(checked.out() + checked.err()).isEmpty();
    }
}
