package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownPageTest {
    @TempDir
    Path root;

    private MarkdownPage page;

    @BeforeEach
    void page() throws IOException {
        Files.writeString(
                root.resolve("Code.java"),
                """
                class Code {
                    // tag::body[]
                    void run() {
                        go();
                    }
                    // end::body[]
                }
                """);
        Files.writeString(
                root.resolve("page.md"),
                """
                # A page with `code` and [a link](other.md#part)

                <!-- from Code.java#body -->
                ```java
                stale();
                ```

                ```json
                {"nobody": "knows"}
                ```

                    rollcall plan board
                """);
        page = read();
    }

    private MarkdownPage read() throws IOException {
        return new MarkdownPage(root, Path.of("page.md"), Files.readAllLines(root.resolve("page.md")));
    }

    @Test
    void blocks_knowWhereTheyAreTakenFrom() throws IOException {
        List<MarkdownPage.Block> blocks = page.blocks();
        assertThat(blocks)
                .containsExactly(
                        new MarkdownPage.Block(4, "java", "Code.java", "body", "stale();"),
                        new MarkdownPage.Block(8, "json", null, null, "{\"nobody\": \"knows\"}"));
        assertThat(page.source(blocks.get(0))).contains("void run() {\n    go();\n}");
        assertThat(page.source(new MarkdownPage.Block(1, "java", "Code.java", "other", "")))
                .isEmpty();
        assertThat(page.source(new MarkdownPage.Block(1, "java", "None.java", null, "")))
                .isEmpty();
    }

    @Test
    void wholeFile_isTakenWithoutItsMarkers() throws IOException {
        assertThat(page.source(new MarkdownPage.Block(1, "java", "Code.java", null, "")))
                .contains("class Code {\n    void run() {\n        go();\n    }\n}");
    }

    @Test
    void rewrite_changesTheBlockAndNothingElse() throws IOException {
        String before = Files.readString(root.resolve("page.md"));
        MarkdownPage.Block block = page.blocks().get(0);
        page.rewrite(block, "two\nlines");
        assertThat(root.resolve("page.md")).hasContent(before.replace("stale();", "two\nlines"));
        assertThat(read().blocks().get(0).text()).isEqualTo("two\nlines");
    }

    @Test
    void prose_showsLinksAndCodeAndBlocksShowCommands() {
        assertThat(page.links()).containsExactly(new MarkdownPage.Spot(1, "other.md#part"));
        assertThat(page.code()).containsExactly(new MarkdownPage.Spot(1, "code"));
        assertThat(page.typed()).containsExactly(new MarkdownPage.Spot(12, "rollcall plan board"));
    }
}
