package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Months are China's: November begins at 2026-10-31T16:00Z and ends at 2026-11-30T16:00Z. */
class ExhaustionTest {
    private static final BillingMonth NOVEMBER = new BillingMonth(YearMonth.of(2026, 11), ZoneId.of("Asia/Shanghai"));
    private static final Instant TENTH = Instant.parse("2026-11-10T02:00:00Z");

    @Test
    void refusalInMidMonth_letsOneCallADayThrough() {
        Exhaustion refusal = Exhaustion.first(NOVEMBER, TENTH);

        assertThat(refusal.mayTry(TENTH)).isFalse();
        assertThat(refusal.mayTry(TENTH.plus(Duration.ofHours(23)))).isFalse();
        Instant nextDay = TENTH.plus(Duration.ofDays(1));
        assertThat(refusal.mayTry(nextDay)).isTrue();

        Exhaustion refusedAgain = refusal.trying(nextDay).again(NOVEMBER, nextDay.plusSeconds(1));
        assertThat(refusedAgain.since()).isEqualTo(TENTH);
        assertThat(refusedAgain.mayTry(nextDay.plus(Duration.ofHours(23)))).isFalse();
        assertThat(refusedAgain.mayTry(nextDay.plus(Duration.ofDays(1)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-31T16:00:00Z",
        "2026-11-01T00:59:59Z",
        "2026-11-30T07:00:01Z",
        "2026-11-30T15:59:58Z",
        "2026-11-30T16:00:03Z"
    })
    void refusalNearTheTurnOfTheMonth_isAShortPause(Instant now) {
        Exhaustion refusal = Exhaustion.first(NOVEMBER, now);

        assertThat(refusal.mayTry(now.plus(Duration.ofMinutes(14)))).isFalse();
        assertThat(refusal.mayTry(now.plus(Duration.ofMinutes(15)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-01T01:00:01Z", "2026-11-30T06:59:59Z"})
    void refusalFarEnoughFromTheTurn_isBelieved(Instant now) {
        assertThat(Exhaustion.first(NOVEMBER, now).mayTry(now.plus(Duration.ofHours(1))))
                .isFalse();
    }

    @Test
    void tryWithoutAnOutcome_isRepeatedSoon() {
        Exhaustion trying = Exhaustion.first(NOVEMBER, TENTH).trying(TENTH.plus(Duration.ofDays(1)));

        assertThat(trying.mayTry(TENTH.plus(Duration.ofDays(1)).plusSeconds(60)))
                .isFalse();
        assertThat(trying.mayTry(TENTH.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(15))))
                .isTrue();
    }

    @Test
    void clockThatWasSetBack_doesNotProlongTheRest() {
        Exhaustion refusal = Exhaustion.first(NOVEMBER, TENTH.plus(Duration.ofDays(9)));

        assertThat(refusal.mayTry(TENTH)).isTrue();
        Exhaustion refusedAgain = refusal.trying(TENTH).again(NOVEMBER, TENTH);
        assertThat(refusedAgain.since()).isEqualTo(TENTH);
        assertThat(refusedAgain.mayTry(TENTH.plus(Duration.ofHours(1)))).isFalse();
        assertThat(refusedAgain.mayTry(TENTH.minus(Duration.ofMinutes(5)))).isFalse();
    }
}
