package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.call.CallCount;
import io.rollcall.camel.Participants;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.event.VendorEvent;
import io.rollcall.model.Attendance;
import io.rollcall.model.MeetingId;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.Pause;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs on events that the test hands over, against the sandbox over HTTP. */
class EventRunsTest extends RollcallTestSupport {
    /** UN1 is in with two devices. */
    private static final String MEETING =
            """
            {'meetings':[{'id':'c1','startTime':1790000000000,'members':[
              {'unionId':'HOST','host':true},
              {'unionId':'UN1','joinTime':1790000001000},
              {'unionId':'UN1','joinTime':1790000002000},
              {'unionId':'UN2','joinTime':1790000001000}]},
              {'id':'c2','members':[{'unionId':'UN3'}]}]}""";

    /** The application has events, and its connection never opens: the test hands the events over. */
    private static final List<String> NO_CONNECTION =
            List.of("rollcall.dingtalk.stream=true", "rollcall.dingtalk.stream-url=http://127.0.0.1:1");

    private final List<FlowReport> reports = new CopyOnWriteArrayList<>();
    private final AtomicInteger progressed = new AtomicInteger();
    private EventRuns events;
    private String application;

    private void begin(String... flow) throws Exception {
        play(MEETING);
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }

            @Override
            public void progressed(String flow, CallCount calls) {
                progressed.incrementAndGet();
            }
        };
        List<String> keys = new ArrayList<>(List.of(flow));
        keys.addAll(NO_CONNECTION);
        start(keys.toArray(String[]::new));
        rollcall.scheduleAll();
        events = camel.getCamelContextExtension().getContextPlugin(EventRuns.class);
        application = config.applications().get("dingtalk").id();
    }

    private void board(String... users) throws Exception {
        List<String> keys = new ArrayList<>(List.of(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.schedule=1d",
                "rollcall.flow.board.at-start=false"));
        keys.add(users.length == 0 ? "rollcall.flow.board.users=UN1, UN2" : users[0]);
        begin(keys.toArray(String[]::new));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_790_000_000 + second);
    }

    private void joined(String user, @Nullable Instant at) {
        participant(VendorEvent.Type.PARTICIPANT_JOINED, user, Attendance.State.ACTIVE, at, null);
    }

    private void participant(
            VendorEvent.Type type, String user, Attendance.State state, @Nullable Instant from, @Nullable Instant to) {
        events.received(
                application,
                new VendorEvent.OfParticipant(
                        type, from == null ? to : from, Participants.row(new MeetingId("c1"), user, state, from, to)));
    }

    private FlowReport report(int number) {
        await().until(() -> reports.size() >= number);
        return reports.get(number - 1);
    }

    /** Polls once the run has ended whose report is there. */
    private FlowReport poll() {
        AtomicReference<FlowReport> report = new AtomicReference<>();
        await().until(() -> {
            rollcall.run(flow("board"), Mode.ONCE).ifPresent(report::set);
            return report.get() != null;
        });
        return report.get();
    }

    private static Map<String, Long> calls(String... operations) {
        Map<String, Long> calls = new TreeMap<>();
        for (String operation : operations) {
            calls.merge("dingtalk." + operation, 1L, Long::sum);
        }
        return calls;
    }

    @Test
    void received_whenListedPeopleJoin_promotesThemWithOneCallAndNoRead() throws Exception {
        board();
        joined("UN1", at(1));
        joined("UN2", at(1));

        FlowReport report = report(1);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(report.mode()).isEqualTo(Mode.RUN);
        assertThat(changes(report)).containsExactly("promote c1 UN1 done", "promote c1 UN2 done");
        assertThat(unchanged(report)).isEmpty();
        assertThat(calls(report)).isEqualTo(calls("token", "set-co-hosts"));
        assertThat(progressed).as("a poll that is missing stays missing").hasValue(0);
        assertThat(sandbox.isCoHost("c1", "UN1")).isTrue();
        assertThat(sandbox.isCoHost("c1", "UN2")).isTrue();
        assertThat(audited()).isEqualTo(2);
    }

    /** Both flows hear of the same join at the same time. */
    @Test
    void received_whenTwoFlowsListThePerson_promotesOnce() throws Exception {
        twoFlows();
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).after(Duration.ofSeconds(1)));
        joined("UN1", at(1));

        await().until(() -> reports.size() >= 2);
        assertThat(reports).extracting(FlowReport::flow).containsExactlyInAnyOrder("board", "second");
        assertThat(reports.stream().flatMap(report -> changes(report).stream())).containsExactly("promote c1 UN1 done");
        assertThat(reports.get(1).calls()).isEmpty();
        assertThat(promotions()).isEqualTo(1);
        assertThat(audited()).isEqualTo(1);
    }

    @Test
    void received_whenTwoFlowsListThePersonAndTheFirstFails_theOtherPromotes() throws Exception {
        twoFlows();
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS)
                .at("1")
                .then(Preset.PERMISSION)
                .after(Duration.ofSeconds(1)));
        joined("UN1", at(1));

        await().until(() -> reports.size() >= 2);
        assertThat(changes(reports.get(0))).containsExactly("promote c1 UN1 failed");
        assertThat(changes(reports.get(1))).containsExactly("promote c1 UN1 done");
    }

    @Test
    void once_whenTwoFlowsPollAtTheSameMoment_promotesNoOneTwice() throws Exception {
        twoFlows();
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).after(Duration.ofSeconds(1)));
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).after(Duration.ofSeconds(1)));
        CompletableFuture<FlowReport> other = CompletableFuture.supplyAsync(
                () -> rollcall.run(flow("second"), Mode.ONCE).orElseThrow());

        List<String> made =
                new ArrayList<>(changes(rollcall.run(flow("board"), Mode.ONCE).orElseThrow()));
        made.addAll(changes(other.get()));

        assertThat(made).containsExactlyInAnyOrder("promote c1 UN1 done", "promote c1 UN2 done", "promote c2 UN3 done");
        assertThat(audited()).isEqualTo(3);
    }

    private void twoFlows() throws Exception {
        begin(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.schedule=1d",
                "rollcall.flow.board.at-start=false",
                "rollcall.flow.board.users=UN1, UN2",
                "rollcall.flow.second.type=cohost",
                "rollcall.flow.second.schedule=1d",
                "rollcall.flow.second.at-start=false",
                "rollcall.flow.second.users=UN1, UN3");
    }

    /** The event does not come again, and the next poll is a day away. */
    @Test
    void received_duringAPause_isActedUponWhenItEnds() throws Exception {
        board();
        store.pauses().pause(new Pause(null, Instant.now(), null, null));
        joined("UN1", at(1));
        assertThat(changes(report(1))).containsExactly("promote c1 UN1 paused");

        store.pauses().resumeAll();

        assertThat(changes(report(2))).contains("promote c1 UN1 done");
        assertThat(report(2).trigger())
                .as("a poll that reads every meeting, also one that was read shortly before")
                .isEqualTo(Trigger.EVENT);
        assertThat(sandbox.isCoHost("c1", "UN1")).isTrue();
    }

    @Test
    void schedule_duringAPause_pollsAgainWhenItEnds() throws Exception {
        board();
        pausedPollThenResumed();

        assertThat(report(2).trigger()).isEqualTo(Trigger.EVENT);
    }

    @Test
    void schedule_duringAPause_ofAFlowWithoutEvents_pollsAgainWhenItEnds() throws Exception {
        begin(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN1, UN2",
                "rollcall.flow.board.schedule=1d",
                "rollcall.flow.board.events=false",
                "rollcall.flow.board.at-start=false");
        pausedPollThenResumed();

        assertThat(report(2).trigger()).isEqualTo(Trigger.SCHEDULE);
    }

    private void pausedPollThenResumed() {
        store.pauses().pause(new Pause(null, Instant.now(), null, null));
        camel.getCamelContextExtension().getContextPlugin(FlowScheduler.class).fireNow("board");
        assertThat(report(1).trigger()).isEqualTo(Trigger.SCHEDULE);
        assertThat(changes(report(1))).containsExactly("promote c1 UN1 paused", "promote c1 UN2 paused");

        store.pauses().resumeAll();

        assertThat(changes(report(2))).containsExactly("promote c1 UN1 done", "promote c1 UN2 done");
    }

    @Test
    void received_whenNoListedPersonIsConcerned_makesNoRunAndNoCall() throws Exception {
        board();
        joined("UNLISTED", at(1));
        participant(VendorEvent.Type.PARTICIPANT_JOINED, "UN1", Attendance.State.UNKNOWN, at(1), null);
        participant(VendorEvent.Type.PARTICIPANT_LEFT, "UN1", Attendance.State.LEFT, null, at(2));
        joined("UN2", at(3));

        assertThat(changes(report(1))).containsExactly("promote c1 UN2 done");
        assertThat(reports).hasSize(1);
    }

    @Test
    void received_whenTheListFileNamesThePerson_promotesThem() throws Exception {
        Files.writeString(folder.resolve("users.txt"), "UN2\n");
        begin(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users-file=users.txt",
                "rollcall.flow.board.schedule=1d",
                "rollcall.flow.board.at-start=false");
        joined("UN1", at(1));
        joined("UN2", at(1));
        assertThat(changes(report(1))).containsExactly("promote c1 UN2 done");

        Files.writeString(folder.resolve("users.txt"), "UN2\nUN1\n");
        joined("UN1", at(5));
        assertThat(changes(report(2))).containsExactly("promote c1 UN1 done");
    }

    /** A poll of many meetings takes minutes. */
    @Test
    void received_whileAPollReads_promotesAtOnce_andThePollPromotesNoOneAgain() throws Exception {
        board("rollcall.flow.board.users=UN1, UN3");
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).after(Duration.ofSeconds(3)));
        CompletableFuture<FlowReport> once = CompletableFuture.supplyAsync(
                () -> rollcall.run(flow("board"), Mode.ONCE).orElseThrow());
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) == 2);
        joined("UN1", at(1));

        assertThat(report(1).trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(report(1))).containsExactly("promote c1 UN1 done");
        assertThat(once).isNotDone();
        assertThat(changes(once.get())).containsExactly("promote c2 UN3 done");
        assertThat(audited()).isEqualTo(2);
    }

    @Test
    void schedule_whenItFiresDuringARunOnEvents_pollsBesideIt() throws Exception {
        board();
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).after(Duration.ofSeconds(2)));
        joined("UN1", at(1));
        await().until(() -> promotions() > 0);
        camel.getCamelContextExtension().getContextPlugin(FlowScheduler.class).fireNow("board");

        report(2);
        assertThat(reports).extracting(FlowReport::trigger).containsExactlyInAnyOrder(Trigger.EVENT, Trigger.SCHEDULE);
        assertThat(reports.stream().flatMap(report -> changes(report).stream()))
                .containsExactlyInAnyOrder("promote c1 UN1 done", "promote c1 UN2 done");
    }

    @Test
    void received_whenTheEventComesAgainAfterARestart_promotesNoOneTwice() throws Exception {
        board();
        joined("UN1", at(2));
        report(1);
        restart();
        rollcall.scheduleAll();
        events = camel.getCamelContextExtension().getContextPlugin(EventRuns.class);
        joined("UN1", at(2));

        FlowReport again = report(2);
        assertThat(changes(again)).isEmpty();
        assertThat(unchanged(again)).isEmpty();
        assertThat(again.calls()).isEmpty();
        assertThat(audited()).isEqualTo(1);
    }

    /** That needs a read, which is part of a change. */
    @Test
    void received_whenTheyJoinAgainAndOnlyTheReserveIsLeft_promotesAgain() throws Exception {
        begin(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN1, UN2",
                "rollcall.flow.board.schedule=1d",
                "rollcall.flow.board.at-start=false",
                "rollcall.budget.reserve=100%");
        promotesAgainAfterALeave();
    }

    @Test
    void received_whenTheyLeaveAndJoinAgain_promotesAgain() throws Exception {
        board();
        promotesAgainAfterALeave();
    }

    private void promotesAgainAfterALeave() {
        joined("UN2", at(1));
        report(1);
        sandbox.leave("c1", "UN2");
        sandbox.join("c1", "UN2");
        participant(VendorEvent.Type.PARTICIPANT_LEFT, "UN2", Attendance.State.LEFT, null, Instant.now());
        joined("UN2", Instant.now().plusSeconds(1));

        FlowReport again = report(2);
        assertThat(changes(again)).containsExactly("promote c1 UN2 done");
        assertThat(calls(again)).isEqualTo(calls("ongoing-meetings", "set-co-hosts"));
    }

    @Test
    void received_whenDemotedByHandAndAnotherDeviceJoins_doesNotPromote() throws Exception {
        board();
        joined("UN1", at(2));
        report(1);
        assertThat(unchanged(poll())).contains("c1 UN1 already-co-host");
        sandbox.demote("c1", "UN1");
        joined("UN1", at(9));

        FlowReport again = report(3);
        assertThat(changes(again)).isEmpty();
        assertThat(unchanged(again)).containsExactly("c1 UN1 demoted-by-hand");
        assertThat(calls(again)).isEqualTo(calls("ongoing-meetings"));
        assertThat(sandbox.isCoHost("c1", "UN1")).isFalse();
    }

    @Test
    void received_whenAWatchedUserJoins_readsThatMeetingAndInvitesTheMissing() throws Exception {
        begin(
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN1",
                "rollcall.flow.duty.invitees=UN2:Two, UN3:Three, GONE:Gone",
                "rollcall.flow.duty.schedule=1d",
                "rollcall.flow.duty.at-start=false");
        joined("UN2", at(1));
        participant(VendorEvent.Type.PARTICIPANT_LEFT, "GONE", Attendance.State.LEFT, null, at(1));
        joined("UN1", at(2));

        FlowReport report = report(1);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(report)).containsExactly("invite c1 UN3 done");
        assertThat(unchanged(report)).containsExactly("c1 UN2 in-meeting", "c1 GONE was-in-meeting");
        assertThat(calls(report)).isEqualTo(calls("token", "members", "invite"));
        assertThat(sandbox.invitations("c1", "GONE")).isZero();
    }

    @Test
    void live_whenThereWasAGap_pollsAtOnceAndSaysThatAnEventStartedIt() throws Exception {
        board();
        events.live(application);
        assertThat(changes(report(1))).containsExactly("promote c1 UN1 done", "promote c1 UN2 done");
        events.lost(application);
        sandbox.join("c1", "UN3");
        events.live(application);

        assertThat(report(2).trigger()).isEqualTo(Trigger.EVENT);
        assertThat(unchanged(report(2))).contains("c1 UN1 already-co-host", "c1 UN2 already-co-host");
        assertThat(progressed).as("polls show progress").hasPositiveValue();
        assertThat(calls(report(2))).isEqualTo(calls("ongoing-meetings", "ongoing-meetings"));
    }

    @Test
    void schedule_whenAFlowHasNoSchedule_pollsAtTheStartAndActsOnEvents() throws Exception {
        begin("rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN1, UN3");
        assertThat(report(1).trigger()).isEqualTo(Trigger.SCHEDULE);
        assertThat(changes(report(1))).containsExactly("promote c1 UN1 done", "promote c2 UN3 done");
        sandbox.join("c1", "UN3");
        joined("UN3", at(5));
        assertThat(changes(report(2))).containsExactly("promote c1 UN3 done");
    }

    @Test
    void apply_whenTheFlowTakesEventsNoLonger_runsNothing() throws Exception {
        board();
        configure(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN1, UN2",
                "rollcall.flow.board.schedule=1d",
                "rollcall.flow.board.at-start=false",
                "rollcall.flow.board.events=false",
                "rollcall.flow.other.type=cohost",
                "rollcall.flow.other.users=UN2",
                NO_CONNECTION.get(0),
                NO_CONNECTION.get(1));
        rollcall.apply(config);
        assertThat(changes(report(1)))
                .as("the poll of the new flow at its start")
                .containsExactly("promote c1 UN2 done");
        sandbox.leave("c1", "UN2");
        sandbox.join("c1", "UN2");
        joined("UN1", at(2));
        joined("UN2", Instant.now().plusSeconds(1));

        assertThat(report(2).flow()).isEqualTo("other");
        assertThat(reports).extracting(FlowReport::flow).doesNotContain("board");
    }

    private int audited() {
        AtomicInteger entries = new AtomicInteger();
        store.audit().read(null, entry -> entries.incrementAndGet());
        return entries.get();
    }

    /** Starts Rollcall at a time of day, on the store as it is; events still have to be handed over. */
    private void restartAt(String time) throws Exception {
        stop();
        camel = new DefaultCamelContext();
        install(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
        rollcall.scheduleAll();
        events = camel.getCamelContextExtension().getContextPlugin(EventRuns.class);
    }

    private long promotions() {
        return sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS);
    }

    @Test
    void received_whenTheVendorRefusesAsTheMonthsCallsAreUsedUp_isReportedAndTriedOnceADay() throws Exception {
        board();
        restartAt("2026-11-10T02:00:00Z");
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).then(Preset.QUOTA));
        joined("UN1", at(1));
        FlowReport refused = report(1);
        assertThat(refused.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(refused)).containsExactly("promote c1 UN1 failed");
        assertThat(promotions()).isEqualTo(1);

        joined("UN2", at(2));
        FlowReport notSent = report(2);
        assertThat(changes(notSent)).containsExactly("promote c1 UN2 failed");
        assertThat(notSent.calls()).as("events go on, without writes").isEmpty();
        assertThat(notSent.result().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.fault()).isEqualTo(io.rollcall.vendor.Fault.Kind.QUOTA);
            assertThat(problem.message())
                    .contains("refused since 2026-11-10 10:00 (Asia/Shanghai)", "Rollcall sends one call after");
        });
        assertThat(promotions()).isEqualTo(1);

        restartAt("2026-11-11T02:00:00Z");
        joined("UN1", at(3));
        assertThat(changes(report(3))).containsExactly("promote c1 UN1 failed");
        joined("UN2", at(3));
        assertThat(changes(report(4))).containsExactly("promote c1 UN2 failed");
        assertThat(promotions()).as("one call a day").isEqualTo(2);

        sandbox.clearFaults();
        restartAt("2026-11-12T02:00:00Z");
        joined("UN1", at(4));
        assertThat(changes(report(5))).containsExactly("promote c1 UN1 done");
        joined("UN2", at(4));
        assertThat(changes(report(6))).containsExactly("promote c1 UN2 done");
        assertThat(promotions()).isEqualTo(4);
    }
}
