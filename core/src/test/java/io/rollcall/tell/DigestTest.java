package io.rollcall.tell;

import static io.rollcall.tell.Reports.NOON;
import static io.rollcall.tell.Reports.changed;
import static io.rollcall.tell.Reports.channel;
import static io.rollcall.tell.Reports.failed;
import static io.rollcall.tell.Reports.fine;
import static io.rollcall.tell.Reports.permission;
import static io.rollcall.tell.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.FlowReport;
import io.rollcall.report.RosterResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a channel says, and when. */
class DigestTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Instant now = NOON;
    private Digest digest = new Digest(channel(When.PROBLEMS), SHANGHAI, Map.of());
    private final Map<String, List<Told>> stored = new TreeMap<>();

    private void use(Channel channel) {
        digest = new Digest(channel, SHANGHAI, stored);
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private void run(FlowReport report) {
        digest.add(report, Names.NONE, now);
    }

    private boolean isDue() {
        return digest.due().filter(due -> !due.isAfter(now)).isPresent();
    }

    private Message send() {
        assertThat(isDue()).isTrue();
        Message message = digest.take(Pools.NONE, false, now);
        stored.putAll(digest.delivered(now));
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
            assertThat(digest.due()).isEmpty();
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

        assertThat(digest.due()).isEmpty();
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
        assertThat(digest.due()).isEmpty();
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
    void failureThatIsBack_waitsForItsTurn() {
        run(failed("board", permission("user UN9")));
        send();
        after(Duration.ofMinutes(1));
        run(fine("board"));
        after(Duration.ofMinutes(10));
        send();
        after(Duration.ofMinutes(1));

        run(failed("board", permission("user UN9")));

        assertThat(isDue()).isFalse();
        after(Duration.ofMinutes(9));
        assertThat(send().title()).isEqualTo("Rollcall: board failed");
    }

    @Test
    void problems_whenOnlyThoseAreWanted_leaveChangesOut() {
        run(changed("board", 3));

        assertThat(digest.due()).isEmpty();
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
        assertThat(digest.due()).isEmpty();
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
        run(failed("c", permission("user UN9")));
        assertThat(isDue()).isFalse();
        after(Duration.ofSeconds(3));
        assertThat(isDue()).isTrue();
    }

    @Test
    void nothingIsDueInQuietHours_andOneMessageTellsOfThemAfterwards() {
        use(Reports.quiet(channel(When.PROBLEMS), "22:00-07:00"));
        now = Instant.parse("2026-11-20T15:00:00Z"); // 23:00
        run(failed("board", permission("user UN9")));
        after(Duration.ofMinutes(30));
        run(fine("board"));

        assertThat(digest.due()).contains(Instant.parse("2026-11-20T23:00:00Z"));
        now = Instant.parse("2026-11-20T23:00:00Z");
        Message message = send();
        assertThat(message.title())
                .isEqualTo("Rollcall: board had problems from 2026-11-20 23:00 to 2026-11-20 23:30 and works again");
        assertThat(message.alarm()).isFalse();
        after(Duration.ofDays(1));
        run(fine("board"));
        assertThat(digest.due()).isEmpty();
    }

    @Test
    void messageThatWasNotSent_isMergedWithWhatCameLater() {
        use(channel(When.CHANGES));
        run(failed("board", permission("user UN9")));
        digest.take(Pools.NONE, false, now);
        run(changed("board", 2));
        assertThat(digest.due()).isEmpty();
        digest.notSent(now);
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
        assertThat(digest.due()).isEmpty();

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

        assertThat(digest.due()).isEmpty();
    }

    @Test
    void footer_saysWhatIsLeft() {
        run(failed("board", permission("user UN9")));

        Message message =
                digest.take(new Pools(List.of(new Pools.Pool("dingtalk", 4321, 5000, 2988, 3000))), true, now);

        assertThat(message.footer())
                .containsExactly(
                        "Left this month: 4,321 of 5,000 calls, 2,988 of 3,000 events and messages.",
                        "This is the last message of this month: most-a-month is 0.");
    }
}
