package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation gives to copy for other programs is accepted by them. */
class RecipesTest {
    private static final Path DOCS = Path.of("../docs").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void rulesAndScrape_areAcceptedByPrometheus() {
        DistTools.require("promtool");

        assertThat(DistTools.run(DOCS.resolve("monitoring"), "promtool", "check", "config", "prometheus.yml")
                        .succeeded()
                        .out())
                .contains("1 rule files found", "10 rules found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrators", "zh-CN"})
    void proxy_isAcceptedByCaddy(String pages) throws IOException {
        DistTools.require("caddy");
        Matcher recipe = Pattern.compile("```caddyfile\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve(pages).resolve("page-access.md")));
        assertThat(recipe.find()).isTrue();
        Path file = Files.writeString(folder.resolve("Caddyfile"), recipe.group(1));

        // it keeps its own files in the home folder
        DistTools.run(
                        folder,
                        Map.of("HOME", folder.toString()),
                        "caddy",
                        "validate",
                        "--adapter",
                        "caddyfile",
                        "--config",
                        file.toString())
                .succeeded();
    }
}
