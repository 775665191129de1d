package io.rollcall.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs/reference that is printed from the code, and the one way to write it anew. */
public final class ReferencePage {
    /** What the pages say about themselves; every page has it in its head. */
    public static final String HOW_TO_WRITE =
            """
                mvn -o test -pl core -Dtest='*PageTest' -Ddocs.write=true

            writes it anew.
            """;

    private static final Path PAGES =
            Path.of(System.getProperty("basedir", ".")).resolve(Path.of("..", "docs", "reference"));

    private ReferencePage() {}

    /** The page is what is printed; where it shall be written, it is written first. */
    public static void holds(String name, String printed) throws IOException {
        Path page = PAGES.resolve(name);
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(PAGES);
            Files.writeString(page, printed);
        }
        assertThat(page)
                .as("docs/reference/%s; its head says how it is written anew", name)
                .exists();
        assertThat(Files.readString(page))
                .as("docs/reference/%s; its head says how it is written anew", name)
                .isEqualTo(printed);
    }

    /** A text as the cell of a table. */
    public static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
