package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final String DATE = "Fri, 20 Nov 2026 08:00:00 GMT";

    @Test
    void seconds_whenDigits_areRead() {
        assertThat(wait(Map.of("retry-after", " 120 "))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void date_whenTheAnswerSaysItsOwn_isRelativeToIt() {
        assertThat(wait(Map.of("Retry-After", "Fri, 20 Nov 2026 08:00:30 GMT", "Date", DATE)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(wait(Map.of("Retry-After", "Fri, 20 Nov 2026 07:00:00 GMT", "Date", DATE)))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void anythingElse_isNoWish() {
        assertThat(wait(Map.of())).isNull();
        assertThat(wait(Map.of("Retry-After", "Fri, 20 Nov 2026 08:00:30 GMT"))).isNull();
        assertThat(wait(Map.of("Retry-After", "soon", "Date", DATE))).isNull();
        assertThat(wait(Map.of("Retry-After", "-1"))).isNull();
        assertThat(wait(Map.of("Retry-After", "99999999999999999999"))).isNull();
    }

    private static Duration wait(Map<String, String> headers) {
        return RetryAfter.of(HttpResponse.of(503, headers, ""));
    }
}
