package io.rollcall.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.RecordedFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnonymizerTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final RecordedFields FIELDS = RecordedFields.NONE
            .keep("kept", "count", "flag")
            .ids("id", "ids")
            .times("at")
            .containers("inner", "rows")
            .maps("byId")
            .hide("text")
            .words("WORD");

    @Provide
    Arbitrary<JsonNode> answers() {
        return values(4);
    }

    private static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> scalar = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 99_999).map(n -> JsonNodeFactory.instance.textNode("MARKER-" + n)),
                Arbitraries.integers()
                        .between(1, 99_999)
                        .map(n -> JsonNodeFactory.instance.textNode("{\"kept\":\"MARKER-" + n + "\"}")),
                Arbitraries.longs()
                        .between(700_000_000_000_000L, Long.MAX_VALUE)
                        .map(JsonNodeFactory.instance::numberNode),
                Arbitraries.of(
                        JsonNodeFactory.instance.booleanNode(true),
                        JsonNodeFactory.instance.nullNode(),
                        JsonNodeFactory.instance.textNode("")));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<JsonNode> list = values(depth - 1).list().ofMaxSize(3).map(items -> JsonNodeFactory.instance
                .arrayNode()
                .addAll(items));
        Arbitrary<JsonNode> object = Arbitraries.maps(
                        Arbitraries.of(
                                "kept",
                                "count",
                                "flag",
                                "id",
                                "ids",
                                "at",
                                "inner",
                                "rows",
                                "byId",
                                "text",
                                "MARKER-name",
                                "名字"),
                        values(depth - 1))
                .ofMaxSize(6)
                .map(fields -> JsonNodeFactory.instance.objectNode().setAll(fields));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, scalar), net.jqwik.api.Tuple.of(1, list), net.jqwik.api.Tuple.of(3, object));
    }

    @Property(tries = 300)
    void anonymize_ofAnyAnswer_keepsTheShapeAndNoMarker(@ForAll("answers") JsonNode answer, @ForAll long seed)
            throws IOException {
        Anonymizer anonymizer = new Anonymizer(new Random(seed));
        String kept = anonymized(anonymizer, answer.toString(), FIELDS);
        assertThat(kept).doesNotContain("MARKER").doesNotContain("名字");
        assertThat(shape(MAPPER.readTree(kept))).isEqualTo(shape(answer));
        assertThat(RecordingScan.of(anonymizer, FIELDS.rules().keySet()).findings(kept))
                .isZero();
    }

    private static String shape(JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(shape(item)));
            return items.toString();
        } else if (node.isObject()) {
            List<String> fields = new ArrayList<>();
            for (Iterator<Map.Entry<String, JsonNode>> all = node.fields(); all.hasNext(); ) {
                Map.Entry<String, JsonNode> field = all.next();
                fields.add(field.getKey().length() + ":" + shape(field.getValue()));
            }
            return fields.toString();
        }
        return node.getNodeType() == JsonNodeType.STRING
                ? "text" + node.asText().length()
                : node.getNodeType() + "";
    }

    private static String anonymized(Anonymizer anonymizer, String body, RecordedFields fields) {
        return new String(
                anonymizer
                        .anonymize(HttpResponse.of(200, Map.of(), body), fields)
                        .body(),
                StandardCharsets.UTF_8);
    }

    @Example
    void anonymize_keepsRelations_ofIdsAndTimes() throws IOException {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        JsonNode kept = MAPPER.readTree(anonymized(
                anonymizer,
                "{\"rows\":[{\"id\":\"aB3-+/=_9\",\"at\":1700000000123},{\"id\":\"aB3-+/=_9\",\"at\":\"1700000060000\"},"
                        + "{\"id\":987654321098765432}],\"byId\":{\"aB3-+/=_9\":{\"kept\":\"WORD\",\"count\":7,\"flag\":true}}}",
                FIELDS));
        String pseudonym = kept.at("/rows/0/id").asText();
        assertThat(pseudonym).matches("[a-z][A-Z][0-9]-\\+/=_[0-9]").isNotEqualTo("aB3-+/=_9");
        assertThat(kept.at("/rows/1/id").asText()).isEqualTo(pseudonym);
        assertThat(kept.at("/rows/2/id").canConvertToLong()).isTrue();
        assertThat(kept.at("/rows/2/id").asText()).hasSize(18).isNotEqualTo("987654321098765432");
        assertThat(kept.at("/rows/1/at").asLong() - kept.at("/rows/0/at").asLong())
                .isEqualTo(59_877);
        assertThat(kept.at("/rows/0/at").asLong()).isNotEqualTo(1_700_000_000_123L);
        assertThat(kept.get("byId").get(pseudonym).toString())
                .isEqualTo("{\"kept\":\"WORD\",\"count\":7,\"flag\":true}");
    }

    @Example
    void anonymize_hidesUnlistedWords_andRemembersThemForTheUser() {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        String kept = anonymized(anonymizer, "{\"kept\":\"Sesame\",\"count\":13800138000,\"new\":\"a\"}", FIELDS);
        assertThat(kept)
                .contains("\"kept\":\"xxxxxx\"")
                .contains("\"count\":11111111111")
                .doesNotContain("new");
        assertThat(anonymizer.unknownWords()).containsExactly("kept=Sesame");
        assertThat(anonymizer.unknownNames()).containsExactly("new");
        assertThat(anonymizer.toString()).doesNotContain("Sesame");
    }

    @Example
    void anonymize_keepsTypeAndLength_ofABodyThatIsNoJson() {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        String page = "<html><title>MARKER</title><body>Anna 王</body></html>";
        String kept = anonymized(anonymizer, page, FIELDS);
        assertThat(kept).matches("<x+");
        assertThat(kept.length()).isEqualTo(page.getBytes(StandardCharsets.UTF_8).length);
        assertThat(anonymized(anonymizer, "MARKER", FIELDS)).isEqualTo("xxxxxx");
    }

    @Example
    void anonymize_keepsNamesOfHeaders_andTheValuesOfLimitsOnly() {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        Map<String, String> kept = anonymizer
                .anonymize(
                        HttpResponse.of(
                                200,
                                Map.of(
                                        "Content-Type", "application/json;charset=UTF-8",
                                        "X-APIG-Ratelimit-Api", "remain:99,limit:100,time:1 minute",
                                        "X-Ratelimit-For", "anna",
                                        "Retry-After", "7",
                                        "X-Request-Id", "abc",
                                        "Date", "Sun, 29 Nov 2026 13:49:37 GMT",
                                        "bad name", "secret"),
                                "{}"),
                        FIELDS)
                .headers();
        assertThat(kept)
                .containsEntry("Content-Type", "application/json;charset=UTF-8")
                .containsEntry("X-APIG-Ratelimit-Api", "remain:99,limit:100,time:1 minute")
                .containsEntry("X-Ratelimit-For", "xxxx")
                .containsEntry("Retry-After", "7")
                .containsEntry("X-Request-Id", "xxx")
                .doesNotContainKey("bad name");
        assertThat(kept.get("Date")).doesNotContain("2026").endsWith("GMT");
    }

    @Example
    void scan_findsWhatWasReplaced_andNoPartsOfOtherWords() {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        anonymized(anonymizer, "{\"text\":[\"Anna\",\"张三\",\"13800138000\",\"count\",\"say \\\"hi\\\"\"]}", FIELDS);
        anonymizer.secret("s3cr3t-and-long");
        RecordingScan scan = RecordingScan.of(anonymizer, List.of("count"));
        assertThat(scan.findings("{\"a\":\"Anna\"}")).isOne();
        assertThat(scan.findings("{\"a\":\"xyAnnaz\"}")).isZero();
        assertThat(scan.findings("{\"a\":\"是张三。\"}")).isOne();
        assertThat(scan.findings("{\"a\":13800138000}")).isOne();
        assertThat(scan.findings("{\"a\":\"say \\\"hi\\\"\"}")).isOne();
        assertThat(scan.findings("{\"a\":\"zs3cr3t-and-longz\"}")).isOne();
        assertThat(scan.findings("{\"count\":1}")).isZero();
    }
}
