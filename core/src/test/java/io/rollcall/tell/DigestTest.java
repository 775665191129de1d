package io.rollcall.tell;

import static io.rollcall.tell.Reports.NOON;
import static io.rollcall.tell.Reports.changed;
import static io.rollcall.tell.Reports.channel;
import static io.rollcall.tell.Reports.failed;
import static io.rollcall.tell.Reports.fine;
import static io.rollcall.tell.Reports.permission;
import static io.rollcall.tell.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Moment;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a channel says, and when. */
class DigestTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Instant now = NOON;
    private Duration clockIsOff = Duration.ZERO;
    private Digest digest = new Digest(channel(When.PROBLEMS), SHANGHAI);
    private final Map<String, List<Told>> stored = new TreeMap<>();

    private void use(Channel channel) {
        digest = new Digest(channel, SHANGHAI);
        digest.knows(stored, moment());
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private static Channel hourly(When when) {
        return Reports.every(channel(when), Duration.ofHours(1));
    }

    private Moment moment() {
        return new Moment(now.plus(clockIsOff), now);
    }

    private void run(FlowReport report) {
        digest.add(report, Names.NONE, moment());
    }

    private boolean isDue() {
        return digest.due(moment()).filter(Duration::isZero).isPresent();
    }

    private Message send() {
        assertThat(isDue()).isTrue();
        Message message = digest.take(Pools.NONE, false, moment());
        stored.putAll(digest.delivered(moment()));
        return message;
    }

    private static List<String> lines(Message message) {
        return message.lines().stream().map(Message.Line::text).toList();
    }

    @Test
    void firstFailure_isToldAtOnce_withWhatToDo() {
        run(failed("board", permission("user UN9")));

        Message message = send();

        assertThat(message.title()).isEqualTo("Rollcall: board failed");
        assertThat(message.alarm()).isTrue();
        assertThat(lines(message))
                .containsExactly("user UN9: The application lacks the permission VideoConference.Conference.Read."
                        + " Grant it in the developer console.");
    }

    @Test
    void sameFailure_isToldAgainOnceADayOnly() {
        run(failed("board", permission("user UN9")));
        send();
        for (int minute = 0; minute < 24 * 60 - 1; minute++) {
            after(Duration.ofMinutes(1));
            run(failed("board", permission("user UN" + minute)));
            assertThat(digest.due(moment())).isEmpty();
        }

        after(Duration.ofMinutes(1));
        run(failed("board", permission("user UN9")));

        Message reminder = send();
        assertThat(reminder.title()).isEqualTo("Rollcall: board still has problems");
        assertThat(lines(reminder)).contains("Since 2026-11-20 16:00.");
    }

    @Test
    void failureThatChanges_isToldAtOnce() {
        run(failed("board", permission("user UN9")));
        send();
        after(Duration.ofMinutes(1));

        run(failed("board", server("user UN9")));

        assertThat(lines(send())).contains("user UN9: The server failed. Rollcall tries again.");
    }

    @Test
    void failuresThatAlternate_areToldOnceEach() {
        run(failed("board", permission("user UN9")));
        send();
        after(Duration.ofMinutes(1));
        run(failed("board", server("user UN9")));
        send();

        for (int i = 0; i < 100; i++) {
            after(Duration.ofMinutes(1));
            run(failed("board", i % 2 == 0 ? permission("user UN9") : server("user UN9")));
        }

        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void recovery_isToldOnce_whenTheFlowHasBeenWellForATime() {
        run(failed("board", permission("user UN9")));
        send();
        after(Duration.ofMinutes(30));
        run(fine("board"));
        assertThat(isDue()).isFalse();
        after(Duration.ofMinutes(10));
        run(fine("board"));

        Message message = send();

        assertThat(message.title()).isEqualTo("Rollcall: board works again. It had problems since 2026-11-20 16:00.");
        assertThat(message.alarm()).isFalse();
        after(Duration.ofDays(2));
        run(fine("board"));
        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void flowThatComesAndGoes_isToldOnce() {
        run(failed("board", permission("user UN9")));
        send();
        int messages = 0;
        for (int i = 0; i < 200; i++) {
            after(Duration.ofMinutes(5));
            run(i % 2 == 0 ? fine("board") : failed("board", permission("user UN9")));
            if (isDue()) {
                send();
                messages++;
            }
        }

        assertThat(messages).isZero();
    }

    @Test
    void failureThatIsBack_afterItsEndWasTold_isToldAtOnce() {
        use(hourly(When.PROBLEMS));
        run(failed("board", permission("user UN9")));
        send();
        after(Duration.ofMinutes(1));
        run(fine("board"));
        after(Duration.ofHours(1));
        assertThat(send().title()).contains("works again");
        after(Duration.ofMinutes(1));

        run(failed("board", permission("user UN9")));

        assertThat(send().title()).isEqualTo("Rollcall: board failed");
    }

    @Test
    void problems_whenOnlyThoseAreWanted_leaveChangesOut() {
        run(changed("board", 3));

        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void changes_areMergedIntoOneMessage() {
        use(channel(When.CHANGES));
        run(changed("board", 1));
        assertThat(send().title()).isEqualTo("Rollcall: board: 1 new co-host");

        after(Duration.ofMinutes(1));
        run(changed("board", 2));
        after(Duration.ofMinutes(1));
        run(changed("duty", 40));
        assertThat(isDue()).isFalse();
        after(Duration.ofMinutes(8));

        Message message = send();
        assertThat(message.title()).isEqualTo("Rollcall: board, duty");
        assertThat(lines(message))
                .contains("2 new co-hosts.", "UN2 is co-host in m1", "40 new co-hosts.", "and 10 more changes")
                .hasSize(2 + 3 + 32);
        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void changesOfARoster_areCounts() {
        use(channel(When.CHANGES));
        run(Reports.roster("people", new RosterResult.Changed(5, 2, 0, 0, 0, 0, 1)));

        assertThat(lines(send()))
                .containsExactly("Roster: 5 joined, 2 left, 1 not seen. To see who, run: rollcall diff people");
    }

    @Test
    void reports_tellEveryRun() {
        use(channel(When.REPORTS));
        run(fine("board"));

        assertThat(lines(send())).containsExactly("1 run, complete.");
    }

    @Test
    void manyFlowsThatFailAtOnce_areOneMessage() {
        run(failed("a", permission("user UN9")));
        run(failed("b", permission("user UN9")));

        assertThat(send().title()).isEqualTo("Rollcall: 2 flows have problems: a, b");
    }

    @Test
    void failuresOfSeveralRuns_areAllToldInOneMessage_andNotAgain() {
        use(Reports.quiet(channel(When.PROBLEMS), "16:00-17:00"));
        run(failed("board", permission("user UN9")));
        after(Duration.ofMinutes(1));
        run(failed("board", server("user UN8")));
        after(Duration.ofHours(1));

        assertThat(lines(send()))
                .contains("user UN8: The server failed. Rollcall tries again.")
                .anyMatch(line -> line.startsWith("user UN9: The application lacks the permission"));
        run(failed("board", permission("user UN9")));
        run(failed("board", server("user UN8")));
        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void messageThatWasNotSent_doesNotWaitForEvery() {
        use(hourly(When.CHANGES));
        run(changed("board", 1));
        send();
        after(Duration.ofHours(2));
        run(changed("board", 2));
        digest.take(Pools.NONE, false, moment());
        digest.notSent();

        assertThat(isDue()).isTrue();
    }

    @Test
    void clockThatIsSetBack_delaysNothing() {
        use(channel(When.CHANGES));
        run(changed("board", 1));
        send();
        clockIsOff = Duration.ofHours(-5);
        after(Duration.ofMinutes(1));
        run(changed("board", 1));
        after(Duration.ofMinutes(9));

        assertThat(isDue()).isTrue();
    }

    @Test
    void stopDuringARun_isNoFailure_andNoEnd() {
        FlowReport stopped = failed(
                "board",
                new Problem("user UN9", Fault.Kind.NO_ANSWER, null, null, "Rollcall was stopped before."),
                new Problem("flow", Fault.Kind.NO_ANSWER, "stopped", null, "Rollcall was stopped during the run."));
        run(stopped);
        assertThat(digest.due(moment())).isEmpty();

        run(failed("board", permission("user UN9")));
        send();
        run(stopped);
        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void pausedChanges_endNoFailure() {
        run(failed("board", permission("user UN9")));
        send();
        run(Reports.run("board", RunOutcome.COMPLETE, List.of(), List.of(Reports.change("UN1", Change.Status.PAUSED))));

        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void runOfAnEvent_endsFailuresOfEventsOnly() {
        run(failed("board", permission("user UN9")));
        send();
        run(Reports.ofEvent(fine("board")));
        assertThat(digest.due(moment())).isEmpty();
        run(Reports.ofEvent(failed("board", permission("user UN9"))));
        assertThat(digest.due(moment())).isEmpty();

        run(Reports.ofEvent(failed("duty", permission("user UN9"))));
        send();
        run(failed("duty", permission("user UN9")));
        assertThat(digest.due(moment())).isEmpty();
        run(Reports.ofEvent(fine("duty")));
        after(Duration.ofMinutes(10));

        assertThat(send().title()).startsWith("Rollcall: duty works again.");
    }

    @Test
    void pollThatLeftMeetingsOut_endsAFailure_onceAllAreRead() {
        run(failed("board", permission("user UN9")));
        send();
        FlowReport partial = Reports.leavingOut(fine("board"), new UnreadMeetings(3, Duration.ofMinutes(30)));
        for (int minute = 0; minute < 30; minute++) {
            run(partial);
            after(Duration.ofMinutes(1));
            assertThat(isDue()).isFalse();
        }
        run(failed("board", permission("user UN9")));
        assertThat(digest.due(moment())).isEmpty();

        run(partial);
        after(Duration.ofMinutes(40));

        assertThat(send().title()).contains("board works again");
    }

    @Test
    void recovery_doesNotRideWithOtherNews_beforeItsTime() {
        use(channel(When.CHANGES));
        run(failed("board", permission("user UN9")));
        send();
        after(Duration.ofMinutes(9));
        run(fine("board"));
        after(Duration.ofMinutes(1));
        run(changed("duty", 1));

        assertThat(send().title()).isEqualTo("Rollcall: duty: 1 new co-host");
        after(Duration.ofMinutes(10));
        assertThat(send().title()).contains("board works again");
    }

    @Test
    void whatAnotherProcessTold_isNotToldAgain() {
        run(failed("board", permission("user UN9")));
        send();
        run(fine("board"));
        stored.replaceAll((flow, failures) -> failures.stream()
                .map(old -> new Told(old.failure(), old.since(), old.at(), true))
                .toList());
        digest.knows(stored, moment());
        assertThat(digest.isWaiting()).isFalse();

        use(Reports.quiet(channel(When.PROBLEMS), "16:00-17:00"));
        run(failed("duty", permission("user UN9")));
        assertThat(digest.isWaiting()).isTrue();
        stored.put(
                "duty",
                Stream.of("outcome failed", "user permission Forbidden.AccessDenied")
                        .map(failure -> new Told(failure, now, now, false))
                        .toList());
        digest.knows(stored, moment());

        assertThat(digest.isWaiting()).isFalse();
        run(fine("duty"));
        assertThat(digest.isWaiting()).isTrue();
    }

    @Test
    void nothingIsDueInQuietHours_andOneMessageTellsOfThemAfterwards() {
        use(Reports.quiet(channel(When.PROBLEMS), "22:00-07:00"));
        now = Instant.parse("2026-11-20T15:00:00Z"); // 23:00
        run(failed("board", permission("user UN9")));
        after(Duration.ofMinutes(30));
        run(fine("board"));

        assertThat(digest.due(moment())).contains(Duration.ofMinutes(7 * 60 + 30));
        now = Instant.parse("2026-11-20T23:00:00Z");
        Message message = send();
        assertThat(message.title())
                .isEqualTo("Rollcall: board had problems from 2026-11-20 23:00 to 2026-11-20 23:30 and works again");
        assertThat(message.alarm()).isFalse();
        after(Duration.ofDays(1));
        run(fine("board"));
        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void messageThatWasNotSent_isMergedWithWhatCameLater() {
        use(channel(When.CHANGES));
        run(failed("board", permission("user UN9")));
        digest.take(Pools.NONE, false, moment());
        run(changed("board", 2));
        assertThat(digest.due(moment())).isEmpty();
        digest.notSent();
        after(Duration.ofSeconds(3));

        Message message = send();

        assertThat(lines(message)).contains("UN2 is co-host in m1").anyMatch(line -> line.startsWith("user UN9: "));
        run(failed("board", permission("user UN9")));
        after(Duration.ofMinutes(10));
        run(failed("board", permission("user UN9")));
        assertThat(lines(send())).doesNotContain("UN2 is co-host in m1");
    }

    @Test
    void afterARestart_theSameFailureIsNotToldAgain_andItsEndIs() {
        run(failed("board", permission("user UN9")));
        send();
        use(channel(When.PROBLEMS));
        after(Duration.ofMinutes(1));

        run(failed("board", permission("user UN9")));
        assertThat(digest.due(moment())).isEmpty();

        run(fine("board"));
        after(Duration.ofMinutes(10));
        assertThat(send().title()).contains("works again");
    }

    @Test
    void plan_isIgnored() {
        FlowReport report = failed("board", permission("user UN9"));
        run(new FlowReport(
                report.flow(),
                report.type(),
                io.rollcall.report.Mode.PLAN,
                report.trigger(),
                report.result(),
                report.startedAt(),
                report.duration(),
                report.calls(),
                0));

        assertThat(digest.due(moment())).isEmpty();
    }

    @Test
    void footer_saysWhatIsLeft() {
        run(failed("board", permission("user UN9")));

        Message message =
                digest.take(new Pools(List.of(new Pools.Pool("dingtalk", 4321, 5000, 2988, 3000))), true, moment());

        assertThat(message.footer())
                .containsExactly(
                        "Left this month: 4,321 of 5,000 calls, 2,988 of 3,000 events and messages.",
                        "This is the last message of this month: most-a-month is 0.");
    }
}
