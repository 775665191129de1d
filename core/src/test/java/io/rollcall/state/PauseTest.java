package io.rollcall.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.JsonLine;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static Pause because(String reason) {
        return new Pause("board", NOW, null, reason);
    }

    @Test
    void reason_isOneLineOfVisibleCharactersWithinItsLimit() {
        assertThat(because(" maintenance\u001b[2J\nof\u202e rooms ").reason()).isEqualTo("maintenance [2J of rooms");
        assertThat(because("\u200b\n").reason()).isNull();
        assertThat(because("😀".repeat(300)).reason()).isEqualTo("😀".repeat(Pause.LONGEST_REASON));
    }

    @Test
    void words_nameFlowEndAndReason() {
        assertThat(new Pause(null, NOW, null, null).words(SHANGHAI)).isEqualTo("all flows are paused");
        assertThat(new Pause("board", NOW, NOW.plusSeconds(60), "rooms").words(SHANGHAI))
                .isEqualTo("the flow board is paused until 2026-11-20 16:01:00+08:00: rooms");
    }

    @Test
    void json_leavesOutWhatThereIsNot() {
        assertThat(JsonLine.of(new Pause(null, NOW, null, null))).isEqualTo("{\"since\":\"2026-11-20T08:00:00.000Z\"}");
        assertThat(JsonLine.of(new Pause("board", NOW, NOW.plusSeconds(60), "rooms")))
                .isEqualTo("{\"flow\":\"board\",\"since\":\"2026-11-20T08:00:00.000Z\","
                        + "\"until\":\"2026-11-20T08:01:00.000Z\",\"reason\":\"rooms\"}");
    }
}
