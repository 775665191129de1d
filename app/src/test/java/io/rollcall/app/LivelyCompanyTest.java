package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The company of the demo's page. */
@Tag("slow")
class LivelyCompanyTest {
    private static final int STEPS = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void step_isPossibleHoweverLongTheDemoRuns(long seed) {
        try (Sandbox sandbox = Sandbox.start(Company.demo(), 0)) {
            LivelyCompany company = new LivelyCompany(sandbox, seed);
            for (int i = 0; i < STEPS; i++) {
                company.step();
            }

            assertThat(sandbox.directory().people()).isEqualTo(1005);
        }
    }
}
