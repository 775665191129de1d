package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {

    @Test
    void parse_whenKeyIsGivenTwice_saysBothLinesAndKeepsTheFirst() {
        PropertiesText text = PropertiesText.parse("a=1\n# comment\nb=2\na=3\n");

        assertThat(text.problems())
                .containsExactly(new LineProblem(4, "a is given twice, first in line 1; remove one of them"));
        assertThat(text.entries()).extracting(Sources.Entry::value).containsExactly("1", "2");
    }

    @Test
    void parse_whenEscapeIsMalformed_saysTheLineAndReadsTheRest() {
        PropertiesText text = PropertiesText.parse("a=1\npath=C:\\users\nb=2");

        assertThat(text.problems()).extracting(LineProblem::line).containsExactly(2);
        assertThat(text.entries()).extracting(Sources.Entry::key).containsExactly("a", "b");
    }

    @Test
    void parse_whenThereIsAByteOrderMark_toleratesIt() {
        assertThat(PropertiesText.parse("\uFEFFa=\u5f20").entries())
                .containsExactly(new Sources.Entry("a", "\u5f20", 1));
    }

    @Test
    void parse_whenLinesAreContinued_countsTheirFirst() {
        PropertiesText text = PropertiesText.parse("\r\n! x \\\r\na=1,\\\r\n   2\r\nb : 3");

        assertThat(text.entries()).containsExactly(new Sources.Entry("a", "1,2", 3), new Sources.Entry("b", "3", 5));
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
        assertThat(values.keySet()).isEqualTo(expected.keySet());
        if (read.problems().isEmpty()) {
            assertThat(values).isEqualTo(expected);
        }
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
