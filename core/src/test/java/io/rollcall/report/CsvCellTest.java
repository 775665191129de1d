package io.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
