package io.rollcall.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronHelpTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/20 8-18 * * 1-5 | 0 0/20 8-18 ? * MON-FRI",
                "0 3 * * * | 0 0 3 * * ?",
                "*/5 * * * * | 0 0/5 * * * ?",
                "* * * * * | 0 * * * * ?",
                "0 9 * * 0 | 0 0 9 ? * SUN",
                "0 9 * * 7 | 0 0 9 ? * SUN",
                "0 9 * * 1,3,5 | 0 0 9 ? * MON,WED,FRI",
                "0 9 * * mon-fri | 0 0 9 ? * MON-FRI",
                "0 9 * * MON,3 | 0 0 9 ? * MON,WED",
                "0 9 * * 0-6 | 0 0 9 * * ?",
                "0 9 * * 1-7 | 0 0 9 * * ?",
                "0 9 * * 0-4 | 0 0 9 ? * SUN-THU",
                "0 9 * * 5-7 | 0 0 9 ? * FRI-SUN",
                "0 9 * * 6-7 | 0 0 9 ? * SAT,SUN",
                "0 9 * * 6,0 | 0 0 9 ? * SAT,SUN",
                "0 9 * * */2 | 0 0 9 ? * SUN,TUE,THU,SAT",
                "0 9 * * 1-5/2 | 0 0 9 ? * MON,WED,FRI",
                "0 9 ? * 2 | 0 0 9 ? * TUE",
                "0 9 1 * * | 0 0 9 1 * ?",
                "0 9 1,15 * ? | 0 0 9 1,15 * ?",
                "30 */2 */2 */3 * | 0 30 0/2 1/2 1/3 ?",
                "0 9 1 jan-jun * | 0 0 9 1 JAN-JUN ?",
                "0   9 *  *   1 | 0 0 9 ? * MON"
            })
    void fiveFields_becomeTheSixOfTheSameMeaning(String unix, String quartz) {
        assertThat(CronHelp.of(unix))
                .contains("has five fields, as in a crontab. Quartz cron has six, with the seconds first. Write "
                        + quartz);
    }

    @Test
    void fiveFields_withDaysOfBothKinds_becomeTwoFlows() {
        assertThat(CronHelp.of("0 9 1 * 1-5").orElseThrow())
                .endsWith("Write two flows, one with 0 0 9 1 * ? and one with 0 0 9 ? * MON-FRI");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@daily | Write 0 0 0 * * ?",
                "@Hourly | Write 0 0 * * * ?",
                "@weekly | Write 0 0 0 ? * SUN",
                "@monthly | Write 0 0 0 1 * ?",
                "@yearly | Write 0 0 0 1 1 ?",
                "@reboot | Write a period",
                "@every 5m | Write the period alone: 5m",
                "every 10 minutes | Write the period alone: 10m",
                "rate(5 minutes) | Write the period alone: 5m",
                "rate(1 hour) | Write the period alone: 1h",
                "rate( 2 days ) | Write the period alone: 2d",
                "cron(0 10 ? * MON-FRI *) | Write 0 0 10 ? * MON-FRI *"
            })
    void otherLanguages_areExplained(String written, String advice) {
        assertThat(CronHelp.of(written).orElseThrow()).contains(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0/20 8-18 ? * MON-FRI", "0 0 3 * * ? 2030", "* * *", "hello", ""})
    void anythingElse_isLeftToQuartz(String written) {
        assertThat(CronHelp.of(written)).isEmpty();
    }
}
