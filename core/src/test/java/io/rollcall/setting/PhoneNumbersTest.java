package io.rollcall.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+8613800138000",
                "8613800138000",
                "008613800138000",
                "13800138000",
                "+86-138-0013-8000",
                "138 0013 8000",
                "+(86) 138.0013.8000",
                "0086 (138) 0013-8000",
                "86-13800138000"
            })
    void spellings_ofOneNumber_areOneNumber(String spelling) {
        assertThat(PhoneNumbers.e164(PhoneNumbers.parse(spelling).value(), "CN"))
                .isEqualTo("+8613800138000");
    }

    @ParameterizedTest
    @CsvSource({
        "010-86123456,CN,+861086123456",
        "+86 (0)10 86123456,CN,+861086123456",
        "(212) 555-0123,US,+12125550123",
        "011 86 138 0013 8000,US,+8613800138000",
        "2345 6789,HK,+85223456789",
        "+852 2345 6789,CN,+85223456789",
        "02 1234 5678,IT,+390212345678"
    })
    void numbers_withoutACountryCode_areOfTheRegion(String number, String region, String e164) {
        assertThat(PhoneNumbers.e164(number, region)).isEqualTo(e164);
    }

    @Test
    void numbers_thatDiffer_stayApart() {
        List<String> numbers =
                List.of("110", "8001", "95588", "+8613800138000", "+8613800138001", "+85213800138000", "00");

        assertThat(numbers.stream()
                        .map(number -> PhoneNumbers.e164(number, "CN"))
                        .distinct())
                .hasSameSizeAs(numbers);
    }

    @Test
    void numbers_areSentAsWritten_withoutWhatIsInvisibleAround() {
        assertThat(PhoneNumbers.parse("\u202D+86 138-0013-8000\u202C\u00A0").value())
                .isEqualTo("+86 138-0013-8000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\uFF0B8613800138000|a full-width plus sign (U+FF0B)",
                "+86\uFF11\uFF13800138000|a full-width digit (U+FF11)",
                "\u0661\u0663800138000|a digit that is not ASCII (U+0661)",
                "8.61E+12|'E'",
                "13800138000,13900139000|a comma",
                "13800138000 13900139000|has 22 digits",
                "13800138000\uFF0C13900139000|a full-width comma",
                "138\u201300138000|a dash that is not - (U+2013)",
                "138\u00A000138000|U+00A0",
                "UN-duty|'U'",
                "++8613800138000|'+'",
                "8613800138000+|'+'",
                "86138;ext=5|a semicolon",
                "()|must be a phone number",
                "+|must be a phone number"
            })
    void whatIsNoNumber_isRefusedWithItsReason(String text, String reason) {
        assertThatThrownBy(() -> PhoneNumbers.parse(text))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageContaining(reason);
    }
}
