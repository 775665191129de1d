package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpRequestTest {
    @Test
    void texts_areTheValues_ofQueryHeadersAndBody() {
        HttpRequest request = new HttpRequest(
                HttpRequest.Method.POST,
                URI.create("https://example.com"),
                "/path",
                List.of(new HttpRequest.Field("q", "asked")),
                List.of(new HttpRequest.Field("h", "sent")),
                "{\"mobile\":\"13800138000\",\"list\":[{\"nick\" : \"A \\\"B\\\"\"},\"C:\"],\"n\":1,\"last\":\"x\"}",
                HttpRequest.TokenPlace.NONE);
        assertThat(request.texts()).containsExactly("asked", "sent", "13800138000", "A \"B\"", "C:", "x");
    }
}
