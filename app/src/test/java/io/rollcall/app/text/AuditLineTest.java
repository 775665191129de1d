package io.rollcall.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.AuditRepository.Result;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AuditLineTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

    private static Entry entry(String meeting, Result result) {
        Intention intention = new Intention(AT, "duty", "invite", meeting, null, "+8613800138000", "not-in-meeting");
        return new Entry(1, intention, result, result == null ? null : AT.plusMillis(5), null, "r1");
    }

    @Test
    void intentionWithoutResult_isUnknown() {
        assertThat(AuditLine.text(entry("m1", null), ZoneOffset.UTC)).contains("unknown (interrupted)");
        assertThat(AuditLine.json(entry("m1", null)))
                .contains("\"outcome\":\"unknown\"")
                .doesNotContain("settledAt");
    }

    @Test
    void text_isOneHarmlessLine() {
        assertThat(AuditLine.text(entry("m\n\u001b[2J", Result.DONE), ZoneOffset.UTC))
                .doesNotContain("\n", "\u001b")
                .contains("2026-11-20 08:00:00Z", "done", "+8613800138000", "r1");
    }

    @Test
    void csv_guardsFormulas_andKeepsTelephoneNumbers() {
        assertThat(AuditLine.csv(entry("=1+1,\"x\"", Result.FAILED)))
                .isEqualTo("2026-11-20T08:00:00Z,duty,invite,\"'=1+1,\"\"x\"\"\",,+8613800138000,not-in-meeting,failed,"
                        + "2026-11-20T08:00:00.005Z,,r1\r\n");
    }

    @Test
    void json_whenTagCharactersAreInside_escapesThemAndLosesNothing() throws Exception {
        String id = "m\uDB40\uDC01\uDB40\uDC41\uDB40\uDC7F\u202E\u007F\uD83D\uDE00";

        String line = AuditLine.json(entry(id, Result.DONE));

        assertThat(line)
                .contains("\\uDB40\\uDC41", "\\u202E", "\\u007F", "\uD83D\uDE00")
                .doesNotContain("\uDB40");
        assertThat(new ObjectMapper().readTree(line).get("meeting").asText()).isEqualTo(id);
    }

    @Test
    void text_whenTagCharactersAreInside_showsNone() {
        assertThat(AuditLine.text(entry("m\uDB40\uDC41", Result.DONE), ZoneOffset.UTC))
                .doesNotContain("\uDB40");
    }
}
