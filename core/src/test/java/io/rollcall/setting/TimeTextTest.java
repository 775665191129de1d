package io.rollcall.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
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
    void since_knowsEveryForm(String text, Instant expected) {
        assertThat(TimeText.since(text, NOW, ZONE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "", "2", "2026-13-01", "99999999d", "+999999999-12-31T23:59:59Z", "-0001-01-01"})
    void since_refusesAnythingElse(String text) {
        assertThatThrownBy(() -> TimeText.since(text, NOW, ZONE)).isInstanceOf(MalformedValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2h, 2026-11-20T14:00:00Z",
        "1s, 2026-11-20T12:00:01Z",
        "2026-11-21, 2026-11-20T16:00:00Z",
        "2026-11-20 20:30, 2026-11-20T12:30:00Z",
        "2026-11-20T12:00:01Z, 2026-11-20T12:00:01Z"
    })
    void until_knowsEveryForm(String text, Instant expected) {
        assertThat(TimeText.until(text, NOW, ZONE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "-2h", "0s", "2026-11-20", "2026-11-20T12:00:00Z"})
    void until_refusesAnythingElse_andWhatIsOver(String text) {
        assertThatThrownBy(() -> TimeText.until(text, NOW, ZONE)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void refusal_neverRepeatsTerminalSequences() {
        assertThatThrownBy(() -> TimeText.since("\u001b[2J", NOW, ZONE))
                .isInstanceOfSatisfying(MalformedValueException.class, wrong -> assertThat(wrong.explanation())
                        .doesNotContain("\u001b"));
    }
}
