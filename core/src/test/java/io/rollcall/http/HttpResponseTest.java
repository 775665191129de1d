package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpResponseTest {

    @Test
    void received_whenAHeaderHasSeveralValues_keepsTheFirst() {
        HttpResponse response = HttpResponse.received(
                429, Map.of("retry-after", List.of("7", "9"), "X-Empty", List.of()), new byte[] {1});

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.header("Retry-After")).contains("7");
        assertThat(response.header("X-Empty")).isEmpty();
        assertThat(response.body()).containsExactly(1);
    }
}
