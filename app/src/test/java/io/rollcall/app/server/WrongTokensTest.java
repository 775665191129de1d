package io.rollcall.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
    private Instant now = Instant.parse("2026-11-29T08:00:00Z");
    private final WrongTokens tokens = new WrongTokens(() -> now);

    @Test
    void manyAddresses_areLimitedTogether_butNotOneThatShowedTheToken() {
        assertThat(tokens.tryOne("admin")).isEmpty();
        tokens.right("admin");
        for (int i = 0; i < WrongTokens.OF_ALL; i++) {
            assertThat(tokens.tryOne("attacker " + i)).isEmpty();
        }

        assertThat(tokens.tryOne("attacker x")).contains(Duration.ofSeconds(1));
        assertThat(tokens.tryOne("admin")).isEmpty();

        now = now.plusSeconds(1);
        assertThat(tokens.tryOne("attacker x")).isEmpty();
        assertThat(tokens.tryOne("attacker y")).isPresent();
        now = now.plus(Duration.ofHours(1));
        assertThat(tokens.tryOne("attacker y")).isEmpty();
    }

    @Test
    void rightTokens_useNothingUp() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(tokens.tryOne("script")).isEmpty();
            tokens.right("script");
        }
    }

    @Test
    void waitsThatAreNotKept_doNotMakeTheWaitLonger() {
        for (int i = 0; i < WrongTokens.OF_ADDRESS; i++) {
            assertThat(tokens.tryOne("script")).isEmpty();
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(tokens.tryOne("script")).isPresent();
        }

        now = now.plusSeconds(6);
        assertThat(tokens.tryOne("script")).isEmpty();
    }

    @Test
    void aMillionAddresses_useBoundedMemory() {
        for (int i = 0; i < 1_000_000; i++) {
            var unused = tokens.tryOne("address " + i);
            tokens.wrong("token " + i);
        }

        assertThat(tokens.size()).isLessThanOrEqualTo(3_000);
    }
}
