package io.rollcall.app;

import static io.rollcall.app.ApiProgram.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The changes at the vendors and their release, over the API. */
class ChangesApiTest extends ApiTest {
    @Test
    void changes_areTheAuditNewestFirst_filteredAndInPages() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));
            JsonNode all = api.post("changes", "{}");
            assertThat(all.has("next")).isFalse();
            assertThat(all.get("items").size()).isGreaterThan(2);
            assertThat(rehearsal.inThisJvm("audit", "--output", "json").lines())
                    .hasSize(all.get("items").size());
            JsonNode newest = all.get("items").get(0);

            JsonNode first = api.post("changes", "{\"limit\":1}");
            assertThat(first.get("items").get(0)).isEqualTo(newest);
            JsonNode second = api.post(
                    "changes", "{\"limit\":1,\"after\":\"" + first.get("next").asText() + "\"}");
            assertThat(second.get("items").get(0)).isEqualTo(all.get("items").get(1));

            JsonNode lisi = api.post("changes", "{\"flow\":\"board\",\"person\":\"UN-lisi\",\"status\":\"done\"}");
            assertThat(lisi.get("items")).isNotEmpty().allSatisfy(item -> {
                assertThat(item.get("user").asText()).isEqualTo("UN-lisi");
                assertThat(item.get("action").asText()).isEqualTo("promote");
            });
            JsonNode phone =
                    api.post("changes", "{\"person\":\"138 0013 8000\"}").get("items");
            assertThat(phone).hasSize(1);
            assertThat(phone.get(0).get("phone").asText()).isEqualTo("+**********000");
            assertThat(api.post("changes", "{\"to\":\"2020-01-01T00:00:00Z\"}").get("items"))
                    .isEmpty();
            assertThat(problem(
                            api.postTo(
                                    "changes", "{\"status\":\"fine\",\"limit\":1000,\"from\":\"now\",\"after\":\"x\"}"),
                            400))
                    .contains(
                            "The field status must be one of done, failed, unknown, paused.",
                            "The field limit must be a number from 1 to 500.",
                            "The field from must be a time",
                            "The field after must be");
        }
    }

    @Test
    void release_letsRollcallInviteAgain_byTheIdOfAChangeAsWell() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));
            JsonNode phone = api.post("changes", "{\"person\":\"+8613800138000\"}")
                    .get("items")
                    .get(0);

            JsonNode released = api.post(
                    "changes/release", "{\"change\":\"" + phone.get("id").asText() + "\"}");
            assertThat(released.get("message").asText()).contains("Released").doesNotContain("13800138000");
            assertThat(problem(
                            api.postTo(
                                    "changes/release",
                                    "{\"change\":\"" + phone.get("id").asText() + "\"}"),
                            409))
                    .contains("Nothing to release")
                    .doesNotContain("13800138000");
            assertThat(problem(api.postTo("changes/release", "{\"meeting\":\"m\"}"), 400))
                    .contains("Either the field change is required");
            assertThat(problem(
                            api.postTo(
                                    "changes/release",
                                    "{\"meeting\":\"" + phone.get("meeting").asText() + "\",\"who\":\"UN-unknown\"}"),
                            409))
                    .contains("Nothing to release");
            assertThat(problem(api.postTo("changes/release", "{\"change\":\"999999\"}"), 404))
                    .contains("no change 999999");
        }
    }

    @Test
    void changes_ofTenThousandEntries_comeInPagesQuickly() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            Store store = api.service.engine().store();
            List<Intention> many = IntStream.range(0, 10_000)
                    .mapToObj(i ->
                            new Intention(Instant.now(), "night", "promote", "m" + i % 50, "UN-" + i, null, "listed"))
                    .toList();
            List<Long> ids = store.audit().intend(many);
            store.audit().settle(ids.subList(0, 9_000), AuditRepository.Result.DONE, null, null, Instant.now());

            Set<String> seen = new HashSet<>();
            String after = "";
            long start = System.nanoTime();
            do {
                JsonNode page = api.post("changes", "{\"flow\":\"night\",\"limit\":500" + after + "}");
                page.get("items").forEach(item -> seen.add(item.get("id").asText()));
                after = page.has("next") ? ",\"after\":\"" + page.get("next").asText() + "\"" : "";
            } while (!after.isEmpty());
            Duration all = Duration.ofNanos(System.nanoTime() - start);

            assertThat(seen).hasSize(10_000);
            assertThat(all).isLessThan(Duration.ofSeconds(20));
            assertThat(api.post("changes", "{\"flow\":\"night\",\"person\":\"UN-77\"}")
                            .get("items"))
                    .hasSize(1);
            assertThat(api.post("changes", "{\"flow\":\"night\",\"status\":\"unknown\",\"limit\":500}")
                            .get("items"))
                    .hasSize(500);
        }
    }
}
