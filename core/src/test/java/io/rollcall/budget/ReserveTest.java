package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.config.Configuring;
import io.rollcall.config.RollcallConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReserveTest {
    @TempDir
    private Path folder;

    private Configuring with(String properties) {
        return new Configuring(folder).file(Configuring.DINGTALK + properties);
    }

    @ParameterizedTest
    @CsvSource({
        "20%,5000,1000",
        "0%,5000,0",
        "100%,5000,5000",
        "0,5000,0",
        "7,5000,7",
        "6000,5000,5000",
        "20%,3,0",
        "99%,9223372036854775807,9131138316486228048",
        "9223372036854775807,9223372036854775807,9223372036854775807",
        "100%,0,0",
        "10,0,0"
    })
    void reserve_isAPartOfTheMonthsCalls_andNeverMore(String reserve, long monthly, long kept) {
        RollcallConfig config = with("rollcall.budget.reserve=" + reserve + "\nrollcall.dingtalk.monthly-calls="
                        + monthly)
                .read();

        assertThat(config.applications().get("dingtalk").reserve()).isEqualTo(kept);
    }

    @Test
    void reserve_whenNothingIsSaid_isAFifthOfEachApplicationsCalls() {
        assertThat(with("").read().applications().get("dingtalk").reserve()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5%", "101%", "20 %", "1.5%", "%", "-1", "1.5", "a fifth", "9223372036854775808"})
    void reserve_whenItIsNeitherAPercentageNorANumber_isAProblem(String reserve) {
        assertThat(with("rollcall.budget.reserve=" + reserve).problems())
                .singleElement()
                .asString()
                .contains("rollcall.budget.reserve", "from 0% to 100%", "whole number");
    }
}
