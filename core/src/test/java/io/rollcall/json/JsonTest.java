package io.rollcall.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
    void objects_ofAnyShape_areAsJacksonReadsThem() throws IOException {
        Random random = new Random(7);
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < 500; i++) {
            String text = list(random, 3);
            assertThat(json(text).compact()).isEqualTo(mapper.readTree(text).toString());
        }
    }

    // the same names in the same order, other names, and names twice
    private static String list(Random random, int levels) {
        List<String> rows = new ArrayList<>();
        int names = 1 + random.nextInt(12);
        for (int i = random.nextInt(8); i >= 0; i--) {
            List<String> fields = new ArrayList<>();
            for (int j = random.nextInt(3); j < names; j++) {
                int name = random.nextInt(20) == 0 ? random.nextInt(names) : j;
                fields.add("\"n" + name + "\":"
                        + (levels > 0 && random.nextInt(6) == 0 ? list(random, levels - 1) : random.nextInt(9)));
            }
            rows.add("{" + String.join(",", fields) + "}");
        }
        return "[" + String.join(",", rows) + "]";
    }

    @Test
    void fields_ofRowsWithDifferentNames_areThoseOfEachRow() {
        List<Json> rows =
                json("[{\"a\":1,\"b\":2},{\"a\":3,\"b\":4},{\"b\":5,\"a\":6},{\"a\":7},{},{\"a\":8,\"b\":9,\"a\":0}]")
                        .items();

        assertThat(rows).extracting(row -> row.at("a").number()).containsExactly(1L, 3L, 6L, 7L, null, 0L);
        assertThat(rows).extracting(row -> row.at("b").number()).containsExactly(2L, 4L, 5L, null, null, 9L);
        assertThat(rows).extracting(row -> row.has("b")).containsExactly(true, true, true, false, false, true);
        assertThat(rows.get(2).fields()).containsOnlyKeys("b", "a");
        assertThat(rows.get(5).fields().keySet()).containsExactly("a", "b");
    }

    @Test
    void fields_ofObjectsOfManyKinds_areThoseOfEachObject() {
        for (int kind = 0; kind < 1_000; kind++) {
            String name = "n".repeat(1 + kind % 90) + kind;
            Json json = json("{\"a\":1,\"" + name + "\":" + kind + ",\"b\":[{\"" + name + "\":2}]}");

            assertThat(json.at(name).number()).isEqualTo(kind);
            assertThat(json.at("b").items().get(0).at(name).number()).isEqualTo(2);
            assertThat(json.fields().keySet()).containsExactly("a", name, "b");
        }
    }

    @Test
    void fields_whenThereAreVeryMany_areFoundAndTheLaterOneCounts() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 50_000; i++) {
            text.append("\"f").append(i % 40_000).append("\":").append(i).append(',');
        }
        Json json = json(text.append("\"last\":1}").toString());

        assertThat(json.at("f3").number()).isEqualTo(40_003);
        assertThat(json.at("f39999").number()).isEqualTo(39_999);
        assertThat(json.fields()).hasSize(40_001);
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

    @Test
    void nesting_whenDeeperThanAllowed_isRefused() throws Exception {
        assertThat(Json.read(nested(JsonReading.DEEPEST)).items()).hasSize(1);
        assertThatThrownBy(() -> Json.read(nested(JsonReading.DEEPEST + 1))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Json.read(nested(1_000_000))).isInstanceOf(IOException.class);
    }

    @Test
    void values_whenMoreThanAllowed_areNotRead() throws Exception {
        String row = ",{}";
        int most = OversizedJsonException.MOST_VALUES;

        assertThat(Json.read(("[{}" + row.repeat(most - 2) + "]").getBytes(StandardCharsets.UTF_8))
                        .items())
                .hasSize(most - 1);
        assertThatThrownBy(() -> Json.read(("[{}" + row.repeat(most - 1) + "]").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OversizedJsonException.class);
    }

    @Test
    @Timeout(180)
    void hugeNumbers_costNothing() {
        String digits = "9".repeat(100_000);
        assertThatThrownBy(() -> Json.read(digits.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
        assertThat(json("\"" + digits + "\"").number()).isNull();
        assertThat(json("{\"a\":1e999999999}").at("a").number()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e3",
                "1.50",
                "0",
                "-0",
                "-7",
                "999999999999999999",
                "9223372036854775807",
                "-9223372036854775808",
                "99999999999999999999",
                "1e2147483648",
                "12345678901234567890.10",
                "0.1"
            })
    void number_isTextInTheLettersThatWereSent(String letters) {
        assertThat(json("{\"a\":" + letters + "}").at("a").text()).isEqualTo(letters);
        assertThat(json(letters).text()).isEqualTo(letters);
        assertThat(json("[" + letters + "]").compact()).isEqualTo("[" + letters + "]");
    }

    @Test
    void text_whenItHoldsHalfAPair_canBeWrittenAsUtf8_andIsNoId() {
        assertThat(json("\"a\\uD83Db\"").text()).isEqualTo("a\uFFFDb");
        assertThat(json("\"a\\uD83Db\"").notAnId()).isEqualTo("holds invisible characters");
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    private static Json json(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException notJson) {
            throw new AssertionError(notJson);
        }
    }
}
