package io.rollcall.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.http.HttpResponse;
import io.rollcall.json.ResponseBody.Form;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9007199254740993|9007199254740993",
                "\"9007199254740993\"|9007199254740993",
                "9223372036854775807|9223372036854775807",
                "-9223372036854775808|-9223372036854775808",
                "3.0|3",
                "1e3|1000",
                "1E+3|1000",
                "\" 42 \"|42",
            })
    void number_whenExactlyAnInteger_isExact(String text, long expected) {
        assertThat(json(text).number()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "3.5",
                "1e999999999",
                "-1e2147483647",
                "1e-999999999",
                "\"1e999999999\"",
                "\"abc\"",
                "\"\"",
                "\"0x10\"",
                "true",
                "null",
                "{}",
                "[1]"
            })
    void number_whenNotExactlyOne_isNull(String text) {
        assertThat(json(text).number()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "\"true\",true",
        "\"TRUE\",true",
        "1,true",
        "false,false",
        "\"False\",false",
        "\"0\",false",
        "2,",
        "\"yes\",",
        "{},"
    })
    void bool_readsEveryFormSeen(String text, Boolean expected) {
        assertThat(json(text).bool()).isEqualTo(expected);
    }

    @Test
    void items_readArraySingleValueAndJsonText() {
        assertThat(json("[\"a\",null,\"\",\"b\",3]").texts()).containsExactly("a", "b", "3");
        assertThat(json("\"a\"").texts()).containsExactly("a");
        assertThat(json("\"[2,3]\"").texts()).containsExactly("2", "3");
        assertThat(json("\"[not json\"").texts()).containsExactly("[not json");
        assertThat(json("{\"x\":1}").items()).singleElement().matches(Json::isObject);
        assertThat(Json.ABSENT.items()).isEmpty();
    }

    @Test
    void emptyTextNullAndAbsence_areTheSame() {
        Json json = json("{\"empty\":\"\",\"null\":null}");
        assertThat(json.at("empty").isSaid()).isFalse();
        assertThat(json.at("null").isSaid()).isFalse();
        assertThat(json.at("absent").isSaid()).isFalse();
        assertThat(json.has("null")).isTrue();
        assertThat(json.at("empty").text()).isNull();
    }

    @Test
    void duplicateFields_theLaterOneCounts() {
        assertThat(json("{\"a\":1,\"a\":2}").at("a").number()).isEqualTo(2);
    }

    @Test
    void compact_writesNestedValuesAsTheyWere() {
        assertThat(json("{\"a\":[1,\"x\",null,true,{\"b\":1.50}]}").compact())
                .isEqualTo("{\"a\":[1,\"x\",null,true,{\"b\":1.50}]}");
    }

    @Test
    void instant_isMilliseconds() {
        assertThat(json("\"1597573616828\"").instant()).isEqualTo(Instant.parse("2020-08-16T10:26:56.828Z"));
    }

    @Test
    void textForm_showsNoContent() {
        assertThat(json("\"secret\"").toString()).doesNotContain("secret");
    }

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

    @Test
    void nesting_whenDeeperThanAllowed_isGarbage() {
        assertThat(of(nested(ResponseBody.DEEPEST)).form()).isEqualTo(Form.JSON);
        assertThat(of(nested(ResponseBody.DEEPEST + 1)).form()).isEqualTo(Form.GARBAGE);
        assertThat(of(nested(1_000_000)).form()).isEqualTo(Form.GARBAGE);
    }

    @Test
    @Timeout(5)
    void hugeNumbers_costNothing() {
        String digits = "9".repeat(100_000);
        assertThat(of(digits.getBytes(StandardCharsets.UTF_8)).form()).isEqualTo(Form.GARBAGE);
        assertThat(json("\"" + digits + "\"").number()).isNull();
        assertThat(json("{\"a\":1e999999999}").at("a").number()).isNull();
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    private static ResponseBody of(byte[] body) {
        return ResponseBody.of(new HttpResponse(200, Map.of(), body));
    }

    private static Json json(String text) {
        ResponseBody body = of(text.getBytes(StandardCharsets.UTF_8));
        assertThat(body.form()).isEqualTo(Form.JSON);
        return body.json();
    }
}
