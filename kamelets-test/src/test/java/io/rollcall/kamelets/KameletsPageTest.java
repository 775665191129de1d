package io.rollcall.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about the Kamelets has a table of each, printed from its file. */
class KameletsPageTest {
    private static final Path PAGE = KameletFile.root().resolve(Path.of("docs", "integrators", "kamelets.md"));
    private static final String BEGIN = "<!-- tables: printed from the Kamelets -->\n";

    @Test
    void tables_arePrintedFromTheKamelets() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        assertThat(begin).as("where the tables begin").isNotNegative();
        String expected = page.substring(0, begin) + BEGIN + print();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/integrators/kamelets.md; its head says how its tables are written anew")
                .isEqualTo(expected);
    }

    private static String print() {
        StringBuilder page = new StringBuilder();
        for (KameletFile kamelet : KameletFile.all()) {
            page.append("\n## ").append(kamelet.name()).append("\n\n");
            page.append(kamelet.definition().get("description")).append("\n\n");
            page.append("| parameter | type | default | meaning |\n|---|---|---|---|\n");
            Collection<?> required = (Collection<?>) kamelet.definition().getOrDefault("required", List.of());
            kamelet.parameters().forEach((name, parameter) -> page.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(type(parameter))
                    .append(" | ")
                    .append(required.contains(name) ? "required" : code(parameter.get("default")))
                    .append(" | ")
                    .append(parameter.get("description"))
                    .append(" |\n"));
        }
        return page.toString();
    }

    private static String type(Map<String, Object> parameter) {
        if (parameter.get("enum") instanceof List<?> words) {
            return words.stream().map(KameletsPageTest::code).collect(Collectors.joining(", "));
        }
        return "password".equals(parameter.get("format")) ? "secret" : (String) parameter.get("type");
    }

    private static String code(Object value) {
        return value == null ? "" : "`" + value + "`";
    }
}
