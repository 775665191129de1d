package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.setting.LineProblem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertiesTextTest {

    @Test
    void parse_whenKeyIsGivenTwice_saysBothLinesAndKeepsTheFirst() {
        PropertiesText text = PropertiesText.parse("a=1\n# comment\nb=2\na=3\n");

        assertThat(text.problems())
                .containsExactly(new LineProblem(4, "a is given twice, first in line 1; remove one of them"));
        assertThat(text.entries()).extracting(ConfigurationSources.Entry::value).containsExactly("1", "2");
    }

    @Test
    void parse_whenEscapeIsMalformed_saysTheLineAndReadsTheRest() {
        PropertiesText text = PropertiesText.parse("a=1\npath=C:\\users\nb=2");

        assertThat(text.problems()).extracting(LineProblem::line).containsExactly(2);
        assertThat(text.entries()).extracting(ConfigurationSources.Entry::key).containsExactly("a", "b");
    }

    @Test
    void parse_whenThereIsAByteOrderMark_toleratesIt() {
        assertThat(PropertiesText.parse("\uFEFFa=\u5f20").entries())
                .containsExactly(new ConfigurationSources.Entry("a", "\u5f20", 1));
    }

    @Test
    void parse_whenLinesAreContinued_countsTheirFirst() {
        PropertiesText text = PropertiesText.parse("\r\n! x \\\r\na=1,\\\r\n   2\r\nb : 3");

        assertThat(text.entries())
                .containsExactly(
                        new ConfigurationSources.Entry("a", "1,2", 3), new ConfigurationSources.Entry("b", "3", 5));
    }

    @Property(tries = 3000)
    void parse_ofAnyText_readsWhatTheLibraryReads(@ForAll("texts") String text) throws IOException {
        Properties expected = new Properties();
        try {
            expected.load(new StringReader(text));
        } catch (IllegalArgumentException malformed) {
            assertThat(PropertiesText.parse(text).problems()).isNotEmpty();
            return;
        }
        PropertiesText read = PropertiesText.parse(text);
        Map<String, String> values = new HashMap<>();
        read.entries().forEach(entry -> values.put(entry.key(), entry.value()));
        if (read.problems().isEmpty()) {
            assertThat(values).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "out=D:\\rosters\\new.ndjson|D:\\rosters\\new.ndjson",
                "secret=a\\b|a\\b",
                "secret=a\\\\\\b|a\\\\b",
                "secret=\\\"x|\\\"x",
                "secret=x\\|x\\",
                "secret=x\\\\\\|x\\\\",
                "out=C:\\temp\\f|C:\\temp\\f",
                "a\\.b=1|1"
            })
    void parse_whenABackslashWouldBeLost_saysTheLineAndReadsWhatWasMeant(String line, String meant) {
        for (String text : List.of("x=1\n" + line, "x=1\r\n" + line + "\r\n\r\ny=2")) {
            PropertiesText read = PropertiesText.parse(text);

            assertThat(read.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.line()).isEqualTo(2);
                assertThat(problem.message()).contains("lone backslash", "write \\\\ for a backslash, or / in a path");
            });
            assertThat(read.entries().get(1).value()).isEqualTo(meant);
        }
    }

    @Test
    void parse_whenABackslashTakesInTheNextKey_saysSo() {
        assertThat(PropertiesText.parse("rollcall.a=x\\\nrollcall.b=1\n").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(1);
                    assertThat(problem.message()).contains("makes the next line a part of its value");
                });
    }

    @Test
    void parse_ofComments_doesNotLookAtBackslashes() {
        assertThat(PropertiesText.parse("# D:\\new\n! \\x\\\na=1").problems()).isEmpty();
    }

    @Property(tries = 2000)
    void parse_ofWhatTheLibraryWrites_isThat(@ForAll("values") Map<String, String> written) throws IOException {
        Properties properties = new Properties();
        properties.putAll(written);
        StringWriter text = new StringWriter();
        properties.store(text, "D:\\new");

        PropertiesText read = PropertiesText.parse(text.toString());

        assertThat(read.problems()).isEmpty();
        assertThat(read.entries()).allSatisfy(entry -> assertThat(entry.value()).isEqualTo(written.get(entry.key())));
        assertThat(read.entries()).hasSameSizeAs(written.keySet());
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        Arbitrary<String> text = Arbitraries.of(
                        "a",
                        "\\",
                        ":",
                        "=",
                        "#",
                        "!",
                        " ",
                        "/",
                        "\"",
                        "\u00e4",
                        "\u5f20",
                        "\u0001",
                        "\ud83d\ude00",
                        "n")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
        return Arbitraries.maps(text.map(key -> "k" + key), text).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "b", "=", ":", " ", "\t", "\f", "\\", "\n", "\r", "\r\n", "#", "!", "\\u00e4", "u", "1")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }
}
