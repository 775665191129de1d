package io.rollcall.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.model.UserId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonIdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"z21HjQliSzpw0YWCNxmiEiE", "a+b/c=d-e_f", "UN-a", "12345", "x13800138000"})
    void ids_ofTheAlphabet_areTakenAsTheyAre(String id) {
        assertThat(PersonIds.parse(id)).isEqualTo(new UserId(id));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                ' ', '\t', '\r', '\n', 0x00A0, 0x00AD, 0x034F, 0x115F, 0x1160, 0x180B, 0x180E, 0x2000, 0x200A, 0x200B,
                0x200D, 0x200E, 0x202E, 0x2028, 0x202F, 0x205F, 0x2060, 0x2065, 0x2800, 0x3000, 0x3164, 0xFE0F, 0xFEFF,
                0xFFA0, 0xFFF0, 0xE0001, 0xE0020, 0xE0100
            })
    void invisibleCharacters_around_areRemoved_andInsideAreWrong(int character) {
        String one = Character.toString(character);

        assertThat(PersonIds.parse(one + one + "UN-a" + one)).isEqualTo(new UserId("UN-a"));
        assertThatThrownBy(() -> PersonIds.parse("UN" + one + "a"))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageContaining(String.format("U+%04X", character));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UN-a\uFF0CUN-b|a full-width comma (U+FF0C); separate ids with a comma (,)",
                "UN-a\u3001UN-b|an ideographic comma (U+3001); separate ids",
                "UN-a;UN-b|a semicolon; separate ids",
                "UN-a\uFF1BUN-b|a full-width semicolon (U+FF1B); separate ids",
                "UN-a UN-b|a blank (U+0020); separate ids",
                "UN-a,UN-b|a comma; separate ids",
                "\"UN-a\"|a quote",
                "'UN-a'|a quote",
                "\u201CUN-a\u201D|a quote (U+201C)",
                "[UN-a]|a bracket",
                "\uFF08UN-a\uFF09|a full-width bracket (U+FF08)",
                "UN-d#comment|'#'; put a blank before a comment",
                "UN.a|'.'; an id consists of",
                "zhang@example|'@'; an id consists of",
                "UN-a:Ann|a colon",
                "UN-a\uFF1AAnn|a full-width colon (U+FF1A)",
                "\u5F20\u4E09|a character that is not ASCII (U+5F20); a person is listed by the unionId, not by a name",
                "J\u00F6rg|not by a name",
                "\u0410\u0412|U+0410",
                "UN\uFF11|a full-width digit (U+FF11)",
                "\uFF35N1|a full-width character (U+FF35)",
                "UN\u2013a|a dash that is not - (U+2013)",
                "unionId|is a header word (unionId)",
                "UserId|is a header word",
                "union_id|is a header word",
                "User-ID|is a header word",
                "ID|is a header word",
                "13800138000|looks like a telephone number",
                "+8613800138000|looks like a telephone number",
                "+86-138-0013-8000|looks like a telephone number",
                "008613800138000|looks like a telephone number",
                "010-86123456|looks like a telephone number",
                "userid:zhangsan|starts with userid:, which is reserved",
                "userId:zhangsan|starts with userid:, which is reserved",
                "mobile:+8613800138000|starts with mobile:, which is reserved",
                "name:\u5F20\u4E09|starts with name:, which is reserved",
                "name\uFF1A\u5F20\u4E09|starts with name:, which is reserved",
                "\uFFFD\uFFFD|a character that was lost because the text is not UTF-8 (U+FFFD)",
            })
    void whatIsNoId_isRefusedWithItsReason(String text, String reason) {
        assertThatThrownBy(() -> PersonIds.parse(text))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void nothing_isRefused() {
        for (String text : List.of("", " ", "\u200B\uFEFF\u3000")) {
            assertThatThrownBy(() -> PersonIds.parse(text)).hasMessageContaining("must not be blank");
        }
    }

    @Property(tries = 3000)
    void whateverIsTaken_isOfTheAlphabet(@ForAll String text) {
        try {
            assertThat(PersonIds.parse(text).value()).matches("[A-Za-z0-9+/=_-]+");
        } catch (MalformedValueException refused) {
            assertThat(refused.explanation()).matches("[ -~]+");
        }
    }
}
