package io.rollcall.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.setting.MalformedValueException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingHoursTest {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private static long minutes(String text) {
        WorkingHours hours = WorkingHours.KIND.read(text);
        return IntStream.range(0, WorkingHours.WEEK).filter(hours::contains).count();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MON-FRI 08:00-19:00 | 3300",
                "mon-fri 08:00 - 19:00 | 3300",
                "MON-SUN 00:00-24:00 | 10080",
                "SAT 09:00-13:00 | 240",
                "MON-FRI 08:00-12:00, MON-FRI 13:00-19:00 | 3000",
                "MON-FRI 08:00-12:00; MON-FRI 11:00-19:00; SUN 00:00-00:01 | 3301",
                "SAT-MON 00:00-01:00 | 180",
                "FRI 22:00-06:00 | 480",
                "MON-SUN 22:00-06:00 | 3360",
                "MON 12:00-24:00 | 720"
            })
    void hours_haveTheirMinutes(String text, long minutes) {
        assertThat(minutes(text)).isEqualTo(minutes);
    }

    @Test
    void hours_beginWithTheirFirstMinuteAndEndBeforeTheirLast() {
        WorkingHours hours = WorkingHours.parse("TUE 08:30-19:00");

        assertThat(IntStream.range(0, WorkingHours.WEEK).filter(hours::contains).boxed())
                .startsWith(DAY + 8 * HOUR + 30)
                .endsWith(DAY + 19 * HOUR - 1);
    }

    @Test
    void hoursOverMidnight_endOnTheNextDay_alsoOnMonday() {
        WorkingHours hours = WorkingHours.parse("SUN 22:00-06:00");

        assertThat(hours.contains(6 * DAY + 22 * HOUR)).isTrue();
        assertThat(hours.contains(0)).isTrue();
        assertThat(hours.contains(6 * HOUR - 1)).isTrue();
        assertThat(hours.contains(6 * HOUR)).isFalse();
        assertThat(hours.containsAll(6 * DAY + 23 * HOUR, WorkingHours.WEEK + HOUR))
                .isTrue();
        assertThat(hours.containsAll(6 * DAY + 23 * HOUR, WorkingHours.WEEK + 7 * HOUR))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08:00-19:00",
                "MON-FRI",
                "MON-FRI 8:00-19:00",
                "MON-FRI 08:00-25:00",
                "MON-FRI 08:60-19:00",
                "MON-FRI 24:00-08:00",
                "MON-FRI 08:00-24:01",
                "MON-FRI 08:00-08:00",
                "MON-XYZ 08:00-19:00",
                "MONDAY 08:00-19:00",
                "MON-FRI 08:00-19:00,",
                "MON-FRI 08:00-12:00, 13:00-19:00",
                "MON-FRI 08：00-19：00",
                "MON,TUE 08:00-19:00"
            })
    void hoursThatAreMalformed_areRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> WorkingHours.KIND.read(text))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageContaining("MON-FRI 08:00-19:00");
    }

    @Test
    void hours_areShownAsTheyAreWritten() {
        assertThat(WorkingHours.parse(" MON-FRI 08:00-12:00;SAT 09:00-13:00 "))
                .hasToString("MON-FRI 08:00-12:00, SAT 09:00-13:00");
    }
}
