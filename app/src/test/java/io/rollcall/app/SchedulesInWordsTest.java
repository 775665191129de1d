package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program says of schedules and times. */
@Tag("slow")
class SchedulesInWordsTest {
    private static final String WORKING_HOURS = "0 0/20 8-18 ? * 2-6";
    private static final String WAITING =
            "a co-host waits 20 min at worst, 10 on average (within 08:00-18:40 on MON-FRI;";
    private static final String NEXT_RUNS = "(Mon|Tue|Wed|Thu|Fri) \\d{4}-\\d\\d-\\d\\d \\d\\d:[024]0";

    @TempDir
    Path root;

    private static Rehearsal scheduled(Path root, String schedule, String... more) throws IOException {
        Rehearsal rehearsal = Rehearsal.below(root);
        rehearsal.write(
                "rollcall.properties",
                rehearsal.vendors()
                        + "rollcall.flow.board.type=cohost\n"
                        + "rollcall.flow.board.users=UN-lisi,UN-john\n"
                        + "rollcall.flow.board.schedule=" + schedule + "\n"
                        + String.join("\n", more));
        return rehearsal;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void plan_saysHowLongPeopleWait_andTheNextThreeRunsWithTheirDays() throws Exception {
        try (Rehearsal rehearsal = scheduled(root, WORKING_HOURS, "rollcall.timezone=Asia/Shanghai")) {
            Ended ended = rehearsal.inThisJvm("plan", "board");
            assertThat(ended.out()).contains("waiting time of board: " + WAITING);
            assertThat(ended.out())
                    .containsPattern(
                            "next runs of board: " + NEXT_RUNS + ", " + NEXT_RUNS + ", " + NEXT_RUNS
                                    + " \\(Asia/Shanghai\\)\\. Quartz counts days from 1 = SUN, so 2-6 is MON-FRI; prefer names");
        }
    }

    @Test
    void check_saysTheSame() throws Exception {
        try (Rehearsal rehearsal = scheduled(root, WORKING_HOURS, "rollcall.timezone=Asia/Shanghai")) {
            Ended ended = rehearsal.inThisJvm("check");

            assertThat(oneLine(ended.out())).contains(WAITING);
            assertThat(oneLine(ended.out())).containsPattern(NEXT_RUNS + ", " + NEXT_RUNS + ", " + NEXT_RUNS);
        }
    }

    @Test
    void run_logsTheSame_inTheTimeZone_andStartsACronFlowAtItsNextTimeOnly() throws Exception {
        try (Rehearsal rehearsal = scheduled(
                        root,
                        "0 0 0 1 1 ? 2098",
                        "rollcall.timezone=Pacific/Kiritimati",
                        "rollcall.flow.other.type=cohost",
                        "rollcall.flow.other.users=UN-mary",
                        "rollcall.flow.other.schedule=20m");
                Running running = rehearsal.program.start("run")) {
            // the flow with a period runs at once, and so would the other
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> running.out()
                    .contains("other: complete"));

            assertThat(running.err())
                    .contains("waiting time of other: a co-host waits 20 min at worst, 10 on average")
                    .contains("next runs of board: Wed 2098-01-01 00:00 (Pacific/Kiritimati)");
            assertThat(running.err().lines().filter(line -> line.contains("running board")))
                    .allMatch(line -> line.contains("+14:00"));
            assertThat(running.out()).doesNotContain("board: ").contains(" +14:00, took");
        }
    }

    @Test
    void planAndCheck_ofPlannedPolls_sayTheNextOnes_theForecast_andTheWaitingTimes() throws Exception {
        String polls = "polls (once an hour|\\d+ times an hour|once a minute)( \\(at :.*\\))?, MON-SUN 00:00-24:00";
        String forecast = "forecast of dingtalk for the month: [\\d,]+ calls of 5,000, \\d+ used so far, 1,000 kept for"
                + " changes";
        String waiting = "a co-host waits \\d+ min at worst, .* on average";
        String next = "\\w{3} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d";
        String times = next + ", " + next + ", " + next + " \\(Asia/Shanghai\\)";
        try (Rehearsal rehearsal = scheduled(
                root, "auto", "rollcall.timezone=Asia/Shanghai", "rollcall.budget.hours=MON-SUN 00:00-24:00")) {
            Ended plan = rehearsal.inThisJvm("plan", "board");
            assertThat(plan.out())
                    .containsPattern("schedule of board: auto, " + polls + "; " + forecast)
                    .containsPattern("waiting time of board: " + waiting)
                    .containsPattern("next runs of board: " + times);

            assertThat(oneLine(rehearsal.inThisJvm("check").out()))
                    .containsPattern(polls + "; " + forecast)
                    .containsPattern(waiting)
                    .containsPattern(times);
        }
    }

    @Test
    void plan_ofPlannedPollsWithEvents_saysBoth() throws Exception {
        try (Rehearsal rehearsal = scheduled(
                root,
                "auto",
                "rollcall.dingtalk.stream=true",
                "rollcall.dingtalk.monthly-calls=100000",
                "rollcall.budget.hours=MON-SUN 00:00-24:00")) {
            Ended plan = rehearsal.inThisJvm("plan", "board");

            assertThat(plan.out())
                    .contains("polls 2 times an hour (at :05, :35), MON-SUN 00:00-24:00 while events come, and ")
                    .containsPattern("[\\d,]+ calls with events and [\\d,]+ without, of 100,000; \\d+ used so far")
                    .contains(
                            "a co-host waits about 1 s while participants' events come, or up to 20 s, 1 min or 3 min after the start of a"
                                    + " meeting where only starts are pushed; if an event was lost, 30 min at worst")
                    .contains("Without events: ");
        }
    }

    @Test
    void plan_ofPollsThatTheBudgetDoesNotAllow_isAWarning() throws Exception {
        try (Rehearsal rehearsal =
                scheduled(root, "auto", "rollcall.dingtalk.monthly-calls=100", "rollcall.budget.reserve=100%")) {
            Ended plan = rehearsal.inThisJvm("plan", "board");

            assertThat(plan.out())
                    .contains(
                            "WARNING: schedule of board: auto, but the calls that are left this month are not enough for"
                                    + " regular polls (100 a month, 0 used so far, 100 kept for changes).")
                    .contains("raise rollcall.dingtalk.monthly-calls");
        }
    }

    @Test
    void check_ofPlannedPolls_ofARoster_isRefused() throws Exception {
        try (Rehearsal rehearsal = scheduled(
                root,
                "5m",
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=people.csv",
                "rollcall.flow.people.schedule=auto")) {
            assertThat(rehearsal.inThisJvm("check").err())
                    .contains("auto is for flows that watch meetings (cohost, invite)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/20 8-18 * * 1-5 | has five fields, as in a crontab. Quartz cron has six, with the seconds first. Write 0 0/20"
                        + " 8-18 ? * MON-FRI",
                "@daily | is @daily, a nickname of crontab. Quartz has no nicknames. Write 0 0 0 * * ?",
                "rate(5 minutes) | is a rate of another scheduler. Write the period alone: 5m",
                "0 0 0 1 1 ? 2020 | has no future fire time. Use a cron expression that matches a date after today.",
                "0 0 25 * * ? | must be a period such as 30s or a Quartz cron expression: "
            })
    void check_ofAWrongSchedule_saysWhatToWrite(String schedule, String advice) throws Exception {
        try (Rehearsal rehearsal = scheduled(root, schedule)) {
            Ended ended = rehearsal.inThisJvm("check");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("rollcall.flow.board.schedule").contains(advice);
        }
    }

    @Test
    void check_ofAMistypedTimeZone_namesTheNearest() throws Exception {
        try (Rehearsal rehearsal = scheduled(root, "5m", "rollcall.timezone=Asia/Shangai")) {
            Ended ended = rehearsal.inThisJvm("check");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("; did you mean Asia/Shanghai?");
        }
    }
}
