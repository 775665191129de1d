package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.watch.EventObserver;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From what happens in a meeting, over the vendor's gateway and Rollcall's connection, to the change and its report. */
@Tag("slow")
class EventsEndToEndTest extends RollcallTestSupport {
    private static final String BOARD = "rollcall.flow.board.";

    private final List<FlowReport> reports = new CopyOnWriteArrayList<>();
    /** Null for the system's time. */
    private volatile @Nullable Instant vendorTime;

    private void begin(String stream, String... flow) throws Exception {
        play(stream, flow);
        rollcall.scheduleAll();
    }

    private void play(String stream, String... flow) throws Exception {
        Company company = company("{'dingtalk':{'callsPerSecond':0,'stream':" + stream + "},"
                + "'people':[{'userId':'two','unionId':'UN2','name':'Two','mobile':'13800000002','departments':[1]}],"
                + "'meetings':["
                + "{'id':'c1','members':[{'unionId':'HOST','host':true},{'unionId':'UN1'},"
                + "{'unionId':'UN2','status':4},{'unionId':'UN3','status':4}]},"
                + "{'id':'c2','members':[{'unionId':'DUTY'}]},"
                + "{'id':'later','status':'ended','members':[{'unionId':'UN1'}]}]}");
        sandbox = vendorTime == null ? Sandbox.start(company, 0) : Sandbox.start(company, 0, () -> vendorTime);
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        start(flow);
    }

    private static Company company(String text) {
        return Company.parse(text.replace('\'', '"'));
    }

    private FlowReport report(int number) {
        await().atMost(Duration.ofMinutes(1)).until(() -> reports.size() >= number);
        return reports.get(number - 1);
    }

    private void board() throws Exception {
        begin(
                "{'subscriptions':['status','member']}",
                BOARD + "type=cohost",
                BOARD + "users=UN1, UN2",
                BOARD + "schedule=1d",
                BOARD + "at-start=false");
        // the poll when events begin
        assertThat(changes(report(1))).containsExactly("promote c1 UN1 done");
        assertThat(report(1).trigger()).isEqualTo(Trigger.EVENT);
    }

    @Test
    void join_ofAListedPerson_isAPromotionWithoutARead() throws Exception {
        board();
        sandbox.join("c1", "UN3");
        sandbox.join("c1", "UN2");

        FlowReport report = report(2);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(report)).containsExactly("promote c1 UN2 done");
        assertThat(calls(report)).isEqualTo(Map.of("dingtalk.set-co-hosts", 1L));
        assertThat(sandbox.isCoHost("c1", "UN2")).isTrue();
    }

    /** Also where the flow has not been told yet that events come: a second poll may wait and act in place of the event. */
    @Test
    void schedule_whenEventsComeAlready_pollsOnce() throws Exception {
        play(
                "{'subscriptions':['status','member']}",
                BOARD + "type=cohost",
                BOARD + "users=UN1, UN2",
                BOARD + "schedule=1d");
        rollcall.observe(new Unconcerned());
        await().until(() ->
                rollcall.health().streams().standings().get(0).connection().isLive());

        rollcall.scheduleAll();
        assertThat(report(1).trigger()).isEqualTo(Trigger.SCHEDULE);
        sandbox.join("c1", "UN2");

        assertThat(report(2).trigger()).isEqualTo(Trigger.EVENT);
        assertThat(calls(report(2))).isEqualTo(Map.of("dingtalk.set-co-hosts", 1L));
    }

    /** Whose observation keeps the connection open. */
    private static final class Unconcerned implements EventObserver {
        @Override
        public void received(String account, List<ReceivedEvent> events) {}

        @Override
        public void live(String account) {}

        @Override
        public void problem(String account, Problem problem) {}

        @Override
        public void waiting(String account, String holder) {}
    }

    /** {@code bench/Events.java} measures it between processes; here Rollcall, the sandbox and other tests share the processors. */
    @Test
    void joins_fiftyASecond_arePromotionsWithinASecond_withoutARead() throws Exception {
        List<String> people = new ArrayList<>();
        for (int person = 0; person < 5; person++) {
            people.add("{'userId':'u" + person + "','unionId':'U" + person + "','name':'U','departments':[1]}");
        }
        List<String> meetings = new ArrayList<>();
        for (int meeting = 0; meeting < 60; meeting++) {
            meetings.add("{'id':'m" + meeting + "','members':[{'unionId':'HOST','host':true}]}");
        }
        sandbox = Sandbox.start(
                company(
                        "{'dingtalk':{'callsPerSecond':0,'monthlyQuota':0,'stream':{'subscriptions':['status','member']}},"
                                + "'people':[" + String.join(",", people) + "],"
                                + "'meetings':[" + String.join(",", meetings) + "]}"),
                0);
        start(
                "rollcall.dingtalk.monthly-calls=0",
                BOARD + "type=cohost",
                BOARD + "users=U0,U1,U2,U3,U4",
                BOARD + "schedule=1d",
                BOARD + "at-start=false");
        rollcall.scheduleAll();
        // the poll when events begin reads each person's meetings once
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) == 5);

        Map<String, Long> joined = new HashMap<>();
        long begin = System.nanoTime();
        for (int join = 0; join < 300; join++) {
            long due = begin + join * 20_000_000L;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            joined.put("m" + join / 5 + " U" + join % 5, System.nanoTime());
            sandbox.join("m" + join / 5, "U" + join % 5);
        }
        await().until(() -> promotedAt().size() == 300);

        List<Long> waits = new ArrayList<>();
        promotedAt().forEach((who, at) -> {
            // the first second warms the program up
            if (joined.get(who) - begin > 1_000_000_000L) {
                waits.add((at - joined.get(who)) / 1_000_000);
            }
        });
        waits.sort(null);
        assertThat(waits.get(waits.size() * 95 / 100))
                .as("milliseconds: %s", waits)
                .isLessThan(1_000);
        assertThat(sandbox.coHostRequests().stream()
                        .mapToInt(one -> one.unionIds().size())
                        .sum())
                .isEqualTo(300);
        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS))
                .as("no read")
                .isEqualTo(5);
        assertThat(sandbox.calls(VendorApi.DINGTALK_MEMBERS)).as("no read").isZero();
    }

    private Map<String, Long> promotedAt() {
        Map<String, Long> promoted = new HashMap<>();
        sandbox.coHostRequests().forEach(request -> request.unionIds()
                .forEach(user -> promoted.put(request.meeting() + " " + user, request.arrivedNanos())));
        return promoted;
    }

    @Test
    void join_afterALeave_isAPromotionAfterOneRead() throws Exception {
        board();
        sandbox.leave("c1", "UN1");
        sandbox.join("c1", "UN1");

        FlowReport report = report(2);
        assertThat(changes(report)).containsExactly("promote c1 UN1 done");
        assertThat(calls(report)).isEqualTo(Map.of("dingtalk.ongoing-meetings", 1L, "dingtalk.set-co-hosts", 1L));
    }

    /** A person whose network fails for a moment; the vendor's times have a unit. */
    @Test
    void join_inTheMomentOfTheLeave_isAPromotion() throws Exception {
        Instant start = Instant.now();
        vendorTime = start;
        board();
        vendorTime = start.plusSeconds(1);
        sandbox.leave("c1", "UN1");
        sandbox.join("c1", "UN1");

        assertThat(changes(report(2))).containsExactly("promote c1 UN1 done");
    }

    @Test
    void gap_whenItEnds_isFollowedByAPoll() throws Exception {
        board();
        sandbox.stream().cut();

        FlowReport report = report(2);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(unchanged(report)).contains("c1 UN1 already-co-host");
        assertThat(calls(report)).isEqualTo(Map.of("dingtalk.ongoing-meetings", 2L));
        assertThat(sandbox.stream().opens()).isEqualTo(2);
    }

    @Test
    void permission_toReadMeetings_whenItIsMissing_isNamed_andPeopleWhoJoinArePromotedAllTheSame() throws Exception {
        board();
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        sandbox.stream().cut();
        assertThat(report(2).result().problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.message())
                .contains("VideoConference.Conference.Read"));
        sandbox.join("c1", "UN2");

        FlowReport report = report(3);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(report)).containsExactly("promote c1 UN2 done");
        assertThat(report.result().problems()).isEmpty();
    }

    @Test
    void permission_toChangeMeetings_whenItIsMissing_isNamed() throws Exception {
        board();
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).then(Preset.PERMISSION));
        sandbox.join("c1", "UN2");

        FlowReport report = report(2);
        assertThat(changes(report)).containsExactly("promote c1 UN2 failed");
        assertThat(report.result().problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("VideoConference.Conference.Write"));
    }

    @Test
    void quota_whenTheVendorRefusesOtherCalls_leavesEventsAndTheirConnection() throws Exception {
        board();
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).then(Preset.QUOTA));
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.QUOTA));
        sandbox.join("c1", "UN2");
        assertThat(changes(report(2))).containsExactly("promote c1 UN2 failed");

        sandbox.stream().cut();
        FlowReport poll = report(3);
        assertThat(poll.calls()).as("after the gap").isEmpty();
        assertThat(problems(poll)).containsExactly("flow board: quota");
        sandbox.leave("c1", "UN2");
        sandbox.join("c1", "UN2");

        FlowReport report = report(4);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(report)).containsExactly("promote c1 UN2 failed");
        assertThat(report.calls()).isEmpty();
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(2);
        assertThat(sandbox.stream().opens()).isEqualTo(2);
    }

    @Test
    void connection_whenItIsReplacedWithoutAGap_needsNoPoll() throws Exception {
        board();
        sandbox.stream().disconnect();
        await().until(() -> sandbox.stream().opens() == 2);
        sandbox.join("c1", "UN2");

        assertThat(changes(report(2))).containsExactly("promote c1 UN2 done");
    }

    @Test
    void start_whenOnlyTheStatusOfMeetingsIsPushed_isFollowedByReadsOfTheMembers() throws Exception {
        begin(
                "{'subscriptions':['status']}",
                BOARD + "type=cohost",
                BOARD + "users=UN1",
                BOARD + "schedule=1d",
                BOARD + "at-start=false");
        report(1);
        sandbox.startMeeting("later");

        FlowReport report = report(2);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(report)).containsExactly("promote later UN1 done");
        assertThat(calls(report)).isEqualTo(Map.of("dingtalk.members", 1L, "dingtalk.set-co-hosts", 1L));
    }

    @Test
    void join_ofAWatchedUser_isFollowedByARead() throws Exception {
        begin(
                "{'subscriptions':['status','member']}",
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN2",
                "rollcall.flow.duty.invitees=UN1:One, DUTY:Duty",
                "rollcall.flow.duty.schedule=1d",
                "rollcall.flow.duty.at-start=false");
        assertThat(changes(report(1))).isEmpty();
        sandbox.join("c1", "UN2");

        FlowReport report = report(2);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(report)).containsExactly("invite c1 DUTY done");
        assertThat(calls(report)).isEqualTo(Map.of("dingtalk.members", 1L, "dingtalk.invite", 1L));
        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(1);
    }

    @Test
    void join_ofAPersonWhoWasLookedUpByThePoll_isAPromotionWithoutAnotherLookUp() throws Exception {
        begin(
                "{'subscriptions':['status','member']}",
                BOARD + "type=cohost",
                BOARD + "users=UN1, userid:two, userid:unknown",
                BOARD + "schedule=1d",
                BOARD + "at-start=false");
        assertThat(changes(report(1))).containsExactly("promote c1 UN1 done");
        assertThat(problems(report(1))).containsExactly("rollcall.flow.board.users, entry 3: not-found");
        sandbox.join("c1", "UN3");
        sandbox.join("c1", "UN2");

        FlowReport report = report(2);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(changes(report)).containsExactly("promote c1 UN2 done");
        assertThat(problems(report)).isEmpty();
        assertThat(calls(report)).isEqualTo(Map.of("dingtalk.set-co-hosts", 1L));
    }

    @Test
    void join_ofAWatchedUserWhoWasLookedUp_isFollowedByARead_andThatOfOthersIsNot() throws Exception {
        begin(
                "{'subscriptions':['status','member']}",
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=mobile:13800000002",
                "rollcall.flow.duty.invitees=UN1:One, DUTY:Duty",
                "rollcall.flow.duty.schedule=1d",
                "rollcall.flow.duty.at-start=false");
        assertThat(changes(report(1))).isEmpty();
        sandbox.join("c1", "UN3");
        sandbox.join("c1", "UN2");

        FlowReport report = report(2);
        assertThat(changes(report)).containsExactly("invite c1 DUTY done");
        assertThat(calls(report)).isEqualTo(Map.of("dingtalk.members", 1L, "dingtalk.invite", 1L));
    }
}
