package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.HandDrivenTime;
import io.rollcall.camel.Participants;
import io.rollcall.cohost.CoHostConfig;
import io.rollcall.event.VendorEvent;
import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.DirectoryEvents;
import io.rollcall.hint.Hints;
import io.rollcall.hint.JoinRule.Reaction;
import io.rollcall.hint.MeetingEvents;
import io.rollcall.hint.ReadAllowance;
import io.rollcall.hint.ReadSpacing;
import io.rollcall.model.Attendance;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A flow whose clock, timer and threads are driven by hand. */
class EventFlowTest {
    private static final FlowConfig BOARD = new CoHostConfig(
            new FlowConfig.Common("board", null, true, null),
            "dingtalk",
            List.of(new UserId("U")),
            null,
            CoHostConfig.Look.USERS,
            false,
            false,
            false,
            100,
            false);

    private final HandDrivenTime time = new HandDrivenTime();
    private final List<String> runs = new ArrayList<>();
    private EventFlow.Result result = ended();
    private RuntimeException broken;
    private Runnable during = () -> {};
    private final EventFlow flow = new EventFlow(
            BOARD,
            new MeetingEvents(row -> Reaction.ACT, ReadSpacing.USUAL, ReadAllowance.UNLIMITED),
            this::run,
            time,
            time,
            time);

    private EventFlow.Result run(FlowConfig config, Trigger trigger, Hints hints) {
        List<String> people = new ArrayList<>();
        hints.rows().forEach((meeting, rows) -> rows.forEach(row -> people.add(meeting + " " + row.user())));
        hints.reads().forEach(meeting -> people.add("read " + meeting));
        hints.directory().people().forEach(person -> people.add("person " + person));
        runs.add(trigger.word() + " " + people);
        during.run();
        if (broken != null) {
            throw broken;
        }
        return result;
    }

    private static EventFlow.Result ended() {
        return ended(RunOutcome.COMPLETE);
    }

    private static EventFlow.Result ended(RunOutcome outcome, Change... changes) {
        return new EventFlow.Result(
                false,
                Optional.of(new FlowReport(
                        "board",
                        "cohost",
                        Mode.RUN,
                        Trigger.EVENT,
                        new RunResult(
                                outcome,
                                outcome == RunOutcome.COMPLETE
                                        ? List.of()
                                        : List.of(new Problem("meeting c1", Fault.Kind.SERVER, null, null, "down")),
                                List.of(changes),
                                List.of(),
                                null),
                        Instant.EPOCH,
                        Duration.ZERO,
                        Map.of(),
                        0)));
    }

    private static VendorEvent joined(String meeting, String user) {
        return new VendorEvent.OfParticipant(
                VendorEvent.Type.PARTICIPANT_JOINED, null, Participants.active(new MeetingId(meeting), user));
    }

    @Test
    void received_whenPeopleJoin_runsOnceAfterAQuarterOfASecondOnAnotherThread() {
        flow.received(joined("c1", "U"));
        flow.received(joined("c1", "V"));
        time.passWithoutWorkers(Duration.ofMillis(250));
        assertThat(runs).isEmpty();
        time.runAll();

        assertThat(runs).containsExactly("event [c1 U, c1 V]");
        assertThat(time.scheduled()).as("nothing waits").isZero();
    }

    @Test
    void received_whenARunTakesLong_collectsForTheNextOne() {
        during = () -> {
            during = () -> {};
            flow.received(joined("c1", "V"));
            time.passWithoutWorkers(Duration.ofSeconds(5));
            flow.received(joined("c2", "W"));
            assertThat(runs).hasSize(1);
        };
        flow.received(joined("c1", "U"));
        time.pass(Duration.ofSeconds(10));

        assertThat(runs).containsExactly("event [c1 U]", "event [c1 V]", "event [c2 W]");
    }

    @Test
    void received_whenThereIsNoThread_runsOnceThereIsOne() {
        OutOfMemoryError none = new OutOfMemoryError("unable to create native thread");
        List<Error> failures = new ArrayList<>(List.of(none));
        EventFlow starved = new EventFlow(
                BOARD,
                new MeetingEvents(row -> Reaction.ACT, ReadSpacing.USUAL, ReadAllowance.UNLIMITED),
                this::run,
                time,
                time,
                task -> {
                    if (!failures.isEmpty()) {
                        throw failures.remove(0);
                    }
                    time.execute(task);
                });
        starved.received(joined("c1", "U"));
        time.pass(Duration.ofMinutes(1));

        assertThat(failures).isEmpty();
        assertThat(runs).containsExactly("event [c1 U]");
    }

    @Test
    void received_whileAPollTakesLong_runsBesideIt() {
        during = () -> {
            during = () -> {};
            flow.received(joined("c1", "U"));
            flow.poll(Trigger.EVENT);
            time.pass(Duration.ofSeconds(5));
            assertThat(runs).as("one poll at a time").containsExactly("schedule []", "event [c1 U]");
        };
        flow.poll(Trigger.SCHEDULE);
        time.pass(Duration.ofSeconds(10));

        assertThat(runs).containsExactly("schedule []", "event [c1 U]", "event []");
    }

    @Test
    void run_whenTheFlowIsRunning_triesAgainWithTheSameHints() {
        result = EventFlow.Result.REFUSED;
        flow.received(joined("c1", "U"));
        time.pass(Duration.ofMillis(250));
        time.pass(Duration.ofMillis(250));
        result = ended();
        time.pass(Duration.ofMinutes(1));

        assertThat(runs).containsExactly("event [c1 U]", "event [c1 U]", "event [c1 U]");
    }

    @Test
    void run_whenAnotherProcessRunsTheFlow_dropsTheHints() {
        result = EventFlow.Result.NOTHING;
        flow.received(joined("c1", "U"));
        time.pass(Duration.ofMinutes(1));

        assertThat(runs).containsExactly("event [c1 U]");
    }

    @Test
    void run_whenItThrows_runsTheNextOne() {
        broken = new IllegalStateException("a listener is broken");
        flow.received(joined("c1", "U"));
        time.pass(Duration.ofSeconds(1));
        broken = null;
        flow.received(joined("c1", "V"));
        time.pass(Duration.ofSeconds(1));

        assertThat(runs).containsExactly("event [c1 U]", "event [c1 V]");
        time.pass(Duration.ofHours(1));
        assertThat(runs).as("what broke is tried again").hasSize(3).last().isEqualTo("event [c1 U]");
    }

    @Test
    void live_whenThereWasAGap_pollsAtOnceAndSharesThePollOfFurtherGaps() {
        flow.live();
        time.pass(Duration.ofSeconds(1));
        assertThat(runs).containsExactly("event []");
        flow.lost();
        time.pass(Duration.ofMinutes(1));
        flow.live();
        time.pass(Duration.ofSeconds(1));
        assertThat(runs).hasSize(2);
        flow.lost();
        flow.live();
        time.pass(Duration.ofMinutes(9));
        assertThat(runs).hasSize(2);
        time.pass(Duration.ofMinutes(2));
        assertThat(runs).hasSize(3);
    }

    @Test
    void live_whenTheFlowIsRunning_pollsWhenItIsNot() {
        result = EventFlow.Result.REFUSED;
        flow.live();
        time.pass(Duration.ofMillis(100));
        result = ended();
        time.pass(Duration.ofMinutes(1));

        assertThat(runs).containsExactly("event []", "event []");
    }

    @Test
    void live_whenThePollFails_pollsAgainAfterAMinuteThreeTimesAtMost() {
        result = ended(RunOutcome.FAILED);
        flow.live();
        time.pass(Duration.ofSeconds(59));
        assertThat(runs).hasSize(1);
        time.pass(Duration.ofSeconds(1));
        assertThat(runs).containsExactly("event []", "event []");
        time.pass(Duration.ofHours(1));

        assertThat(runs).hasSize(4);
        assertThat(time.scheduled()).as("nothing waits").isZero();
    }

    @Test
    void live_whenAPollFailsOnce_pollsOnceMore_andTheNextGapHasThreeTriesToo() {
        result = ended(RunOutcome.INCOMPLETE);
        flow.live();
        time.runAll();
        time.pass(Duration.ofSeconds(1));
        result = ended();
        time.pass(Duration.ofHours(1));
        assertThat(runs).hasSize(2);

        result = ended(RunOutcome.FAILED);
        flow.lost();
        flow.live();
        time.pass(Duration.ofHours(1));
        assertThat(runs).hasSize(6);
    }

    @Test
    void poll_thatBreaks_isMadeAgain() {
        broken = new IllegalStateException("a listener is broken");
        flow.poll(Trigger.SCHEDULE);
        time.pass(Duration.ofSeconds(1));
        broken = null;
        time.pass(Duration.ofHours(1));

        assertThat(runs).containsExactly("schedule []", "event []");
    }

    private static Change promote(String user, Change.Status status) {
        return new Change(
                Change.Action.PROMOTE, new MeetingId("c1"), new UserId(user), null, Change.Reason.LISTED, status);
    }

    @Test
    void run_whosePromotionFailed_isRepeatedAfterAMinuteFiveMinutesAndAQuarterOfAnHour() {
        result = ended(RunOutcome.INCOMPLETE, promote("U", Change.Status.DONE), promote("V", Change.Status.FAILED));
        flow.received(joined("c1", "U"));
        flow.received(joined("c1", "V"));
        time.pass(Duration.ofSeconds(1));
        assertThat(runs).containsExactly("event [c1 U, c1 V]");

        time.pass(Duration.ofMinutes(1));
        assertThat(runs).hasSize(2).last().isEqualTo("event [c1 V]");
        time.pass(Duration.ofMinutes(5));
        assertThat(runs).hasSize(3);
        time.pass(Duration.ofMinutes(14));
        assertThat(runs).hasSize(3);
        time.pass(Duration.ofMinutes(1));
        assertThat(runs).hasSize(4);
        time.pass(Duration.ofDays(1));
        assertThat(runs).hasSize(4);
        assertThat(time.scheduled()).as("nothing waits").isZero();
    }

    @Test
    void run_whosePromotionFailed_isNotRepeatedForAPersonWhoLeft() {
        result = ended(RunOutcome.FAILED, promote("U", Change.Status.FAILED));
        flow.received(joined("c1", "U"));
        time.pass(Duration.ofSeconds(1));
        flow.received(new VendorEvent.OfParticipant(
                VendorEvent.Type.PARTICIPANT_LEFT,
                null,
                Participants.row(new MeetingId("c1"), "U", Attendance.State.LEFT, null, null)));
        time.pass(Duration.ofDays(1));

        assertThat(runs).containsExactly("event [c1 U]");
    }

    @Test
    void run_whosePromotionSucceedsAtTheSecondTry_isNotRepeatedAnyMore() {
        result = ended(RunOutcome.FAILED, promote("U", Change.Status.FAILED));
        flow.received(joined("c1", "U"));
        time.pass(Duration.ofSeconds(1));
        result = ended(RunOutcome.COMPLETE, promote("U", Change.Status.DONE));
        time.pass(Duration.ofDays(1));

        assertThat(runs).containsExactly("event [c1 U]", "event [c1 U]");
    }

    @Test
    void run_whosePromotionIsUnknown_isNotRepeated() {
        result = ended(RunOutcome.INCOMPLETE, promote("U", Change.Status.UNKNOWN));
        flow.received(joined("c1", "U"));
        time.pass(Duration.ofDays(1));

        assertThat(runs).containsExactly("event [c1 U]");
    }

    @Test
    void begun_whenEventsComeAlready_pollsUnlessTheFlowPollsAnyway() {
        flow.begun(true);
        time.pass(Duration.ofSeconds(1));
        assertThat(runs).isEmpty();
        flow.live();
        time.pass(Duration.ofSeconds(1));
        assertThat(runs).isEmpty();

        flow.begun(false);
        time.pass(Duration.ofSeconds(1));
        assertThat(runs).containsExactly("event []");
    }

    @Test
    void poll_whenEventsBeginMeanwhile_pollsOnce() {
        flow.poll(Trigger.SCHEDULE);
        flow.live();
        time.pass(Duration.ofSeconds(1));

        assertThat(runs).containsExactly("schedule []");
    }

    @Test
    void end_whenSomethingWaits_runsNothing() {
        flow.received(joined("c1", "U"));
        flow.end();
        time.pass(Duration.ofMinutes(1));

        assertThat(runs).isEmpty();
    }

    // ---- the directory

    private EventFlow directory() {
        return new EventFlow(BOARD, new DirectoryEvents(), this::run, time, time, time);
    }

    private static VendorEvent changed(String person) {
        return new VendorEvent.OfPerson(VendorEvent.Type.PERSON_CHANGED, null, person);
    }

    @Test
    void directory_runsOnceEventsAreQuiet_andNotAfterAGap() {
        EventFlow people = directory();
        people.begun(false);
        people.live();
        people.lost();
        people.live();
        time.pass(Duration.ofHours(1));
        assertThat(runs).isEmpty();

        people.received(changed("a"));
        time.pass(Duration.ofSeconds(1));
        people.received(changed("b"));
        time.pass(Duration.ofMillis(1999));
        assertThat(runs).isEmpty();
        time.pass(Duration.ofMillis(1));

        assertThat(runs).containsExactly("event [person a, person b]");
    }

    @Test
    void directory_whileAWalkRuns_triesAgainEveryTwoSeconds() {
        EventFlow people = directory();
        result = EventFlow.Result.REFUSED;
        people.received(changed("a"));
        time.pass(Duration.ofSeconds(2));
        time.pass(Duration.ofSeconds(2));
        result = ended();
        time.pass(Duration.ofMinutes(5));

        assertThat(runs).containsExactly("event [person a]", "event [person a]", "event [person a]");
    }

    @Test
    void directory_ofMoreEventsThanAreKept_walksOnce() {
        EventFlow people = directory();
        for (int i = 0; i < 20_001; i++) {
            people.received(changed("p" + i));
        }
        time.pass(Duration.ofMinutes(1));

        assertThat(runs).containsExactly("event []");
    }
}
