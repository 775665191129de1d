package io.rollcall.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Holds this module to what it says. */
class JavaVersionTest {
    @Test
    void java_thatRunsTheTests_isNewerThanTheFloor() {
        assertThat(Runtime.version().feature()).isEqualTo(25);
    }
}
