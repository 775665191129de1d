package io.rollcall.vendor.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.StreamEffect;
import io.rollcall.event.StreamEffect.Close;
import io.rollcall.event.StreamEffect.Dial;
import io.rollcall.event.StreamEffect.Live;
import io.rollcall.event.StreamEffect.Lost;
import io.rollcall.event.StreamEffect.Open;
import io.rollcall.event.StreamEffect.Publish;
import io.rollcall.event.StreamEffect.Send;
import io.rollcall.event.StreamEffect.Tell;
import io.rollcall.event.StreamSignal;
import io.rollcall.event.StreamSignal.Closed;
import io.rollcall.event.StreamSignal.DialFailed;
import io.rollcall.event.StreamSignal.OpenFailed;
import io.rollcall.event.StreamSignal.TooLarge;
import io.rollcall.event.StreamSignal.Woken;
import io.rollcall.event.StreamState;
import io.rollcall.event.VendorEvent.OfMeeting;
import io.rollcall.event.VendorEvent.Type;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.Origin;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DingTalkStreamTest {
    private static final Origin ORIGIN = Origin.of(DingTalkApi.OPEN_STREAM.operation());
    private static final Fault REJECTED = new Fault.TokenRejected(ORIGIN, "Check the secret.");
    private static final Fault UNSENT = new Fault.NoAnswer(ORIGIN, true, "Nothing was sent.");
    private static final Fault FAILED = new Fault.ServerFailed(ORIGIN, null, "DingTalk failed.");

    private final StreamBench bench = new StreamBench(Dings.INTERNAL);

    @Test
    void start_opensDialsAndIsLive() {
        assertThat(bench.state()).isEqualTo(StreamState.CLOSED);
        assertThat(bench.start()).containsExactly(new Open());
        assertThat(bench.state()).isEqualTo(StreamState.OPENING);
        assertThat(bench.opened("t1")).singleElement().isInstanceOfSatisfying(Dial.class, dial -> {
            assertThat(dial.connection()).isEqualTo(1);
            assertThat(dial.address().reveal()).endsWith("?ticket=t1");
            assertThat(dial.toString()).doesNotContain("t1");
        });
        assertThat(bench.state()).isEqualTo(StreamState.DIALLING);
        assertThat(bench.connected(1)).containsExactly(new Live());
        assertThat(bench.state()).isEqualTo(StreamState.LIVE);
    }

    @Test
    void event_isAcknowledgedFirst_thenPublishedOnce_alsoOnAnotherConnection() {
        MeetingId conference = new MeetingId("conf1");
        bench.live();
        assertThat(bench.received(1, Frames.created("e1", "m1", "conf1", 7)))
                .containsExactly(
                        new Send(1, Frames.ok("m1")),
                        new Publish(
                                "meeting_status_change",
                                true,
                                List.of(new OfMeeting(
                                        Type.MEETING_STARTED,
                                        Frames.BORN,
                                        conference,
                                        new Meeting(conference, null, null, null, null, null, null, null, 1L)))));
        assertThat(bench.received(1, Frames.created("e1", "m2", "conf1", 7)))
                .containsExactly(new Send(1, Frames.ok("m2")));
        bench.replaced(2);
        assertThat(bench.received(2, Frames.created("e1", "m3", "conf1", 7)))
                .containsExactly(new Send(2, Frames.ok("m3")));
        assertThat(bench.received(1, Frames.created("e1", "m3", "conf1", 7)))
                .containsExactly(new Send(1, Frames.ok("m3")));
    }

    @Test
    void event_withoutEventId_isRecognizedByItsMessage() {
        bench.live();
        String frame = Frames.event("user_add_org", null, "m1", "{\"userId\":[\"a\"]}");

        assertThat(bench.received(1, frame)).hasSize(2);
        assertThat(bench.received(1, frame)).containsExactly(new Send(1, Frames.ok("m1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what came | the answer's code | its data
                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"ping\",\"messageId\":\"m\"},\"data\":\"{\\\"opaque\\\":\\\"o 1\\\"}\"} | 200 | {\\\"opaque\\\":\\\"o 1\\\"}",
                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"ping\",\"messageId\":\"m\"}}             | 200 | {}",
                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"something\",\"messageId\":\"m\"}}        | 404 |",
                "{\"type\":\"CALLBACK\",\"headers\":{\"topic\":\"/v1.0/im/bot/messages/get\",\"messageId\":\"m\"},\"data\":\"{}\"} | 404 |",
                "{\"type\":\"NEW\",\"headers\":{\"topic\":\"*\",\"messageId\":\"m\"}}                   | 404 |",
                "{\"headers\":{\"messageId\":\"m\"}}                                                    | 404 |",
                "{\"type\":\"EVENT\",\"headers\":{\"topic\":\"dingTalk\",\"messageId\":\"m\"},\"data\":\"[1]\"} | 200 | {\\\"status\\\":\\\"SUCCESS\\\"}",
                "{\"type\":\"EVENT\",\"header\":{\"messageId\":\"m\",\"eventType\":\"x\"},\"data\":\"no json\"} | 200 | {\\\"status\\\":\\\"SUCCESS\\\"}",
                "{\"type\":\"EVENT\",\"headers\":{\"messageId\":\"m\",\"eventType\":\"x\"}}             | 200 | {\\\"status\\\":\\\"SUCCESS\\\"}",
            })
    void frame_isAnsweredOnItsConnection(String frame, int code, String data) {
        bench.live();
        String message = code == 200 ? "OK" : "type not exist";
        String expected = "{\"code\":" + code + ",\"message\":\"" + message
                + "\",\"headers\":{\"messageId\":\"m\",\"contentType\":\"application/json\"}"
                + (data == null ? "" : ",\"data\":\"" + data + "\"") + "}";

        assertThat(bench.received(1, frame)).filteredOn(Send.class::isInstance).containsExactly(new Send(1, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "",
                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"CONNECTED\",\"messageId\":\"m\"}}",
                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"REGISTERED\",\"messageId\":\"m\"}}",
                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"KEEPALIVE\",\"messageId\":\"m\"}}",
                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"ping\"}}",
                "{\"type\":\"EVENT\",\"headers\":{\"topic\":\"*\"},\"data\":\"{}\"}",
                "{\"type\":\"EVENT\"}",
            })
    void frame_withoutAnAnswer_keepsTheConnection(String frame) {
        bench.live();
        assertThat(bench.received(1, frame)).isEmpty();
        assertThat(bench.state()).isEqualTo(StreamState.LIVE);
        assertThat(bench.machine.frameAge(bench.now)).isZero();
    }

    @Test
    void event_ofAnotherCompany_isAcknowledgedOnly() {
        StreamBench suite = new StreamBench(Dings.THIRD_PARTY);
        suite.live();

        assertThat(suite.received(1, Frames.created("e1", "m1", "c", 1))).containsExactly(new Send(1, Frames.ok("m1")));
        assertThat(suite.received(1, Frames.created("e2", "m2", "c", 1).replace(Frames.CORP, "ding9")))
                .hasSize(2);
    }

    @Test
    void disconnect_opensTheSuccessorFirst_andReadsTheOldOneOn() {
        bench.live();
        bench.keepAlive(1, Duration.ofMinutes(2));

        assertThat(bench.received(1, Frames.system("disconnect", "m", "{}"))).containsExactly(new Open());
        assertThat(bench.state()).isEqualTo(StreamState.DRAINING);
        bench.opened("t2");
        assertThat(bench.received(1, Frames.created("e1", "m1", "c", 1)))
                .as("the old one still counts")
                .hasSize(2)
                .contains(new Send(1, Frames.ok("m1")));
        assertThat(bench.connected(2)).as("there was no gap").isEmpty();
        assertThat(bench.state()).isEqualTo(StreamState.LIVE);
        assertThat(bench.received(1, Frames.created("e2", "m2", "d", 1))).contains(new Send(1, Frames.ok("m2")));
        assertThat(bench.on(new Closed(1, "1000"))).isEmpty();
    }

    @Test
    void disconnect_whenTheOldOneStandsOn_isClosedAfterTheGrace() {
        bench.live();
        bench.replaced(2);
        assertThat(bench.pass(DingTalkStream.GRACE.minusSeconds(1))).isEmpty();
        assertThat(bench.pass(Duration.ofSeconds(11))).containsExactly(new Close(1));
        assertThat(bench.received(1, Frames.created("e1", "m1", "c", 1))).isEmpty();
    }

    @Test
    void disconnect_whenTheOldOneEndsFirst_isAGap() {
        bench.live();
        bench.received(1, Frames.system("disconnect", "m", "{}"));
        assertThat(bench.on(new Closed(1, "1000"))).contains(new Lost());
        bench.pass(Duration.ofSeconds(3));
        bench.opened("t2");
        assertThat(bench.connected(2)).containsExactly(new Live());
    }

    @Test
    void disconnect_withoutASuccessor_isAGapWhenTheOldOneShouldHaveEnded() {
        bench.live();
        bench.keepAlive(1, Duration.ofMinutes(2));
        bench.received(1, Frames.system("disconnect", "m", "{}"));

        assertThat(bench.pass(StreamConnection.LONGEST_LEAVE.minusSeconds(1))).isEmpty();
        assertThat(bench.pass(Duration.ofSeconds(11))).containsExactly(new Lost());
    }

    @Test
    void silence_isAGap_andReplacesTheConnection() {
        bench.live();
        assertThat(bench.pass(StreamConnection.LONGEST_SILENCE.minusSeconds(1))).isEmpty();
        List<StreamEffect> effects = bench.pass(Duration.ofSeconds(13));

        assertThat(effects).containsExactly(new Lost(), new Open());
        bench.opened("t2");
        assertThat(bench.connected(2)).containsExactly(new Live());
        assertThat(bench.received(1, Frames.created("e1", "m1", "c", 1))).contains(new Send(1, Frames.ok("m1")));
    }

    @Test
    void silence_thatEnds_trustsTheConnectionAgain() {
        bench.live();
        bench.pass(StreamConnection.LONGEST_SILENCE);
        bench.on(new Woken());
        assertThat(bench.received(1, Frames.system("KEEPALIVE", "m", "{}"))).containsExactly(new Live());
    }

    @Test
    void keepAlive_isEnough() {
        bench.live();
        assertThat(bench.keepAlive(1, Duration.ofHours(24))).isEmpty();
        assertThat(bench.machine.frameAge(bench.now)).isLessThan(Duration.ofSeconds(31));
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 61})
    void clockJump_replacesTheConnection_evenIfFramesCome(long seconds) {
        bench.live();
        bench.keepAlive(1, Duration.ofMinutes(2));
        bench.jump(Duration.ofSeconds(seconds));

        assertThat(bench.received(1, Frames.system("KEEPALIVE", "m", "{}"))).containsExactly(new Lost());
        assertThat(bench.keepAlive(1, Duration.ofSeconds(2))).containsExactly(new Open());
    }

    @Test
    void closed_backsOffWithFullJitter_untilAConnectionLasts() {
        bench.live();
        List<Duration> pauses = new ArrayList<>();
        for (int connection = 2; connection <= 5; connection++) {
            bench.received(connection - 1, Frames.system("KEEPALIVE", "m", "{}"));
            bench.on(new Closed(connection - 1, "cut"));
            pauses.add(bench.untilOpen());
            bench.opened("t");
            bench.connected(connection);
        }
        for (int attempt = 0; attempt < pauses.size(); attempt++) {
            assertThat(pauses.get(attempt))
                    .isLessThanOrEqualTo(Duration.ofSeconds(2L << attempt).plusMillis(2));
        }
        bench.keepAlive(5, Duration.ofMinutes(2));
        bench.on(new Closed(5, "cut"));
        assertThat(bench.untilOpen()).isLessThanOrEqualTo(Duration.ofMillis(1002));
    }

    @Test
    void dialFailed_saysWhy_andUsesNoTicketTwice() {
        bench.start();
        bench.opened("t1");
        assertThat(bench.on(new DialFailed(1, "connection refused")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Tell.class, tell -> assertThat(tell.problem().message()).contains("connection refused", "443"));
        assertThat(bench.opened("stray")).isEmpty();
        bench.untilOpen();
        assertThat(bench.opened("t2")).singleElement().isInstanceOfSatisfying(Dial.class, dial -> {
            assertThat(dial.connection()).isEqualTo(2);
            assertThat(dial.address().reveal()).endsWith("t2");
        });
    }

    @Test
    void openFailed_whileTheOldOneStands_needsNoAttention() {
        bench.live();
        bench.keepAlive(1, Duration.ofMinutes(2));
        bench.received(1, Frames.system("disconnect", "m", "{}"));
        assertThat(bench.on(new OpenFailed(FAILED))).isEmpty();
        bench.untilOpen();
        bench.opened("t2");
        assertThat(bench.connected(2)).isEmpty();
    }

    @Test
    void openFailed_tellsEachProblemOnce_untilLive() {
        bench.start();
        assertThat(bench.on(new OpenFailed(FAILED))).hasSize(1);
        bench.untilOpen();
        assertThat(bench.on(new OpenFailed(FAILED))).isEmpty();
        bench.untilOpen();
        bench.opened("t");
        bench.connected(1);
        bench.on(new Closed(1, "cut"));
        bench.untilOpen();
        assertThat(bench.on(new OpenFailed(FAILED))).hasSize(1);
    }

    @Test
    void openFailed_waitsAsLongAsAsked() {
        bench.start();
        bench.on(new OpenFailed(new Fault.ServerFailed(ORIGIN, Duration.ofMinutes(7), "busy")));
        assertThat(bench.untilOpen()).isGreaterThanOrEqualTo(Duration.ofMinutes(7));
        bench.on(new OpenFailed(new Fault.Banned(ORIGIN, false, Duration.ofMinutes(5), "banned")));
        assertThat(bench.untilOpen()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        bench.on(new OpenFailed(new Fault.ServerFailed(ORIGIN, Duration.ofDays(400), "busy")));
        assertThat(bench.untilOpen()).isLessThan(Duration.ofHours(1).plusSeconds(1));
    }

    @Test
    void openFailed_whenTheMonthIsUsedUp_waitsHours_butNotBeyondTheMonth() {
        bench.start();
        bench.on(new OpenFailed(new Fault.QuotaUsedUp(ORIGIN, "used up")));
        assertThat(bench.untilOpen()).isBetween(OpenSchedule.QUOTA_PAUSE, OpenSchedule.QUOTA_PAUSE.plusSeconds(1));
        bench.pass(Duration.between(bench.now.wall(), Instant.parse("2026-11-30T15:00:00Z")));
        bench.on(new OpenFailed(new Fault.QuotaUsedUp(ORIGIN, "used up")));
        assertThat(bench.untilOpen()).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    }

    @Test
    void openFailed_whenDingTalkSaysThatTheCallsAreUsedUp_isTriedOnceADay() {
        bench.start();
        bench.on(new OpenFailed(new Fault.QuotaUsedUp(
                new Fault.Origin(ORIGIN.operation(), "Forbidden.AccessDenied.ApiCountLimitForOrg", null), "used up")));

        assertThat(bench.untilOpen())
                .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusSeconds(1));
    }

    @Test
    void secretRefused_stopsOpening_untilItsValueChanges() {
        AtomicReference<String> value = new AtomicReference<>("old");
        StreamBench refused = new StreamBench(with(Secret.from(value::get)));
        refused.start();

        assertThat(refused.on(new OpenFailed(REJECTED)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Tell.class, tell -> assertThat(tell.problem().message()).isEqualTo("Check the secret."));
        assertThat(refused.state()).isEqualTo(StreamState.CLOSED);
        assertThat(refused.pass(Duration.ofDays(3))).isEmpty();
        value.set("new");
        assertThat(refused.untilOpen()).isLessThanOrEqualTo(DingTalkStream.LOOK.plusMillis(2));
    }

    @Test
    void secretThatCannotBeRead_isTriedWhenItCan() {
        AtomicReference<String> value = new AtomicReference<>("");
        StreamBench missing = new StreamBench(with(Secret.from(() -> {
            if (value.get().isEmpty()) {
                throw new UnavailableSecretException("the file is missing");
            }
            return value.get();
        })));
        missing.start();
        missing.on(new OpenFailed(REJECTED));
        assertThat(missing.pass(Duration.ofHours(1))).isEmpty();
        value.set("s3cret");
        assertThat(missing.pass(Duration.ofSeconds(11))).containsExactly(new Open());
    }

    @Test
    void limitOfTheHour_isKeptAndTold_thenStepsOfFiveMinutes() {
        Instant began = bench.now.monotonic();
        bench.start();
        List<Duration> opens = new ArrayList<>(List.of(Duration.ZERO));
        List<StreamEffect> told = new ArrayList<>();
        while (opens.size() < 20) {
            told.addAll(bench.on(new OpenFailed(FAILED)));
            told.addAll(bench.passUntilOpen());
            opens.add(Duration.between(began, bench.now.monotonic()));
        }

        for (int open = OpenLimit.PER_HOUR; open < opens.size(); open++) {
            assertThat(opens.get(open).minus(opens.get(open - OpenLimit.PER_HOUR)))
                    .isGreaterThanOrEqualTo(Duration.ofHours(1));
        }
        for (int open = OpenPause.QUICK + 1; open < opens.size(); open++) {
            assertThat(opens.get(open).minus(opens.get(open - 1))).isGreaterThanOrEqualTo(OpenPause.STEP);
        }
        assertThat(told)
                .filteredOn(Tell.class::isInstance)
                .extracting(tell -> ((Tell) tell).problem().message())
                .anyMatch(message -> message.contains("12 event connections within an hour")
                        && message.contains("2026-11-20 17:00 (Asia/Shanghai)")
                        && message.contains("Client ID"));
    }

    @Test
    void limit_countsTheOpensOfEarlierProcesses() {
        Instant[] recent = IntStream.rangeClosed(1, 12)
                .mapToObj(minute -> bench.now.wall().minusSeconds((13 - minute) * 60L))
                .toArray(Instant[]::new);

        assertThat(bench.start(recent)).singleElement().isInstanceOf(Tell.class);
        assertThat(bench.passUntilOpen()).contains(new Open());
        assertThat(bench.now.wall()).isBetween(recent[0].plusSeconds(3600), recent[0].plusSeconds(3611));
    }

    @Test
    void limitOfTheMonth_endsWithTheVendorsMonth() {
        Instant[] month = IntStream.range(0, 300)
                .mapToObj(hour -> Instant.parse("2026-11-01T00:00:00Z").plusSeconds(hour * 3600L))
                .toArray(Instant[]::new);

        assertThat(bench.start(month)).singleElement().isInstanceOfSatisfying(Tell.class, tell -> assertThat(
                        tell.problem().message())
                .contains("300 event connections in this month", "2026-12-01 00:00 (Asia/Shanghai)"));
        bench.passUntilOpen();
        assertThat(bench.now.wall())
                .isBetween(Instant.parse("2026-11-30T16:00:00Z"), Instant.parse("2026-11-30T16:00:11Z"));
    }

    @Test
    void limit_doesNotCountWhatWasNeverSent() {
        bench.start();
        for (int hour = 0; hour < 24 * 4; hour++) {
            bench.on(new OpenFailed(UNSENT));
            bench.passUntilOpen();
        }
        bench.opened("t");
        assertThat(bench.connected(1))
                .as("a network that was down for long costs nothing")
                .containsExactly(new Live());
    }

    @Test
    void tooLarge_closesTheConnection_andSaysWhy() {
        bench.live();
        assertThat(bench.on(new TooLarge(1)))
                .satisfiesExactly(
                        close -> assertThat(close).isEqualTo(new Close(1)),
                        lost -> assertThat(lost).isEqualTo(new Lost()),
                        tell -> assertThat(((Tell) tell).problem().message()).contains("1 MiB"));
    }

    @Test
    void stop_closesEverything_andEndsTheMachine() {
        bench.live();
        bench.received(1, Frames.system("disconnect", "m", "{}"));
        bench.pass(Duration.ofSeconds(3));
        bench.opened("t2");

        assertThat(bench.on(new StreamSignal.Stop())).containsExactly(new Close(1), new Close(2));
        assertThat(bench.state()).isEqualTo(StreamState.CLOSED);
        assertThat(bench.machine.untilWake(bench.now)).isNull();
        assertThat(bench.connected(2)).isEmpty();
        assertThat(bench.received(1, Frames.created("e", "m", "c", 1))).isEmpty();
        assertThat(bench.on(new Closed(1, "1000"))).isEmpty();
        assertThat(bench.opened("t3")).isEmpty();
        assertThat(bench.start()).containsExactly(new Open());
    }

    private static DingTalkSettings with(Secret secret) {
        return new DingTalkSettings(
                AppType.INTERNAL, "key", secret, null, null, Dings.INTERNAL.api(), Dings.INTERNAL.oapi());
    }
}
