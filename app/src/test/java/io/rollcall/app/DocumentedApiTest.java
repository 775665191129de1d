package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.api.ApiOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers that docs/integrators/http-api.md shows are those of the API; lists are shortened to their first item. */
@Tag("slow")
class DocumentedApiTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent()
            .resolve("docs/integrators/http-api.md");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What differs at every run, or from day to day. */
    private static final Map<String, String> FIXED = Map.of(
            "least", "1200",
            "durationMs", "412",
            "version", "\"0.2.0\"",
            "java", "\"17.0.12+7 (Eclipse Adoptium)\"",
            "os", "\"Linux 6.1.0 amd64\"",
            "month", "\"2026-11\"",
            "day", "\"2026-11-20\"",
            "forecast", "4012",
            "complete", "1",
            "today", "[\"2026-11-20T08:00:00.000Z\"]");

    @TempDir
    Path root;

    private void holds(String name, JsonNode answer) throws Exception {
        JsonNode sample = answer.deepCopy();
        shorten(sample);
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators)
                .withArrayIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance)
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        DocumentedOutput.holds(
                "api/" + name + ".json",
                root.resolve("work"),
                JSON.writer(printer).writeValueAsString(sample) + "\n");
    }

    /** A request of the page; lines of it may differ in what is sent. */
    private String request(String name, String body) throws Exception {
        DocumentedOutput.holds("api/" + name + "-request.json", root.resolve("work"), body + "\n");
        return body;
    }

    private static void shorten(JsonNode node) throws Exception {
        if (node instanceof ArrayNode list) {
            // of days the last one is today
            JsonNode kept = list.isEmpty() ? null : list.get(list.get(0).has("day") ? list.size() - 1 : 0);
            if (kept != null) {
                list.removeAll();
                list.add(kept);
            }
        } else if (node instanceof ObjectNode fields) {
            for (Map.Entry<String, String> one : FIXED.entrySet()) {
                JsonNode value = fields.get(one.getKey());
                JsonNode fixed = JSON.readTree(one.getValue());
                // whether a roster is complete has the name of a count
                if (value != null && !value.isBoolean()) {
                    fields.set(one.getKey(), fixed);
                }
            }
            // the flow that runs first gets the token
            fields.remove("dingtalk.token");
            if (fields.has("action") && fields.has("id")) {
                fields.put("id", 12);
            }
            if (fields.has("change") && fields.has("id")) {
                fields.put("id", "2-b1d3dd1a519dbb95");
            }
        }
        for (JsonNode child : node) {
            shorten(child);
        }
    }

    private static JsonNode only(JsonNode answer, String list, String field, String value) {
        ArrayNode items = (ArrayNode) answer.get(list);
        List<JsonNode> kept = new ArrayList<>();
        items.forEach(item -> {
            if (item.path(field).asText().equals(value)) {
                kept.add(item);
            }
        });
        items.removeAll();
        items.addAll(kept);
        return answer;
    }

    @Test
    void answers_areThoseOfThePage() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = RosterApiTest.withRoster(
                        rehearsal,
                        "rollcall.dingtalk.monthly-calls=5000",
                        "rollcall.server.show-names=true",
                        "rollcall.history=true")) {
            api.await(
                    () -> api.get("flows"),
                    answer -> ApiTest.hasRun(answer, "board", "duty")
                            && !ApiTest.flow(answer, "board").has("runningSince"));
            api.await(() -> api.get("now"), answer -> answer.toString().contains("\"verdict\":\"promoted\""));
            api.await(() -> api.get("budget"), answer -> answer.toString().contains("\"forecast\""));

            holds("session", api.get("session"));
            JsonNode meetings = api.await(
                    () -> only(api.get("attendance/meetings"), "items", "meeting", "board-meeting"),
                    answer -> answer.get("items").path(0).path("people").asInt() == 3);
            holds("attendance-meetings", meetings);
            String started = meetings.get("items").get(0).get("started").asText();
            JsonNode meeting = api.get("attendance/meeting?meeting=board-meeting&started=" + started);
            holds("attendance-meeting", only(meeting, "people", "user", "UN-lisi"));
            JsonNode attended = api.post("attendance/person", request("attendance-person", "{\"user\": \"UN-lisi\"}"));
            holds("attendance-person", only(attended, "meetings", "meeting", "board-meeting"));
            request("attendance-export", "{\"format\": \"csv\", \"from\": \"2026-11-20T08:00:00Z\"}");
            JsonNode now = api.get("now");
            holds("now", only(now, "meetings", "meeting", promoted(now)));
            holds("flows", only(api.get("flows"), "flows", "flow", "board"));
            holds("last", api.get("flows/board/last"));
            holds("budget", api.get("budget"));
            holds(
                    "changes",
                    api.post(
                            "changes",
                            request("changes", "{\"flow\": \"board\", \"person\": \"UN-lisi\", \"limit\": 50}")));
            JsonNode call = api.post("changes", "{\"flow\":\"duty\",\"person\":\"+8613800138000\"}")
                    .get("items")
                    .get(0);
            request("release", "{\"change\": 12}");
            holds(
                    "release",
                    api.post(
                            "changes/release", "{\"change\":\"" + call.get("id").asText() + "\"}"));
            holds(
                    "problem",
                    JSON.readTree(api.postTo("changes", "{\"status\":\"fine\",\"limit\":1000}")
                            .body()));
            holds("roster", api.get("roster"));
            holds("search", api.post("roster/search", request("search", "{\"text\": \"John\"}")));
            holds(
                    "person",
                    api.post("roster/person", request("person", "{\"flow\": \"people\", \"userId\": \"john\"}")));
            holds("roster-changes", api.get("roster/changes?flow=people&limit=1"));
            holds("quarantine", api.get("roster/quarantine?flow=people&limit=1"));
            holds("accept", api.post("flows/people/accept", "{}"));
            holds(
                    "pause",
                    api.post(
                            "pause",
                            request(
                                    "pause",
                                    "{\"flows\": [\"board\"], \"until\": \"2h\", \"reason\": \"rooms are rewired\"}")));
            holds("resume", api.post("resume", "{\"flows\":[\"board\"]}"));
            holds("check", api.post("check", "{}"));
            JsonNode setup = api.await(
                    () -> api.get("setup"), answer -> answer.get("check").has("at"));
            holds("setup", setup);
        }
    }

    private static String promoted(JsonNode now) {
        for (JsonNode meeting : now.get("meetings")) {
            if (meeting.toString().contains("\"promoted\"")) {
                // the promoted person first
                ArrayNode people = (ArrayNode) meeting.get("people");
                for (int i = 0; i < people.size(); i++) {
                    if (people.get(i).toString().contains("\"promoted\"")) {
                        people.insert(0, people.remove(i));
                        return meeting.get("meeting").asText();
                    }
                }
            }
        }
        throw new AssertionError("no one was promoted");
    }

    @Test
    void page_namesEveryOperation() throws Exception {
        String page = Files.readString(PAGE);
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            List<String> operations = api.service.operations().stream()
                    .map(DocumentedApiTest::name)
                    .collect(Collectors.toList());
            assertThat(operations).hasSizeGreaterThan(15).allSatisfy(operation -> assertThat(page)
                    .contains(operation));
        }
    }

    private static String name(ApiOperation operation) {
        return operation.method() + " " + operation.path();
    }
}
