package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.state.ListFingerprintRepository.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListChangeTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @ParameterizedTest
    @CsvSource({
        "0,0,true",
        "1,0,false",
        "2,0,false",
        "2,1,true",
        "3,1,false",
        "3,2,true",
        "100,50,true",
        "100,49,false",
        "100,0,false",
        "0,5,true",
        "5,500,true"
    })
    void of_whenTheFileIsEmptyOrLostMoreThanHalf_doesNotCountAtOnce(int before, int now, boolean counts) {
        ListChange change = ListChange.of(new Fingerprint(before, "old", null, null), now, "new", NOW, null);

        assertThat(change.counts()).isEqualTo(counts);
        assertThat(change.next())
                .isEqualTo(
                        counts ? new Fingerprint(now, "new", null, null) : new Fingerprint(before, "old", "new", NOW));
    }

    @Test
    void of_whenNothingIsRemembered_counts() {
        assertThat(ListChange.of(null, 0, "new", NOW, null).counts()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "9999,false", "10000,true", "86400000,true"})
    void of_whenItHasBeenTheSame_countsAfterTenSeconds(long millis, boolean counts) {
        Fingerprint doubtful = new Fingerprint(9, "old", "new", NOW);
        Duration same = Duration.ofMillis(millis);

        assertThat(ListChange.of(doubtful, 1, "new", NOW.plus(same), null).counts())
                .isEqualTo(counts);
        // the wall clock was set back or forward meanwhile
        assertThat(ListChange.of(doubtful, 1, "new", NOW.minusSeconds(3600), same)
                        .counts())
                .isEqualTo(counts);
        assertThat(ListChange.of(doubtful, 1, "new", NOW.plusSeconds(3600), same)
                        .counts())
                .isEqualTo(counts);
    }

    @Test
    void of_whenItGoesOnChanging_beginsAgain() {
        Fingerprint doubtful = new Fingerprint(9, "old", "new", NOW);
        Instant later = NOW.plusSeconds(60);

        ListChange change = ListChange.of(doubtful, 2, "newer", later, Duration.ofSeconds(60));

        assertThat(change.counts()).isFalse();
        assertThat(change.next()).isEqualTo(new Fingerprint(9, "old", "newer", later));
    }

    @Test
    void of_whenTheWallClockWasSetBack_beginsAgain() {
        Instant earlier = NOW.minusSeconds(3600);

        ListChange change = ListChange.of(new Fingerprint(9, "old", "new", NOW), 1, "new", earlier, null);

        assertThat(change.counts()).isFalse();
        assertThat(change.next().doubtfulSince()).isEqualTo(earlier);
    }

    @Test
    void of_whenTheOldListIsBack_forgetsTheDoubt() {
        assertThat(ListChange.of(new Fingerprint(9, "old", "new", NOW), 9, "old", NOW, null))
                .isEqualTo(new ListChange(true, new Fingerprint(9, "old", null, null)));
    }
}
