package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.ResponseBody.Form;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|EMPTY",
                "' \n '|EMPTY",
                "<html></html>|MARKUP",
                "  <!doctype html>|MARKUP",
                "{|GARBAGE",
                "{}x|GARBAGE",
                "{} {}|GARBAGE",
                "{'a':1}|GARBAGE",
                "[1,]|GARBAGE",
                "NaN|GARBAGE",
                "OK|GARBAGE",
                "null|JSON",
                "[]|JSON",
            })
    void body_isSortedByWhatItIs(String body, Form form) {
        assertThat(of(body.getBytes(StandardCharsets.UTF_8)).form()).isEqualTo(form);
    }

    @Test
    void body_whenNotUtf8_isGarbage() {
        assertThat(of(new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'}).form()).isEqualTo(Form.GARBAGE);
        assertThat(of(new byte[] {'"', (byte) 0xff, '"'}).form()).isEqualTo(Form.GARBAGE);
    }

    @Test
    void body_whenWithByteOrderMark_isRead() {
        assertThat(of("\ufeff{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                        .json()
                        .at("a")
                        .number())
                .isEqualTo(1);
    }

    @Test
    void body_whenPlainTextButSaidToBeHtml_isMarkup() {
        HttpResponse response = HttpResponse.of(200, Map.of("content-type", "text/html"), "go away");
        assertThat(ResponseBody.of(response).form()).isEqualTo(Form.MARKUP);
    }

    private static ResponseBody of(byte[] body) {
        return ResponseBody.of(new HttpResponse(200, Map.of(), body));
    }
}
