package io.rollcall.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
    private static final ValueType<Duration> DURATION = ValueTypes.duration(Duration.ofDays(365));

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "2h,PT2H", "1d,PT24H", "365d,PT8760H"})
    void duration_whenWellWritten_isRead(String text, Duration expected) {
        assertThat(DURATION.read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "30", "s", "-5s", "5 m", "1.5h", "5M", "366d", "1h30m", "99999999999d", "5sec"})
    void duration_whenMalformed_isRefused(String text) {
        assertThatThrownBy(() -> DURATION.read(text)).isInstanceOf(MalformedValueException.class);
    }

    @Property
    void duration_whenWrittenByUs_isReadAgain(@ForAll @IntRange(min = 1) int millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(DURATION.read(Durations.words(duration))).isEqualTo(duration);
    }

    @Test
    void integer_whenOutOfRangeOrNoNumber_saysTheRange() {
        ValueType<Integer> pageSize = ValueTypes.integer(1, 100);

        assertThat(pageSize.read("100")).isEqualTo(100);
        for (String text : List.of("0", "101", "ten", "1.0", "", "99999999999999999999", "\u0663")) {
            assertThatThrownBy(() -> pageSize.read(text))
                    .isInstanceOf(MalformedValueException.class)
                    .hasMessageStartingWith("must be a whole number from 1 to 100, not ");
        }
        assertThatThrownBy(() -> ValueTypes.atLeast(0).read("-1"))
                .hasMessage("must be a whole number, 0 or more, not '-1'");
        assertThatThrownBy(() -> ValueTypes.integer(1, Integer.MAX_VALUE).read("0"))
                .hasMessage("must be a whole number, 1 or more, not '0'");
    }

    @Test
    void boolean_whenNeitherTrueNorFalse_isRefused() {
        assertThat(ValueTypes.BOOLEAN.read("true")).isTrue();
        assertThat(ValueTypes.BOOLEAN.read(" false ")).isFalse();
        for (String text : List.of("TRUE", "yes", "1")) {
            assertThatThrownBy(() -> ValueTypes.BOOLEAN.read(text))
                    .hasMessageStartingWith("must be true or false, not ");
        }
    }

    @Test
    void list_whenItemsRepeat_keepsTheFirst() {
        ValueType<List<String>> list = ValueTypes.list("words", text -> text);

        assertThat(list.read("b, a ,b,c")).containsExactly("b", "a", "c");
        assertThatThrownBy(() -> list.read("a,,b")).hasMessageContaining("position 2");
        assertThatThrownBy(() -> list.read("a,")).hasMessageContaining("position 2");
    }

    @Test
    void zone_whenUnknown_isRefused() {
        assertThat(ValueTypes.ZONE.read("Asia/Shanghai").getId()).isEqualTo("Asia/Shanghai");
        assertThatThrownBy(() -> ValueTypes.ZONE.read("Peking")).hasMessageContaining("Asia/Shanghai");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.dingtalk.io, https://api.dingtalk.io",
        "https://api.dingtalk.io/, https://api.dingtalk.io",
        "HTTPS://Proxy.example:8443/ding//, https://proxy.example:8443/ding",
        "http://localhost:8080, http://localhost:8080",
        "http://127.0.0.1:8080/api/, http://127.0.0.1:8080/api",
        "http://127.1.2.3, http://127.1.2.3",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void address_whenAllowed_isKeptWithoutTrailingSlash(String text, URI expected) {
        assertThat(ValueTypes.ADDRESS.read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.dingtalk.io",
                "http://localhost.evil.com",
                "http://127.0.0.1.evil.com",
                "http://127.0.0.256",
                "http://0.0.0.0",
                "http://[::2]",
                "https://user:S3CRET-address@host",
                "https://host?token=S3CRET-address",
                "https://host/#S3CRET-address",
                "https://host:0",
                "https://host:70000",
                "ftp://S3CRET-address",
                "S3CRET-address",
                "https://",
                "https:S3CRET-address",
                "//S3CRET-address",
                "https://ho st/S3CRET-address"
            })
    void address_whenNotAllowed_isRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> ValueTypes.ADDRESS.read(text))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageStartingWith("must ")
                .hasMessageNotContaining("S3CRET");
    }

    @Test
    void quoted_whenTextIsLongOrActs_isLeftOutOrHarmless() {
        assertThat(ValueTypes.quoted("a\u001b[31m\r\nb")).isEqualTo("'a?[31m??b'");
        assertThat(ValueTypes.quoted("x".repeat(20))).isEqualTo("'" + "x".repeat(20) + "'");
        assertThat(ValueTypes.quoted("x".repeat(21))).isEqualTo("a text of 21 letters");
    }

    @Property
    void kinds_ofAnyText_throwNothingButMalformed(@ForAll String text) {
        for (ValueType<?> kind : List.of(
                DURATION,
                ValueTypes.ADDRESS,
                ValueTypes.ZONE,
                ValueTypes.BOOLEAN,
                ValueTypes.integer(1, 5),
                ValueTypes.atLeast(0),
                ValueTypes.TEXT)) {
            try {
                kind.read(text);
            } catch (MalformedValueException malformed) {
                assertThat(malformed.explanation()).startsWith("must ");
            }
        }
    }
}
