package io.rollcall.app;

import static io.rollcall.app.ApiProgram.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.report.Mode;
import io.rollcall.report.RosterChange.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tracked rosters, over the API. */
class RosterApiTest extends ApiTest {
    static ApiProgram withRoster(Rehearsal rehearsal, String... settings) throws Exception {
        try (TrackedRosters rosters = TrackedRosters.of(rehearsal.program)) {
            rosters.baseline();
            rosters.run(
                    rosters.person("john", "John Brown", null, List.of(Kind.MOVED), 3),
                    rosters.person("mary", "Mary Smith", null, List.of(Kind.LEFT)),
                    rosters.person("new", "Nina New", "+8613900000009", List.of(Kind.JOINED), 2));
            rosters.quarantined();
        }
        rehearsal.and("rollcall.flow.people.track=true");
        return ApiProgram.start(rehearsal, settings);
    }

    @Test
    void roster_hasSearchCardChangesAndQuarantine_withNames() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = withRoster(rehearsal, "rollcall.server.show-names=true")) {
            JsonNode people = api.get("roster").get("flows").get(0);
            assertThat(people.get("flow").asText()).isEqualTo("people");
            assertThat(people.get("people").asInt()).isEqualTo(3);
            assertThat(people.get("week").toString())
                    .isEqualTo(
                            "{\"joined\":1,\"left\":1,\"returned\":0,\"moved\":1,\"renamed\":0,\"changed\":0,\"unseen\":0}");
            assertThat(people.get("quarantine").get("departments").toString())
                    .isEqualTo("[{\"id\":2,\"name\":\"Sales\",\"lost\":2000},{\"id\":7,\"lost\":345}]");

            JsonNode found = api.post("roster/search", "{\"text\":\"John\"}")
                    .get("items")
                    .get(0);
            assertThat(found.get("userId").asText()).isEqualTo("john");
            assertThat(found.get("name").asText()).isEqualTo("John Brown");
            assertThat(found.get("departments").toString()).isEqualTo("[{\"id\":3,\"name\":\"销售二部\"}]");
            assertThat(api.post("roster/search", "{\"text\":\"John\",\"flow\":\"other\"}")
                            .get("items"))
                    .isEmpty();
            JsonNode all = api.post("roster/search", "{\"text\":\"N\"}");
            JsonNode one = api.post("roster/search", "{\"text\":\"ｎ\",\"limit\":1}");
            assertThat(one.get("items")).hasSize(1);
            assertThat(api.post("roster/search", "{\"text\":\"n\",\"after\":" + one.get("next") + "}")
                            .get("items"))
                    .hasSize(all.get("items").size() - 1)
                    .doesNotContain(one.get("items").get(0));
            assertThat(problem(api.postTo("roster/search", "{\"text\":\"o\",\"after\":\"1\"}"), 400))
                    .contains("The field after must be the value of next");

            JsonNode card = api.post("roster/person", "{\"flow\":\"people\",\"userId\":\"john\"}");
            assertThat(card.get("state").asText()).isEqualTo("present");
            assertThat(card.get("placements")).hasSize(2);
            assertThat(card.get("placements").get(0).get("name").asText()).isEqualTo("销售二部");
            assertThat(card.get("changes").get(0).get("change").asText()).isEqualTo("moved");

            JsonNode first = api.get("roster/changes?flow=people&limit=2");
            assertThat(first.get("items")).hasSize(2);
            JsonNode second = api.get("roster/changes?flow=people&limit=2&after="
                    + first.get("next").asText());
            assertThat(second.get("items")).hasSize(1);
            assertThat(second.has("next")).isFalse();

            JsonNode lost = api.get("roster/quarantine?flow=people&limit=1");
            assertThat(lost.get("items").get(0).get("name").asText()).isEqualTo("李娜");
            assertThat(api.get("roster/quarantine?flow=people&after="
                                    + lost.get("next").asText())
                            .get("items")
                            .get(0)
                            .get("userId")
                            .asText())
                    .isEqualTo("mary");

            String since = people.get("quarantine").get("since").asText();
            assertThat(problem(api.postTo("flows/people/accept", "{\"since\":\"2026-01-01T00:00:00Z\"}"), 409))
                    .contains("was quarantined again", "Nothing was changed");
            assertThat(flow(api.get("flows"), "people").get("quarantine").has("acceptedUntil"))
                    .isFalse();
            api.post("flows/people/accept", "{\"since\":\"" + since + "\"}");
            JsonNode accepted = api.post("flows/people/accept", "");
            assertThat(accepted.get("lost").asInt()).isEqualTo(2345);
            assertThat(flow(api.get("flows"), "people").get("quarantine").has("acceptedUntil"))
                    .isTrue();
        }
    }

    @Test
    void roster_withoutNames_showsIdsAndNothingPersonal() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal, "rollcall.flow.people.track=true")) {
            assertThat(api.get("roster").get("flows")).isEmpty();
            var run = api.service
                    .engine()
                    .rollcall()
                    .run(api.service.configuration().named(List.of("people")).get(0), Mode.ONCE);
            assertThat(run).isPresent();

            JsonNode found =
                    api.post("roster/search", "{\"text\":\"zhangsan\"}").get("items");
            assertThat(found).hasSize(1);
            assertThat(Rehearsal.keys(found.get(0)))
                    .containsExactly("userId", "unionId", "departments", "state", "since", "flow");
            JsonNode card = api.post("roster/person", "{\"flow\":\"people\",\"userId\":\"zhangsan\"}");
            assertThat(card.has("name")).isFalse();
            assertThat(Rehearsal.keys(card.get("record")))
                    .isSubsetOf(
                            "userId",
                            "unionId",
                            "departments",
                            "departmentOrder",
                            "active",
                            "admin",
                            "boss",
                            "leader",
                            "enterpriseAccount",
                            "lookup",
                            "account");
            assertThat(Rehearsal.keys(card.get("record").get("account")))
                    .isSubsetOf("departmentName", "departmentCodes", "type", "updatedAt");
            assertThat(api.post("roster/search", "{\"text\":\"UN-zhangsan\"}").get("items"))
                    .isEqualTo(found);
            // what a person is called or which number they have must not be found out by searching
            for (String personal : List.of("张三", "三", "Mary", "n", "13800138001", "+8613800138001", "zhangsa")) {
                assertThat(api.post("roster/search", "{\"text\":\"" + personal + "\",\"limit\":1}")
                                .toString())
                        .as(personal)
                        .isEqualTo("{\"items\":[]}");
            }
            assertThat(problem(api.postTo("roster/person", "{\"flow\":\"people\",\"userId\":\"unknown\"}"), 404))
                    .contains("no such userId")
                    .doesNotContain("unknown");
            assertThat(problem(api.postTo("roster/person", "{\"userId\":\"x\"}"), 400))
                    .contains("flow is required");
            assertThat(problem(api.send(api.request("roster/changes?flow=board")), 404))
                    .contains("not a roster");
        }
    }
}
