package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeZonesTest {

    @ParameterizedTest
    @CsvSource({
        "Asia/Shangai, Asia/Shanghai",
        "asia/shanghai, Asia/Shanghai",
        "Shanghai, Asia/Shanghai",
        "Beijing, Asia/Shanghai",
        "Asia/Beijing, Asia/Shanghai",
        "CST, Asia/Shanghai",
        "Europe/Berln, Europe/Berlin",
        "Berlin, Europe/Berlin",
        "Amerika/New York, America/New_York",
        "Asia/Hongkong, Asia/Hong_Kong",
        "Asia-Tokyo, Asia/Tokyo",
        "Utc, UTC"
    })
    void unknownZone_bringsTheNearest(String written, String nearest) {
        assertThatThrownBy(() -> TimeZones.read(written))
                .hasMessageContaining("must be a time zone such as Asia/Shanghai or UTC")
                .hasMessageContaining("; did you mean " + nearest + "?");
    }

    @Test
    void knownZone_isRead() {
        assertThat(TimeZones.read("Australia/Lord_Howe").getId()).isEqualTo("Australia/Lord_Howe");
        assertThat(TimeZones.read("+08:00").getId()).isEqualTo("+08:00");
    }
}
