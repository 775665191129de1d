package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Faults;
import io.rollcall.meeting.MemberReads;
import io.rollcall.meeting.World;
import io.rollcall.model.MeetingId;
import io.rollcall.report.Change;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.state.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls of the whole organization that do not read every meeting each time. */
class SpacedReadsTest {
    private final World world = new World().in("c1", "U").in("c2", "V");
    private final CoHostFlow flow = new CoHostFlow(world, "U", "V", "W").organization();

    @BeforeEach
    void begin() {
        flow.reads = new MemberReads();
        // both meetings have run for an hour and are read every half hour
        for (int minute = 0; minute <= 60; minute += 5) {
            pollAt(minute);
        }
        world.calls.clear();
    }

    private RunResult pollAt(int minute) {
        flow.now = Instant.EPOCH.plus(Duration.ofMinutes(minute));
        return flow.conduct();
    }

    private List<String> calls() {
        return world.calls.stream().map(call -> call.replaceAll(":.*", "")).toList();
    }

    @Test
    void poll_betweenReads_readsNoPeople_andSaysSo() {
        RunResult result = pollAt(65);

        assertThat(calls()).containsExactly("org-meetings");
        assertThat(result.outcome().word()).isEqualTo("complete");
        assertThat(result.unread()).isEqualTo(new UnreadMeetings(2, Duration.ofMinutes(30)));
        assertThat(result.unchanged()).as("uncertain, not absent").isEmpty();
    }

    @Test
    void poll_whenAMeetingAppears_readsThatOne() {
        world.in("c3", "W");

        RunResult result = pollAt(65);

        assertThat(calls()).containsExactly("org-meetings", "org-meetings", "members", "set-co-hosts");
        assertThat(result.changes()).singleElement().satisfies(change -> assertThat(change.meeting())
                .isEqualTo(new MeetingId("c3")));
        assertThat(result.unread()).isEqualTo(new UnreadMeetings(2, Duration.ofMinutes(30)));
    }

    @Test
    void lateJoiner_isPromotedInTheFirstPollAfterTheDistance() {
        world.in("c1", "W");
        assertThat(pollAt(89).changes()).isEmpty();

        assertThat(pollAt(90).changes()).hasSize(1);
        assertThat(pollAt(90).unread()).isEqualTo(new UnreadMeetings(2, Duration.ofMinutes(30)));
    }

    @Test
    void memoryOfPromotions_whileAMeetingIsNotRead_isKept() {
        pollAt(65);
        world.demote("c1", "U");

        assertThat(pollAt(90).unchanged())
                .extracting(one -> one.user() + " " + one.reason().word())
                .as("demoted by hand in the meantime, and not promoted again")
                .contains("U demoted-by-hand");
    }

    @Test
    void meetingWhoseReadFailed_isReadInTheNextPoll() {
        world.refuse("members", Faults::server);
        assertThat(pollAt(90).problems()).hasSize(2);
        world.heal();
        world.calls.clear();

        pollAt(91);

        assertThat(calls()).containsExactly("org-meetings", "members", "members");
    }

    @Test
    void promotionThatFailed_isTriedInTheNextPoll() {
        world.in("c1", "W");
        world.refuse("set-co-hosts", Faults::server);
        assertThat(pollAt(90).changes()).isNotEmpty().noneMatch(change -> change.status() == Change.Status.DONE);
        world.heal();
        world.calls.clear();

        assertThat(pollAt(91).changes())
                .singleElement()
                .extracting(Change::status)
                .isEqualTo(Change.Status.DONE);
        assertThat(calls()).as("only this meeting").containsExactly("org-meetings", "members", "set-co-hosts");
        assertThat(pollAt(92).unread()).isEqualTo(new UnreadMeetings(2, Duration.ofMinutes(30)));
    }

    @Test
    void promotionThatWasPaused_isMadeInTheNextPoll() {
        world.in("c1", "W");
        flow.store.pauses().pause(new Pause(null, Instant.EPOCH, null, null));
        assertThat(pollAt(90).changes()).extracting(Change::status).containsExactly(Change.Status.PAUSED);
        flow.store.pauses().resumeAll();

        assertThat(pollAt(91).changes()).extracting(Change::status).containsExactly(Change.Status.DONE);
    }

    @Test
    void promotionsBeyondTheMost_areReportedInTheNextPollToo() {
        world.in("c1", "W").in("c2", "W");
        flow.maxChanges = 1;
        assertThat(pollAt(90).outcome()).isEqualTo(RunOutcome.FAILED);

        assertThat(pollAt(91).outcome()).isEqualTo(RunOutcome.FAILED);
    }

    @Test
    void runWithoutMemory_readsEveryMeeting() {
        flow.reads = null;

        assertThat(pollAt(65).unread()).isNull();
        assertThat(calls()).containsExactly("org-meetings", "members", "members");
    }
}
