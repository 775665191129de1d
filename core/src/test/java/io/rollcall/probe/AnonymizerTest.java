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
            .dates("hired")
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
                                "hired",
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
        assertThat(RecordingScan.of(anonymizer, Vocabulary.of(FIELDS)).findings(kept))
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
        assertThat(kept.at("/rows/0/at").asLong()).isLessThan(1_700_000_000_123L - 400L * 24 * 3600 * 1000);
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
        assertThat(anonymizer.unknownWords()).containsExactly("kept");
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
                                        "X-Ratelimit-Api", "remain:99,limit:100,time:1 minute",
                                        "X-Ratelimit-For", "anna",
                                        "Retry-After", "7",
                                        "X-Request-Id", "abc",
                                        "Date", "Sun, 29 Nov 2026 13:49:37 GMT",
                                        "X-Acme-Trace", "abcdef",
                                        "bad name", "secret"),
                                "{}"),
                        FIELDS)
                .headers();
        assertThat(kept)
                .containsEntry("Content-Type", "application/json;charset=UTF-8")
                .containsEntry("X-Ratelimit-Api", "remain:99,limit:100,time:1 minute")
                .containsValue("xxxx")
                .containsEntry("Retry-After", "7")
                .containsEntry("X-Request-Id", "xxx")
                .doesNotContainKey("bad name");
        assertThat(kept.get("Date")).matches("x{29}");
        assertThat(kept.keySet())
                .hasSize(7)
                .anyMatch(name -> name.matches("X-[A-Z][a-z]{3}-Trace") && !name.contains("Acme"))
                .anyMatch(name -> name.matches("X-Ratelimit-[A-Z][a-z]{2}") && !name.contains("For"));
        assertThat(anonymizer.unknownNames()).containsExactly("X-Acme-Trace", "X-Ratelimit-For");
    }

    @Property(tries = 300)
    void anonymize_hidesLongNumbersOfRateLimits_inAnySeparators(
            @ForAll @net.jqwik.api.constraints.LongRange(min = 1_000_000_000L) long number, @ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (char digit : Long.toString(number).toCharArray()) {
            text.append(digit).append(random.nextInt(8) == 0 ? " " : "");
        }
        String header = new Anonymizer(random)
                .anonymize(
                        HttpResponse.of(
                                200, Map.of("X-RateLimit-Reset", "reset=" + text, "Retry-After", "" + number), "{}"),
                        FIELDS)
                .headers()
                .toString();
        assertThat(header).containsPattern("reset=x+|x+").doesNotContainPattern("\\d");
    }

    @Example
    void scan_findsWhatWasReplaced_andNoPartsOfOtherWords() {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        anonymized(anonymizer, "{\"text\":[\"Anna\",\"张三\",\"13800138000\",\"count\",\"say \\\"hi\\\"\"]}", FIELDS);
        anonymizer.secret("s3cr3t-and-long");
        RecordingScan scan = RecordingScan.of(anonymizer, Vocabulary.of(FIELDS));
        assertThat(scan.findings("{\"a\":\"Anna\"}")).isOne();
        assertThat(scan.findings("{\"a\":\"xyAnnaz\"}")).isZero();
        assertThat(scan.findings("{\"a\":\"是张三。\"}")).isOne();
        assertThat(scan.findings("{\"a\":13800138000}")).isOne();
        assertThat(scan.findings("{\"a\":\"say \\\"hi\\\"\"}")).isOne();
        assertThat(scan.findings("{\"a\":\"zs3cr3t-and-longz\"}")).isOne();
        assertThat(scan.findings("{\"count\":1}")).isZero();
    }

    @Example
    void anonymize_shiftsTimesOfMeetings_inTheirForm_andHidesDatesOfPeople() throws IOException {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        JsonNode kept = MAPPER.readTree(anonymized(
                anonymizer,
                "{\"rows\":[{\"at\":\"2026-11-20T08:00:00.123Z\",\"hired\":1597573616828},"
                        + "{\"at\":\"2026-11-20 08:00+08:00\",\"hired\":\"2020-01-02T00:00:00+08:00\"},{\"at\":0,\"hired\":0}]}",
                FIELDS));
        assertThat(kept.at("/rows/0/at").asText()).matches("20[12]\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(java.time.Instant.parse(kept.at("/rows/0/at").asText()))
                .isEqualTo(anonymizer
                        .shift
                        .of(java.time.Instant.parse("2026-11-20T08:00:00.123Z"))
                        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        assertThat(kept.at("/rows/1/at").asText()).matches("20[12]\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d\\+08:00");
        assertThat(kept.at("/rows/0/hired").asLong()).isEqualTo(1_111_111_111_111L);
        assertThat(kept.at("/rows/1/hired").asText()).isEqualTo("1111-11-11T11:11:11+11:11");
        assertThat(kept.at("/rows/2").toString()).isEqualTo("{\"at\":0,\"hired\":0}");
    }

    @Example
    void anonymize_readsListsOfRows_alsoUnderANameThatMayHoldAMap() throws IOException {
        JsonNode kept = MAPPER.readTree(
                anonymized(new Anonymizer(new Random(1)), "{\"byId\":[{\"kept\":\"WORD\",\"count\":7}]}", FIELDS));
        assertThat(kept.toString()).isEqualTo("{\"byId\":[{\"kept\":\"WORD\",\"count\":7}]}");
    }

    @Example
    void anonymize_keepsCodes_asReadersCompareThem() {
        RecordedFields fields = RecordedFields.NONE.keep("code").words("Invalid.Token", "isp.*", "SVC", "201040001");
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        Map<String, String> codes = Map.of(
                "invalid.token", "invalid.token",
                "isp.anna-b", "isp.xxxxxx",
                "SVC.12", "SVC.12",
                "New.201040001", "xxx.201040001",
                "anna.12", "xxxxxxx");
        codes.forEach((code, kept) -> assertThat(anonymized(anonymizer, "{\"code\":\"" + code + "\"}", fields))
                .isEqualTo("{\"code\":\"" + kept + "\"}"));
        assertThat(anonymizer.unknownWords()).containsExactly("code");
    }

    @Property(tries = 50)
    void pseudonyms_keepTheirLength_andDiffer(@ForAll long seed) {
        Pseudonyms pseudonyms = new Pseudonyms(new Random(seed), new SeenTexts());
        java.util.Set<String> made = new java.util.HashSet<>();
        for (int id = 2; id < 10; id++) {
            made.add(pseudonyms.of("" + id));
        }
        assertThat(made).hasSize(8).allMatch(id -> id.matches("[2-9]"));
        String first = pseudonyms.of("9223372036854775801");
        assertThat(first).hasSize(19).isNotEqualTo(pseudonyms.of("9223372036854775802"));
        assertThat(new java.math.BigInteger(first).bitLength()).isLessThan(64);
    }

    @Example
    void anonymize_givesLongNumericIdsPseudonymsOfTheirOwn() throws IOException {
        JsonNode kept = MAPPER.readTree(anonymized(
                new Anonymizer(new Random(1)),
                "{\"ids\":[9223372036854775801,9223372036854775802,9223372036854775801]}",
                FIELDS));
        assertThat(kept.at("/ids/0")).isEqualTo(kept.at("/ids/2")).isNotEqualTo(kept.at("/ids/1"));
    }

    @Example
    void scan_findsALeak_alsoInAWordThatTheProgramUsesElsewhere() {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        anonymized(anonymizer, "{\"text\":[\"Anna\",\"answer\",\"accept-encoding\"]}", FIELDS);
        anonymizer.secret("api-token-user");
        RecordingScan scan = RecordingScan.of(anonymizer, Vocabulary.of(FIELDS));
        assertThat(scan.findings("{\"status\":\"api-token-user\"}")).isOne();
        assertThat(scan.findings("{\"api-token-user\" : \"x\"}")).isZero();
        assertThat(scan.findings("{\"request\":{\"path\":\"/users/Anna\"}}")).isOne();
        assertThat(scan.findings("{\"headers\":{\"X-Limit\":\"for Anna\"}}")).isOne();
        assertThat(scan.findings("{\"answer\":\"\",\"headers\":{\"Accept-Encoding\":\"x\"}}"))
                .isZero();
    }
}
