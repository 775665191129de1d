package io.rollcall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    @ParameterizedTest
    @CsvSource({
        "Anna Schmidt, anna schmidt",
        "JÜRGEN, jürgen",
        "Straße, STRASSE",
        "STRAẞE, strasse",
        "ΟΔΟΣ, οδος",
        "ΟΔΟΣ, οδοσ",
        "ÉLODIE, e\u0301lodie",
        "ＡＮＮＡ　Ｌｅｅ, anna lee",
        "ｱﾝﾅ, アンナ",
        "赵\u200b云, 赵云",
        "a \u00a0\t\u3000 b, a b",
        "'  Anna  ', anna",
        "\u202eAnna\u202c, anna",
        "ﬁona, FIONA",
        "КИРИЛЛ, кирилл",
    })
    void of_whenTextsDifferOnlyInForm_isTheSame(String one, String other) {
        assertThat(SearchText.of(one)).isEqualTo(SearchText.of(other));
    }

    @ParameterizedTest
    @CsvSource({"é, e", "王, 玉", "臺, 台"})
    void of_whenLettersDiffer_isNotTheSame(String one, String other) {
        assertThat(SearchText.of(one)).isNotEqualTo(SearchText.of(other));
    }

    @Test
    void of_anyText_hasNoLineBreakAndStaysTheSameWhenFoldedAgain() {
        Random random = new Random(20261129);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(6); length >= 0; length--) {
                text.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0x80) : random.nextInt(0x30000));
            }
            SearchText once = SearchText.of(text.toString());
            assertThat(once.folded()).doesNotContainPattern("[\\n\\r\\x00]");
            assertThat(SearchText.of(once.folded()))
                    .as("%x", text.codePointAt(0))
                    .isEqualTo(once);
        }
    }

    @Test
    void of_whenAnIdeographIsTaken_changesNoneOfThem() {
        for (char c = 0x4e00; c <= 0x9fff; c++) {
            // the last one takes the long way
            assertThat(SearchText.of(c + "a\u00e4").folded()).isEqualTo(c + "a\u00e4");
        }
    }

    @Test
    void toString_showsNoName() {
        assertThat(SearchText.of("Anna")).hasToString("SearchText");
    }
}
