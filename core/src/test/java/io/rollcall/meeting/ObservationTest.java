package io.rollcall.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.MeetingId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationTest {
    private static final MeetingId C1 = new MeetingId("c1");
    private static final Instant RESTORED = Instant.parse("2026-11-20T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T07:00:00Z, 2026-11-20T08:30:00Z, true",
        "2026-11-20T08:04:00Z, 2026-11-20T08:30:00Z, true",
        "2026-11-20T08:06:00Z, 2026-11-20T08:30:00Z, false",
        "2026-11-20T07:00:00Z, 2026-11-22T08:30:00Z, true",
        ", 2026-11-20T08:30:00Z, true",
        ", 2026-11-21T08:00:00Z, false",
    })
    void mayHaveRunAt_fromTheFirstWhoJoined(Instant first, Instant now, boolean may) {
        Observation sight = new Observation(
                new TreeMap<>(ObservationCollector.BY_ID),
                Set.of(),
                true,
                true,
                first == null ? Map.of() : Map.of(C1, first),
                List.of());
        assertThat(sight.mayHaveRunAt(C1, RESTORED, now)).isEqualTo(may);
    }
}
