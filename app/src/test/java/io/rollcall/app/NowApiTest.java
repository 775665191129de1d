package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.report.Mode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The running meetings, and what an open page receives when something changes. */
class NowApiTest extends ApiTest {
    @Test
    void now_showsRunningMeetingsWithVerdicts_andNamesOnlyIfTheyAreToBeShown() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            JsonNode now =
                    api.await(() -> api.get("now"), answer -> answer.toString().contains("\"verdict\":\"promoted\""));
            JsonNode meeting = StreamSupport.stream(now.get("meetings").spliterator(), false)
                    .filter(one -> one.toString().contains("\"promoted\""))
                    .findFirst()
                    .orElseThrow();
            assertThat(Rehearsal.keys(meeting)).doesNotContain("title").contains("account", "meeting", "seenAt");
            assertThat(meeting.get("source").asText()).isEqualTo("poll");
            JsonNode person = StreamSupport.stream(meeting.get("people").spliterator(), false)
                    .filter(one -> one.toString().contains("\"promoted\""))
                    .findFirst()
                    .orElseThrow();
            assertThat(person.get("role").asText()).isEqualTo("co-host");
            assertThat(person.get("state").asText()).isEqualTo("in-meeting");
            assertThat(person.has("name")).isFalse();
            assertThat(person.get("flows").get(0).get("flow").asText()).isEqualTo("board");
        }
        try (Rehearsal rehearsal = Rehearsal.below(root.resolve("named"));
                ApiProgram api = ApiProgram.start(rehearsal, "rollcall.server.show-names=true")) {
            api.await(() -> api.get("now"), answer -> answer.toString().contains("\"name\":\""));
        }
    }

    @Test
    void now_forManyPagesAtOnce_isReadOnce_untilSomethingChanges() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));
            // on a busy machine two answers may be further apart than one is kept
            api.await(
                    () -> {
                        JsonNode first = api.get("now");
                        return first.equals(api.get("now")) ? first : MissingNode.getInstance();
                    },
                    answer -> !answer.isMissingNode());

            assertThat(api.get("now").toString()).doesNotContain("\"UN-duty\"");
            rehearsal.sandbox.join("board-meeting", "UN-duty");
            assertThat(api.service
                            .engine()
                            .rollcall()
                            .run(
                                    api.service
                                            .configuration()
                                            .named(List.of("board"))
                                            .get(0),
                                    Mode.ONCE))
                    .isPresent();
            api.await(() -> api.get("now"), answer -> answer.toString().contains("\"UN-duty\""));
        }
    }

    @Test
    void live_tellsAnOpenPageWhatChanged_alsoWhatAnotherProcessDid() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal);
                ApiProgram.LivePage page = api.livePage()) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));
            page.clear();
            api.post("pause", "{}");
            page.await("flows");

            // another process has a store of its own to look into, and this one reads it every second
            page.clear();
            TimeUnit.SECONDS.sleep(3);
            page.clear();
            assertThat(rehearsal.inThisJvm("resume").code()).isZero();
            page.await("flows");

            page.clear();
            api.service
                    .engine()
                    .rollcall()
                    .run(api.service.configuration().named(List.of("board")).get(0), Mode.ONCE);
            page.await("now");
            page.await("budget");
        }
    }

    /** A page reads within a second of an event what the event showed. */
    @Test
    void now_whenAnEventComes_showsItWithinASecond() throws Exception {
        try (Rehearsal rehearsal =
                        Rehearsal.below(root, company -> ((ObjectNode) company.get("dingtalk")).putObject("stream"));
                ApiProgram api = ApiProgram.start(rehearsal, "rollcall.dingtalk.monthly-calls=5000")) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));
            api.await(
                    () -> api.get("setup"),
                    answer -> answer.get("streams").get(0).get("state").asText().equals("live"));
            try (ApiProgram.LivePage page = api.livePage()) {
                page.quiet();
                rehearsal.sandbox.join("board-meeting", "UN-mary");
                long joined = System.nanoTime();
                page.await("now");
                Duration told = Duration.ofNanos(System.nanoTime() - joined);
                JsonNode now = api.await(() -> api.get("now"), answer -> person(
                                find(answer.get("meetings"), "meeting", "board-meeting"), "UN-mary")
                        .get("role")
                        .asText()
                        .equals("co-host"));
                assertThat(person(find(now.get("meetings"), "meeting", "board-meeting"), "UN-mary")
                                .get("state")
                                .asText())
                        .isEqualTo("in-meeting");
                // a machine that tests share is slower than a second now and then
                assertThat(told).isLessThan(Duration.ofSeconds(5));
            }
            JsonNode stream = api.await(
                            () -> api.get("setup"),
                            answer ->
                                    !answer.get("streams").get(0).get("events").isEmpty())
                    .get("streams")
                    .get(0);
            assertThat(stream.get("account").asText()).isEqualTo("dingtalk");
            JsonNode account = api.get("budget").get("accounts").get(0);
            assertThat(account.get("events").get("used").asLong()).isPositive();
            assertThat(account.get("days")
                            .get(account.get("days").size() - 1)
                            .get("events")
                            .asLong())
                    .isEqualTo(account.get("events").get("used").asLong());
            assertThat(find(account.get("waiting"), "flow", "board")
                            .get("events")
                            .asBoolean())
                    .isTrue();
        }
    }

    private static JsonNode person(JsonNode meeting, String user) {
        return StreamSupport.stream(meeting.get("people").spliterator(), false)
                .filter(one -> one.get("user").asText().equals(user))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
