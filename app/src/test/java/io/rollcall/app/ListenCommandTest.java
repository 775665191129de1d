package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.journal.StreamConnection.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code listen} shows, and what {@code check} says about the events. */
@Tag("slow")
@Timeout(180)
class ListenCommandTest {
    private static final String WRONG_SECRET = "rollcall.dingtalk.client-secret=wrong-word";

    @TempDir
    Path root;

    private Rehearsal withEvents() throws Exception {
        return Rehearsal.below(root, company -> company.withObject("dingtalk").putObject("stream"));
    }

    private static CompletableFuture<Ended> listening(Rehearsal rehearsal, String... arguments) {
        CompletableFuture<Ended> ended = CompletableFuture.supplyAsync(() -> rehearsal.inThisJvm(arguments));
        await().atMost(Duration.ofMinutes(1)).until(() -> connections(rehearsal) == 1 || ended.isDone());
        return ended;
    }

    private static long connections(Rehearsal rehearsal) {
        return rehearsal.sandbox.stream().connections().stream()
                .filter(connection -> connection.state() == State.LIVE)
                .count();
    }

    @Test
    void listen_printsEachEventWithItsIdsAndNoNames_andAcknowledgesIt() throws Exception {
        try (Rehearsal rehearsal = withEvents()) {
            CompletableFuture<Ended> listening = listening(rehearsal, "listen", "--seconds", "15");
            rehearsal.sandbox.join("board-meeting", "UN-mary");
            rehearsal.sandbox.stream().changePeople("user_modify_org", "mary");
            rehearsal.sandbox.stream().changeContacts("label_user_change", "{}");

            Ended ended = listening.get();

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .matches(".*  dingtalk  participant-joined +meeting board-meeting user UN-mary"),
                            line -> assertThat(line).matches(".*  dingtalk  person-changed +userId mary"),
                            line -> assertThat(line).endsWith("  dingtalk  label_user_change"));
            assertThat(ended.out() + ended.err()).doesNotContain("Mary");
            assertThat(ended.err()).contains("Connected: the events of dingtalk come here.");
            assertThat(rehearsal.sandbox.stream().pushes())
                    .allSatisfy(push -> assertThat(push.acknowledgement()).isNotNull());
            assertThat(rehearsal.sandbox.calls()).containsOnlyKeys("dingtalk.open-stream");
            await().until(() -> connections(rehearsal) == 0);
        }
    }

    @Test
    void listen_whenJsonIsWanted_printsAnObjectForEachEvent() throws Exception {
        try (Rehearsal rehearsal = withEvents()) {
            CompletableFuture<Ended> listening = listening(rehearsal, "listen", "--seconds", "10", "--output", "json");
            rehearsal.sandbox.join("board-meeting", "UN-mary");

            List<JsonNode> events = Rehearsal.json(listening.get().out());

            assertThat(events).singleElement().satisfies(event -> {
                assertThat(Rehearsal.keys(event)).containsExactly("account", "at", "pushed", "type", "meeting", "user");
                assertThat(event.path("type").asText()).isEqualTo("participant-joined");
                assertThat(event.path("pushed").asText()).isEqualTo("meeting_member_status_change");
            });
        }
    }

    @Test
    void listen_whileAnotherProcessHoldsTheConnection_opensNoneAndShowsWhatThatOneReceives() throws Exception {
        try (Rehearsal rehearsal = withEvents()) {
            CompletableFuture<Ended> first = listening(rehearsal, "listen", "--seconds", "25");
            CompletableFuture<Ended> second =
                    CompletableFuture.supplyAsync(() -> rehearsal.inThisJvm("listen", "--seconds", "12"));
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        rehearsal.sandbox.join("board-meeting", "UN-mary");
                        return second.isDone();
                    });

            assertThat(second.get().code()).isZero();
            assertThat(second.get().lines()).isNotEmpty();
            assertThat(first.get().lines()).containsAll(second.get().lines());
            assertThat(rehearsal.sandbox.stream().opens()).isEqualTo(1);
        }
    }

    @Test
    void listen_besideRun_showsWhatRunReceivesUntilItIsStopped() throws Exception {
        try (Rehearsal rehearsal = withEvents();
                Running run = rehearsal.program.start("run", "board", "-v")) {
            await().atMost(Duration.ofMinutes(1)).until(() -> connections(rehearsal) == 1);
            try (Running listen = rehearsal.program.start("listen", "--seconds", "600")) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> listen.err().contains("on the same store. This command opens no connection"));
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> {
                            rehearsal.sandbox.join("board-meeting", "UN-mary");
                            return listen.out().contains("participant-joined   meeting board-meeting user UN-mary");
                        });
                listen.terminate();

                assertThat(listen.stopped().code()).isZero();
            }
            run.terminate();
            Ended ended = run.stopped();

            assertThat(ended.code()).isZero();
            assertThat(ended.err()).contains("dingtalk.open-stream HTTP 200").doesNotContain("ticket");
            assertThat(rehearsal.sandbox.stream().opens()).isEqualTo(1);
            await().until(() -> connections(rehearsal) == 0);
        }
    }

    @Test
    void listen_whenNoApplicationHasEvents_saysWhatToSet() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.inThisJvm("listen");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("Set rollcall.dingtalk.stream=true");
        }
    }

    @Test
    void listen_whenTheSecretIsWrong_endsAtOnceWithTheRemedy() throws Exception {
        try (Rehearsal rehearsal = withEvents()) {
            Ended ended = rehearsal.inThisJvm("listen", "--set", WRONG_SECRET);

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("No events of dingtalk", "rollcall.dingtalk.client-secret");
            assertThat(rehearsal.sandbox.stream().opens()).isEqualTo(1);
        }
    }

    @Test
    void checkAndPlan_ofATrackedRoster_sayWhetherEventsKeepItInStep() throws Exception {
        String[] settings = {"rollcall.flow.people.track=true", "rollcall.flow.people.schedule=0 10 3 * * ?"};
        try (Rehearsal rehearsal = Rehearsal.below(root).and(settings)) {
            assertThat(words(rehearsal.inThisJvm("check")))
                    .contains("a change is known after the next run. With rollcall.dingtalk.stream=true");
        }
        try (Rehearsal rehearsal = withEvents().and(settings)) {
            assertThat(words(rehearsal.inThisJvm("plan", "people")))
                    .contains(
                            "events of people: while rollcall run is running, events about people and departments keep")
                    .contains("These events are not metered, and neither are the reads that follow. None has come");

            CompletableFuture<Ended> listening = listening(rehearsal, "listen", "--seconds", "10");
            rehearsal
                    .sandbox
                    .directory()
                    .join("{\"userId\":\"zhaoyun\",\"unionId\":\"UN-zhaoyun\",\"name\":\"赵云\",\"departments\":[3]}");
            listening.get();

            assertThat(words(rehearsal.inThisJvm("check")))
                    .contains("keep the roster in step")
                    .doesNotContain("None has come");
            assertThat(words(rehearsal.inThisJvm("plan", "people", "--set", "rollcall.flow.people.events=false")))
                    .doesNotContain("keep the roster in step");
        }
    }

    @Test
    void check_whenTheApplicationHasEvents_opensOneConnectionAndSaysWhatCame() throws Exception {
        try (Rehearsal rehearsal = withEvents()) {
            Ended first = rehearsal.inThisJvm("check");
            assertThat(first.code()).as(first.out()).isZero();
            assertThat(words(first))
                    .contains(
                            "stream ok dingtalk A connection was opened, and closed again. No event came to Rollcall in"
                                    + " the last day",
                            "Rollcall opened 1 connection and received 0 metered events of 3,000.")
                    .contains("dingtalk.open-stream 1")
                    .contains(
                            "another program that receives events with the same credentials",
                            "docs/administrators/events.md");

            CompletableFuture<Ended> listening = listening(rehearsal, "listen", "--seconds", "10");
            rehearsal.sandbox.join("board-meeting", "UN-mary");
            listening.get();
            assertThat(words(rehearsal.inThisJvm("check")))
                    .contains("Events of the last day: meeting_member_status_change.")
                    .contains("opened 3 connections and received 1 metered event of 3,000.");

            Ended usedUp = rehearsal.inThisJvm("check", "--set", "rollcall.dingtalk.monthly-events=1");
            assertThat(usedUp.code()).isZero();
            assertThat(words(usedUp))
                    .contains("stream WARNING dingtalk")
                    .contains("received 1 metered event of 1.")
                    .contains("the month's events are used up", "raise rollcall.dingtalk.monthly-events");
        }
    }

    @Test
    void check_countsMessagesToPeopleApartFromEvents() throws Exception {
        try (Rehearsal rehearsal = withEvents()) {
            rehearsal.and(
                    "rollcall.tell.ops.kind=dingtalk",
                    "rollcall.tell.ops.url=" + rehearsal.sandbox.robots().url("dingtalk"),
                    "rollcall.tell.ops.secret=" + rehearsal.sandbox.robots().secret("dingtalk"));
            assertThat(rehearsal.inThisJvm("tell", "ops", "--test").code()).isZero();

            assertThat(words(rehearsal.inThisJvm("check")))
                    .contains(
                            "received 0 metered events. Its messages to people count with them: 1, together 1 of 3,000.");
        }
    }

    private static String words(Ended ended) {
        return ended.out().replaceAll("\\s+", " ");
    }

    @Test
    void check_whenTheSecretIsWrong_saysSoInTheLine() throws Exception {
        try (Rehearsal rehearsal = withEvents()) {
            Ended ended = rehearsal.inThisJvm("check", "--output", "json", "--set", WRONG_SECRET);

            assertThat(ended.code()).isEqualTo(1);
            assertThat(Rehearsal.json(ended.out()))
                    .filteredOn(line -> line.path("check").asText().equals("stream"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.path("fault").asText()).isEqualTo("token"));
        }
    }
}
