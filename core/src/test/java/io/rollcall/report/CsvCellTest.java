package io.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "=1+1,'=1+1",
                "@SUM(A1),'@SUM(A1)",
                "|\tx|,|'\tx|",
                "+8613800138000,+8613800138000",
                "+86 (138) 001-38.000,+86 (138) 001-38.000",
                "-5,-5",
                "-cmd|,'-cmd|",
                "+1+1,'+1+1",
                "-,'-",
                "-1e5,'-1e5",
                "a=b,a=b",
                "'=1,'=1"
            })
    void guard_whenSpreadsheetWouldRunIt_putsAnApostrophe(String cell, String guarded) {
        assertThat(CsvCell.guard(cell)).isEqualTo(guarded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\nx",
                "\rx",
                "\u000b=1+1",
                "\f@x",
                "\uFEFF=1+1",
                "\u00A0=1+1",
                "\u200B@x",
                "\u2060+cmd",
                "\u0000=1",
                " =1+1",
                "\u3000=1",
                "\uDB40\uDC01=1",
                "\uFF1D1+1",
                "\uFF0Bcmd",
                "\uFF0D2+3",
                "\uFF20SUM(A1)",
                "\uFF0B8613800138000",
                "\u200B\uFF1D1",
                "\uFE661+1",
                "\uFE0F=1",
                "\uD800=1"
            })
    void guard_whenLineFeedsInvisibleOrWideCharactersComeFirst_putsAnApostrophe(String cell) {
        assertThat(CsvCell.guard(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "x;=1+1,'x;'=1+1",
                "1;2;3,1;2;3",
                "1;@x;-cmd,'1;'@x;'-cmd",
                "=1;=2,'=1;'=2",
                "+1;-2,+1;-2",
                "|\n=1|,|'\n'=1|",
                "|x\t=1|,|'x\t'=1|",
                "|x\n+cmd|,|'x\n'+cmd|",
                "|x; =1|,|'x;' =1|",
                "x;\uFF1D1,'x;'\uFF1D1"
            })
    void guard_whenPartsWouldRun_guardsEachOfThem(String cell, String guarded) {
        assertThat(CsvCell.guard(cell)).isEqualTo(guarded);
    }

    @Property
    void guardedCellNeverRuns(@ForAll("cells") String cell) {
        String guarded = CsvCell.guard(cell);
        for (String part : guarded.split("[;\t\r\n]", -1)) {
            String seen = Normalizer.normalize(part, Normalizer.Form.NFKC).replaceAll("^[\\p{Cntrl}\\p{Cf}\\s]+", "");
            boolean number = seen.matches("[+-][0-9 .()-]*[0-9][0-9 .()-]*");
            assertThat(number || seen.isEmpty() || "=@+-".indexOf(seen.charAt(0)) < 0)
                    .as(guarded)
                    .isTrue();
        }
        assertThat(guarded.replace("'", "")).isEqualTo(cell.replace("'", ""));
    }

    @Provide
    Arbitrary<String> cells() {
        return Arbitraries.of(Set.of(
                        "=", "@", "+", "-", "\t", "\r", "\n", ";", ",", "\"", "'", "1", "a", " ", "\uFEFF", "\uFF1D",
                        "\u200B", "(", "\u000b"))
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "007",
                "00",
                "1234567890123456",
                "123456789012345678",
                "1E5",
                "1e5",
                "12E-3",
                "1.50",
                "MAR1",
                "Mar-1",
                "1-Mar",
                "SEPT2",
                "DEC 1",
                "1 March 2020",
                "jan2020",
                "1-2",
                "1/2",
                "2020-01-02",
                "2020/1/2",
                "1.2.2020",
                "10:30",
                "10:30:05",
                "3 PM",
                "5%",
                "+8613800138000",
                "1,234",
                "(5)",
                "1 1/2",
                ".5",
                "5.",
                "3月1日",
                "2020年3月1日",
                "０１２",
                " 12",
                "-0",
                "-007",
                "2020-01-02 10:30",
                "10-8612"
            })
    void forExcel_whenExcelWouldChangeIt_writesItAsText(String cell) {
        assertThat(CsvCell.forExcel(cell)).isEqualTo("=\"" + cell + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "0",
                "-5",
                "1.5",
                "123456789012345",
                "13800138000",
                "zhangsan",
                "E5",
                "1E5x",
                "MARS",
                "MARCHAND1",
                "010-86123456-2345",
                "a1-2",
                "2020-08-16T10:26:56.828Z",
                "true",
                "DECK1",
                "1;2",
                "",
                "Room 007",
                "x@y.cn"
            })
    void forExcel_whenExcelKeepsIt_changesNothing(String cell) {
        assertThat(CsvCell.forExcel(cell)).isEqualTo(cell);
    }

    @Test
    void forExcel_whenItWouldRun_guardsItAsEver() {
        assertThat(CsvCell.forExcel("=1+1")).isEqualTo("'=1+1");
        assertThat(CsvCell.forExcel("1;=2")).isEqualTo("'1;'=2");
    }

    @Test
    void record_quotesWhatMustBe_andEndsItsLine() {
        assertThat(CsvRecord.of("007", null, "", "a,b", "x\"y", "line\nend", "=1"))
                .isEqualTo("007,,,\"a,b\",\"x\"\"y\",\"line\nend\",'=1\r\n");
        assertThat(CsvRecord.forExcel("u1", "007", "=1")).isEqualTo("u1,\"=\"\"007\"\"\",'=1\r\n");
    }
}
