package io.rollcall.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2h, 2026-11-20T10:00:00Z",
        "7d, 2026-11-13T12:00:00Z",
        "2026-11-20, 2026-11-19T16:00:00Z",
        "2026-11-20T08:30, 2026-11-20T00:30:00Z",
        "2026-11-20 08:30, 2026-11-20T00:30:00Z",
        "2026-11-20T08:30:00Z, 2026-11-20T08:30:00Z",
        "2026-11-20T08:30:00+01:00, 2026-11-20T07:30:00Z"
    })
    void parse_knowsEveryForm(String text, Instant expected) {
        assertThat(Since.parse(text, NOW, ZONE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "", "2", "2026-13-01", "99999999d"})
    void parse_refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Since.parse(text, NOW, ZONE)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void refusal_neverRepeatsTerminalSequences() {
        assertThatThrownBy(() -> Since.parse("\u001b[2J", NOW, ZONE))
                .isInstanceOfSatisfying(MalformedValueException.class, wrong -> assertThat(wrong.explanation())
                        .doesNotContain("\u001b"));
    }
}
