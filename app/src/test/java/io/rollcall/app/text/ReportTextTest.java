package io.rollcall.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.report.Unchanged;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReportTextTest {

    @Test
    void write_ofATrackedRoster_countsItsChanges_andComparesItWithTheCompany() {
        RosterResult.Lookups lookups = new RosterResult.Lookups(0, 0, 0, 0, 0, 0);
        RosterResult tracked = new RosterResult(
                400,
                19_980,
                lookups,
                "company.ndjson",
                new RosterResult.Changed(1, 0, 0, 1_234, 0, 0, 2),
                20_000L,
                List.of("Leave records could not be read."));
        assertThat(roster(tracked))
                .contains("\n19,980 of the company's 20,000 people in 400 departments\n")
                .contains(
                        """
                        Changed: 1 joined, 1,234 moved, 2 unseen (rollcall diff company shows them)
                        Written to company.ndjson
                        Note: Leave records could not be read.
                        """);
        assertThat(roster(new RosterResult(
                        4,
                        7,
                        lookups,
                        "company.ndjson",
                        new RosterResult.Changed(0, 0, 0, 0, 0, 0, 0),
                        null,
                        List.of())))
                .contains("\n7 people in 4 departments\n", "\nChanged: nothing\n");
    }

    private static String roster(RosterResult roster) {
        return ReportText.write(
                Reports.roster(
                        new RunResult(RunOutcome.COMPLETE, List.of(), List.of(), List.of(), roster),
                        Duration.ofSeconds(2)),
                ZoneOffset.UTC);
    }

    @Test
    void write_withNamesFromATrackedRoster_showsThemBesideTheIds() {
        ReportContext names = new ReportContext(Map.of(new UserId("UN2"), "赵云", new UserId("UN4"), "Mary\u202E"), null);

        assertThat(ReportText.write(Reports.cohost(Mode.ONCE, Reports.example()), ZoneOffset.UTC, names))
                .contains("promoted UN2 赵云 (on the list)", "skipped UN4 Mary?: in no running meeting", "skipped UN3: ");
    }

    @Test
    void write_ofAQuarantinedRoster_namesTheDepartmentsThatWouldLoseMost() {
        RunResult result = new RunResult(
                RunOutcome.QUARANTINED,
                List.of(),
                List.of(),
                List.of(),
                new RosterResult(4, 17_655, new RosterResult.Lookups(0, 0, 0, 0, 0, 0), null));
        Quarantine quarantine = new Quarantine(
                Instant.parse("2026-11-20T03:12:00Z"),
                2345,
                20_000,
                List.of(new Loss(new DepartmentId(2), "销售部", 2000), new Loss(new DepartmentId(7), null, 345)),
                null);

        assertThat(ReportText.write(
                        Reports.roster(result, Duration.ofSeconds(2)),
                        ZoneOffset.UTC,
                        new ReportContext(Map.of(), quarantine)))
                .startsWith("company: quarantined\n")
                .contains(
                        """

                        Quarantined: the new roster would lose 2,345 of 20,000 people; the old one was kept
                          销售部 (2)                    2,000
                          7                            345
                        If this is right, let the next run through: rollcall accept company

                        """);
    }

    @Test
    void write_ofAnEmptyRoster_doesNotAdviseToAcceptIt() {
        RunResult result = new RunResult(
                RunOutcome.QUARANTINED,
                List.of(),
                List.of(),
                List.of(),
                new RosterResult(4, 0, new RosterResult.Lookups(0, 0, 0, 0, 0, 0), null));
        Quarantine quarantine = new Quarantine(Instant.parse("2026-11-20T03:12:00Z"), 17, 17, List.of(), null);

        assertThat(ReportText.write(
                        Reports.roster(result, Duration.ofSeconds(2)),
                        ZoneOffset.UTC,
                        new ReportContext(Map.of(), quarantine)))
                .contains("the old one was kept\nAn empty roster is never let through.\n")
                .doesNotContain("rollcall accept");
    }

    @Test
    void write_whenSomethingIsMissing_saysWhatAndWhatToDo() {
        assertThat(ReportText.write(Reports.cohost(Mode.ONCE, Reports.example()), ZoneOffset.UTC))
                .isEqualTo(
                        """
                        board: incomplete - 1 promoted, 2 people skipped, 1 problem
                        cohost flow, run once, 2026-11-20 08:00:00 UTC, took 412 ms

                        Problems
                          ! user UN9: bad-request (code param.error, request 7A1-3)
                            The vendor does not know this user. Check the unionId in rollcall.flow.board.users.

                        Meeting c1
                          + promoted UN2 (on the list)
                          = skipped UN3: already co-host

                        No meeting
                          = skipped UN4: in no running meeting

                        6 vendor calls, 5 metered: dingtalk.token 1, dingtalk.ongoing-meetings 4, dingtalk.set-co-hosts 1
                        """);
    }

    @Test
    void write_whenScheduled_saysWhatStartedTheRun() {
        RunResult done =
                Reports.meetings(RunOutcome.COMPLETE, List.of(Reports.promote("UN2", Change.Status.DONE)), List.of());
        RunResult dry = Reports.meetings(
                RunOutcome.COMPLETE, List.of(Reports.promote("UN2", Change.Status.PLANNED)), List.of());

        assertThat(ReportText.write(Reports.cohost(Mode.RUN, Trigger.SCHEDULE, done), ZoneOffset.UTC))
                .contains("cohost flow, run on schedule, 2026");
        assertThat(ReportText.write(Reports.cohost(Mode.RUN, Trigger.EVENT, done), ZoneOffset.UTC))
                .contains("cohost flow, run on an event, 2026");
        assertThat(ReportText.write(Reports.cohost(Mode.RUN, Trigger.EVENT, dry), ZoneOffset.UTC))
                .contains("cohost flow, dry run on an event: nothing was changed, 2026");
    }

    @Test
    void write_whenPlan_saysWould() {
        RunResult plan = Reports.meetings(
                RunOutcome.COMPLETE,
                List.of(Reports.promote("UN2", Change.Status.PLANNED), Reports.call("+86138", Change.Status.PLANNED)),
                List.of());

        assertThat(ReportText.write(Reports.cohost(Mode.PLAN, plan), ZoneOffset.UTC))
                .startsWith(
                        """
                        board: complete - 1 would be promoted, 1 would be invited
                        cohost flow, plan only: nothing was changed, 2026-11-20 08:00:00 UTC, took 412 ms

                        Meeting c1
                          > would promote UN2 (on the list)
                          > would invite +86138 (not in the meeting)
                        """);
    }

    @Test
    void write_whenDryRun_saysThatNothingWasChanged() {
        RunResult dry = Reports.meetings(
                RunOutcome.COMPLETE, List.of(Reports.promote("UN2", Change.Status.PLANNED)), List.of());

        assertThat(ReportText.write(Reports.cohost(Mode.RUN, dry), ZoneOffset.UTC))
                .contains("dry run on schedule: nothing was changed");
    }

    @Test
    void write_whenChangesFailedOrAreUnknown_saysWhatFollows() {
        RunResult mixed = Reports.meetings(
                RunOutcome.INCOMPLETE,
                List.of(
                        Reports.promote("UN2", Change.Status.FAILED),
                        Reports.promote("UN3", Change.Status.UNKNOWN),
                        Reports.call("+86138", Change.Status.UNKNOWN)),
                List.of());

        assertThat(ReportText.write(Reports.cohost(Mode.ONCE, mixed), ZoneOffset.UTC))
                .contains(
                        """
                        board: incomplete - 1 not promoted, 1 outcome unknown (promote), 1 outcome unknown (invite)
                        """)
                .contains(
                        """
                        Meeting c1
                          ! not promoted UN2 (on the list); see Problems
                          ? outcome unknown: promote UN3 (on the list); the next run reads the meeting before it repeats the change
                          ? outcome unknown: invite +86138 (not in the meeting); Rollcall does not call again, so call by hand if it matters
                        """);
    }

    @Test
    void write_whenChangesArePaused_saysWhatWouldHaveBeenDone() {
        RunResult result = Reports.meetings(
                RunOutcome.COMPLETE,
                List.of(Reports.promote("UN2", Change.Status.PAUSED), Reports.call("+86138", Change.Status.PAUSED)),
                List.of());

        assertThat(ReportText.write(Reports.cohost(Mode.RUN, result), ZoneOffset.UTC))
                .contains(
                        "board: complete - 1 paused (promote), 1 paused (invite)",
                        "  - paused: promote UN2 (on the list); made after the pause if it is still right",
                        "  - paused: invite +86138 (not in the meeting); made after the pause if it is still right");
    }

    @Test
    void write_whenManyAreSkipped_shortensTheListsThatNeedNoAction() {
        List<Unchanged> many = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            many.add(Reports.alone(null, "U" + i, Unchanged.Reason.IN_NO_MEETING));
            many.add(Reports.alone("c2", "U" + i, Unchanged.Reason.GIVEN_UP));
        }

        assertThat(ReportText.write(
                        Reports.cohost(Mode.ONCE, Reports.meetings(RunOutcome.COMPLETE, List.of(), many)),
                        ZoneOffset.UTC))
                .startsWith("board: complete - 40 people skipped\n")
                .contains("= skipped U10, U11, U12, U13, U14, U15, U16, U17 and 12 more: in no running meeting\n")
                .contains("U28, U29: three promotions had no effect; promote by hand\n");
    }

    @Test
    void write_whenRoster_saysTotalsAndWhereTheFileLies() {
        RunResult roster = new RunResult(
                RunOutcome.COMPLETE,
                List.of(),
                List.of(),
                List.of(),
                new RosterResult(400, 20000, new RosterResult.Lookups(19000, 500, 300, 0, 200, 0), "roster.ndjson"));

        assertThat(ReportText.write(Reports.roster(roster, Duration.ofMillis(1900)), ZoneOffset.UTC))
                .isEqualTo(
                        """
                        company: complete
                        roster flow, run once, 2026-11-20 08:00:00 UTC, took 1.9 s

                        20000 people in 400 departments
                          found                  19000
                          unchanged                500
                          not found                300
                          no permission              0
                          not attributed           200
                          unknown status             0
                        Written to roster.ndjson

                        953 vendor calls, 0 metered: dingtalk.token 1, dingtalk.department-users 450, dingtalk.sub-departments 400, dingtalk.zz-new 1, huawei.token 1, huawei.user-details 100
                        """);
    }

    @Test
    void write_whenNoCallWasMade_saysSo() {
        FlowReport report = Reports.cohost(Mode.ONCE, Reports.meetings(RunOutcome.COMPLETE, List.of(), List.of()));
        FlowReport quiet = new FlowReport(
                report.flow(),
                report.type(),
                report.mode(),
                report.trigger(),
                report.result(),
                report.startedAt(),
                Duration.ofSeconds(200),
                Map.of(),
                0);

        assertThat(ReportText.write(quiet, ZoneOffset.UTC))
                .isEqualTo(
                        """
                        board: complete
                        cohost flow, run once, 2026-11-20 08:00:00 UTC, took 3 min 20 s

                        No vendor calls
                        """);
    }

    @Property
    void write_whenVendorsTextIsAnything_neverActsOnTheTerminal(@ForAll String text) {
        RunResult result = new RunResult(
                RunOutcome.FAILED,
                List.of(new Problem("user \u001b[2J\r\n\u202e" + text, Fault.Kind.SERVER, null, null, text)),
                List.of(Reports.promote("U\u009b31m\n" + text, Change.Status.DONE)),
                List.of(),
                null);
        String written = ReportText.write(Reports.cohost(Mode.ONCE, result), ZoneOffset.UTC);

        assertThat(written.chars().filter(one -> one != '\n' && Character.isISOControl(one)))
                .isEmpty();
        assertThat(written).doesNotContain("\u202e").hasLineCount(11);
    }

    @Test
    void write_whenMeetingsWereNotRead_saysHowLongALateJoinerWaits() {
        RunResult result = new RunResult(
                RunOutcome.COMPLETE,
                List.of(),
                List.of(),
                List.of(),
                null,
                new UnreadMeetings(3, Duration.ofMinutes(30)));

        assertThat(ReportText.write(Reports.cohost(Mode.RUN, result), ZoneOffset.UTC))
                .contains(
                        "3 running meetings were read shortly before, and not now. A person who joins one late waits for the"
                                + " first poll after 30 min at the latest.");
    }

    @Test
    void write_whenOneCauseConcernsMany_tellsItOnce() {
        List<Problem> problems = new ArrayList<>();
        for (int user = 0; user < 200; user++) {
            problems.add(new Problem("user u" + user, Fault.Kind.TOKEN, "c1", "r1", "Check the secret."));
        }
        RunResult result = new RunResult(RunOutcome.FAILED, problems, List.of(), List.of(), null);

        assertThat(ReportText.write(Reports.cohost(Mode.ONCE, result), ZoneOffset.UTC))
                .contains(
                        """
                        Problems
                          ! user u0, user u1, user u2, user u3, user u4, user u5, user u6, user u7 and 192 more (--output json shows all): token (code c1, request r1)
                            Check the secret.
                        """);
    }
}
