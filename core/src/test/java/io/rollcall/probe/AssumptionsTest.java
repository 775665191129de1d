package io.rollcall.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the table of assumptions with the facts in docs/vendors. */
class AssumptionsTest {
    private static final Path FACTS = Path.of("../docs/vendors");
    private static final Pattern MARK = Pattern.compile("\\[U(?:[ :][^\\]]*)?\\]|\\bunknown\\b[^.|]*\\[\\?\\]");

    @Test
    void everyStatementThatIsMarkedAsUnknown_hasALine() throws IOException {
        Map<String, Integer> marked = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            for (String line : Files.readAllLines(page)) {
                int marks = marks(line);
                if (marks > 0 && !isLegend(line)) {
                    String name = page.getFileName().toString();
                    long lines = Assumptions.ALL.stream()
                            .filter(assumption -> assumption.source().equals(name) && line.contains(assumption.quote()))
                            .count();
                    if (lines < marks) {
                        missing.add(name + ": " + line);
                    }
                    marked.merge(name, marks, Integer::sum);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(marked).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void everyLine_quotesItsPage_andHasItsOwnId() throws IOException {
        for (Assumption assumption : Assumptions.ALL) {
            assertThat(Files.readString(FACTS.resolve(assumption.source())))
                    .as(assumption.id())
                    .contains(assumption.quote());
            assertThat(assumption.how()).endsWith(".");
            assertThat(assumption.text()).endsWith(".");
        }
        assertThat(Assumptions.ALL.stream().map(Assumption::id)).doesNotHaveDuplicates();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(FACTS)) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.endsWith("README.md"))
                    .sorted()
                    .toList();
        }
    }

    /** "[U both]" stands for two statements. */
    private static int marks(String line) {
        int marks = 0;
        for (Matcher mark = MARK.matcher(line); mark.find(); ) {
            marks += mark.group().equals("[U both]") ? 2 : 1;
        }
        return marks;
    }

    /** The explanation of the marks at the head of a page. */
    private static boolean isLegend(String line) {
        return line.contains("**[U]**") || line.startsWith("| [U] |");
    }
}
