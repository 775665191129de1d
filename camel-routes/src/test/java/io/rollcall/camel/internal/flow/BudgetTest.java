package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Tag("slow")
class BudgetTest extends RollcallTestSupport {
    private static final String TYPE = "rollcall.flow.board.type=cohost";
    private static final String ONE = "rollcall.flow.board.users=UN-emma";

    private final Logger log = (Logger) LoggerFactory.getLogger(BudgetMonitor.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(logged);
    }

    private List<String> warnings() {
        return logged.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void budget_whenUsedUp_stopsMeteredCallsOfEveryRunEvenAfterARestart() throws Exception {
        play(Company.builtIn());
        start(TYPE, "rollcall.flow.board.users=UN-emma,UN-lisi,UN-duty", "rollcall.dingtalk.monthly-calls=3");

        FlowReport first = once("board");

        assertThat(problems(first)).isNotEmpty().allMatch(problem -> problem.endsWith(": quota"));
        assertThat(changes(first)).isNotEmpty().allMatch(change -> change.endsWith(" failed"));
        assertThat(first.meteredCalls()).isEqualTo(3);
        assertThat(metered()).isEqualTo(3);

        restart();
        FlowReport second = once("board");

        assertThat(outcome(second)).isEqualTo("failed");
        assertThat(problems(second)).containsExactly("flow board: quota");
        assertThat(second.calls()).isEmpty();
        assertThat(metered()).isEqualTo(3);
    }

    private static String users(int count) {
        return IntStream.range(0, count).mapToObj(i -> "UN" + i).collect(Collectors.joining(","));
    }

    private void assertNothingSent(FlowReport report, String... words) {
        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(report.calls()).isEmpty();
        assertThat(sandbox.calls()).isEmpty();
        assertThat(problems(report)).containsExactly("flow board: quota");
        assertThat(message(report)).contains(words);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void run_whenItNeedsMoreThanIsLeft_sendsNothingAndSaysBothNumbers(Mode mode) throws Exception {
        play(Company.builtIn());
        start(TYPE, "rollcall.flow.board.users=" + users(300), "rollcall.dingtalk.monthly-calls=250");

        assertNothingSent(run("board", mode), "300", "250", "rollcall.dingtalk.monthly-calls");
    }

    @Test
    void run_whenItNeedsTheReserve_sendsNothingAndNamesIt() throws Exception {
        play(Company.builtIn());
        start(TYPE, "rollcall.flow.board.users=" + users(240), "rollcall.dingtalk.monthly-calls=250");

        assertNothingSent(once("board"), "240", "250", "50 of them", "lower rollcall.budget.reserve");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void run_whenItNeedsMoreThanMaxCalls_sendsNothingAndSaysBothNumbers(Mode mode) throws Exception {
        play(Company.builtIn());
        start(TYPE, "rollcall.flow.board.users=" + users(501));

        assertNothingSent(run("board", mode), "501", "500", "rollcall.flow.board.max-calls");
    }

    @Test
    void run_ofAnInvitation_needsACallForEachWatchedUser() throws Exception {
        play(Company.builtIn());
        start(
                "rollcall.flow.board.type=invite",
                "rollcall.flow.board.meetings-of=" + users(3),
                "rollcall.flow.board.phones=+8613800138000:Duty",
                "rollcall.flow.board.max-calls=2");

        assertNothingSent(once("board"), "3", "2", "rollcall.flow.board.max-calls");
    }

    @Test
    void run_ofWhoseListNobodyIsLeft_needsNothing() throws Exception {
        play(Company.builtIn());
        Files.writeString(folder.resolve("users.txt"), "# nobody\n");
        start(TYPE, "rollcall.flow.board.users-file=users.txt", "rollcall.budget.reserve=100%");

        assertThat(problems(once("board"))).noneMatch(problem -> problem.endsWith(": quota"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "5000", "9223372036854775807"})
    void reserve_whenItIsEverything_leavesNothingToPolls(String reserve) throws Exception {
        play(Company.builtIn());
        start(TYPE, ONE, "rollcall.budget.reserve=" + reserve);

        assertNothingSent(once("board"), "5,000", "rollcall.budget.reserve");
    }

    @Test
    void run_whenItsCallsAreNotMetered_hasNeitherMaxCallsNorAReserve() throws Exception {
        play(Company.builtIn());
        start(
                TYPE,
                "rollcall.flow.board.users=UN-emma,UN-lisi,UN-duty",
                "rollcall.dingtalk.monthly-calls=0",
                "rollcall.budget.reserve=100%",
                "rollcall.flow.board.max-calls=1");

        assertThat(outcome(once("board"))).isEqualTo("complete");
    }

    @Test
    void run_whenItReachesMaxCallsOnItsWay_stopsThere() throws Exception {
        play(Company.builtIn());
        start(TYPE, ONE, "rollcall.flow.board.max-calls=1");

        FlowReport report = once("board");

        assertThat(report.meteredCalls()).isEqualTo(1);
        assertThat(changes(report)).isNotEmpty().allMatch(change -> change.endsWith(" failed"));
        assertThat(problems(report)).isNotEmpty().allMatch(problem -> problem.endsWith(": quota"));
        assertThat(report.result().problems().get(0).message()).contains("rollcall.flow.board.max-calls");
    }

    @Test
    void run_whenMoreMeetingsRunThanMaxCallsAllow_readsAsManyAsItMay() throws Exception {
        play("{'meetings':[{'id':'c1','members':[{'unionId':'UN1'}]},{'id':'c2','members':[{'unionId':'UN1'}]},"
                + "{'id':'c3','members':[{'unionId':'UN1'}]}]}");
        start(
                TYPE,
                "rollcall.flow.board.users=UN9",
                "rollcall.flow.board.look=organization",
                "rollcall.flow.board.max-calls=3");

        FlowReport report = once("board");

        assertThat(report.meteredCalls()).isEqualTo(3);
        assertThat(problems(report))
                .singleElement()
                .asString()
                .startsWith("meeting c")
                .endsWith(": quota");
        assertThat(outcome(report)).isEqualTo("incomplete");
    }

    @Test
    void monthlyCalls_whenLoweredBelowWhatIsUsed_stopPollsAtOnce() throws Exception {
        play(Company.builtIn());
        start(TYPE, "rollcall.flow.board.users=UN-duty");
        once("board");
        once("board");

        configure(TYPE, "rollcall.flow.board.users=UN-duty", "rollcall.dingtalk.monthly-calls=1");
        restart();

        FlowReport report = once("board");
        assertThat(report.calls()).isEmpty();
        assertThat(message(report)).contains("0 are left");
    }

    @Test
    void budget_whenUsedUp_stillLetsTheDirectoryBeRead() throws Exception {
        play(Company.builtIn());
        start(
                TYPE,
                ONE,
                "rollcall.dingtalk.monthly-calls=1",
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=people.ndjson");
        once("board");
        assertThat(problems(once("board"))).anyMatch(problem -> problem.endsWith(": quota"));

        FlowReport roster = once("people");

        assertThat(problems(roster)).noneMatch(problem -> problem.endsWith(": quota"));
        assertThat(roster.meteredCalls()).isZero();
        assertThat(sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS)).isPositive();
    }

    @Test
    void budget_whenFourFifthsAreUsed_warnsOnceAMonth() throws Exception {
        play("{'meetings':[{'id':'c1','members':[{'unionId':'UN1'}]}]}");
        start(TYPE, "rollcall.flow.board.users=UN2", "rollcall.dingtalk.monthly-calls=10");

        for (int run = 1; run <= 7; run++) {
            once("board");
        }
        assertThat(warnings()).isEmpty();

        once("board");
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("8 of the 10 metered dingtalk calls of ")
                .contains("rollcall.dingtalk.monthly-calls");

        once("board");
        once("board");
        once("board");
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void refusedForItsRate_whenRepeated_isCountedOnce() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).at("1").then(Preset.QPS));
        start(TYPE, "rollcall.flow.board.users=UN-duty", "rollcall.dingtalk.monthly-calls=10");

        FlowReport report = once("board");

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(calls(report)).containsEntry("dingtalk.ongoing-meetings", 2L);
        assertThat(report.meteredCalls()).isEqualTo(1);
        assertThat(new BudgetMonitor(config.applications().values(), store, java.time.Clock.systemUTC()).standings())
                .singleElement()
                .satisfies(standing -> assertThat(standing.used()).isEqualTo(1));
    }

    /** Starts Rollcall anew on the same store, at another time of day. */
    private void restartAt(String time) throws Exception {
        stop();
        camel = new DefaultCamelContext();
        install(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }

    private void startAt(String time, String... properties) throws Exception {
        configure(properties);
        camel = context;
        install(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }

    private static String message(FlowReport report) {
        assertThat(report.result().problems()).hasSize(1);
        return report.result().problems().get(0).message();
    }

    private long used(YearMonth month) {
        return store.budget().used(config.applications().get("dingtalk").id(), month);
    }

    @Test
    void quota_whenTheVendorRefuses_isTriedOnceADay_andSaidForWhatItIsAfterARestart() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.QUOTA));
        startAt("2026-11-10T02:00:00Z", TYPE, "rollcall.flow.board.users=UN-emma");

        assertThat(problems(once("board"))).hasSize(1).allMatch(problem -> problem.endsWith(": quota"));
        assertThat(problems(once("board"))).hasSize(1).allMatch(problem -> problem.endsWith(": quota"));
        assertThat(sandbox.calls()).containsEntry("dingtalk.ongoing-meetings", 1L);

        restartAt("2026-11-11T01:00:00Z");
        assertThat(message(once("board")))
                .contains("refused since 2026-11-10 10:00 (Asia/Shanghai)", "organization's calls")
                .doesNotContain("share");
        assertThat(sandbox.calls()).containsEntry("dingtalk.ongoing-meetings", 1L);

        restartAt("2026-11-11T02:00:00Z");
        once("board");
        once("board");
        assertThat(sandbox.calls()).containsEntry("dingtalk.ongoing-meetings", 2L);
        assertThat(used(YearMonth.of(2026, 11))).isEqualTo(2);
    }

    @Test
    void quota_whenMoreCallsWereBought_isNoticedByTheDailyCall() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.QUOTA));
        startAt("2026-11-10T02:00:00Z", TYPE, "rollcall.flow.board.users=UN-duty");
        once("board");
        sandbox.clearFaults();

        restartAt("2026-11-11T02:00:00Z");

        assertThat(outcome(once("board"))).isEqualTo("complete");
        assertThat(outcome(once("board"))).isEqualTo("complete");
    }

    @Test
    void quota_whenMoreOfTheShareIsConfigured_staysRefused() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.QUOTA));
        startAt("2026-11-10T02:00:00Z", TYPE, ONE);
        once("board");

        configure(TYPE, ONE, "rollcall.dingtalk.monthly-calls=200000");
        restartAt("2026-11-10T03:00:00Z");

        assertThat(message(once("board"))).contains("refused since");
        assertThat(sandbox.calls()).containsEntry("dingtalk.ongoing-meetings", 1L);
    }

    @Test
    void quota_whenRefusedInTheLastSecondsOfAMonth_costsTheNextMonthNothing() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.QUOTA));
        startAt("2026-11-30T15:59:58Z", TYPE, "rollcall.flow.board.users=UN-duty");
        once("board");
        sandbox.clearFaults();

        restartAt("2026-11-30T16:00:03Z");

        assertThat(outcome(once("board"))).isEqualTo("complete");
        assertThat(used(YearMonth.of(2026, 12))).isEqualTo(1);
    }

    @Test
    void quota_whenRefusedEarlyInAMonth_isAShortPause() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.QUOTA));
        startAt("2026-11-30T16:00:03Z", TYPE, "rollcall.flow.board.users=UN-duty");
        once("board");
        sandbox.clearFaults();

        restartAt("2026-11-30T16:16:00Z");

        assertThat(outcome(once("board"))).isEqualTo("complete");
    }

    @Test
    void reserve_whenOnlyItIsLeft_stopsPollsAndServesChanges() throws Exception {
        play(Company.builtIn());
        start(
                TYPE,
                ONE,
                "rollcall.dingtalk.monthly-calls=10",
                "rollcall.budget.reserve=9",
                "rollcall.flow.other.type=cohost",
                "rollcall.flow.other.users=UN-emma");

        FlowReport changing = once("board");
        FlowReport polling = once("other");

        assertThat(changes(changing)).isNotEmpty().allMatch(change -> change.endsWith(" done"));
        assertThat(changing.meteredCalls()).isGreaterThan(1);
        assertThat(polling.calls()).isEmpty();
        assertThat(message(polling)).contains("rollcall.budget.reserve");
    }

    @Test
    void reserve_whenAChangeMustBeVerified_isUsedForThat() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).then(Preset.RESET_AFTER));
        start(TYPE, ONE, "rollcall.dingtalk.monthly-calls=10", "rollcall.budget.reserve=9");

        assertThat(changes(once("board"))).isNotEmpty().allMatch(change -> change.endsWith(" done"));
    }

    private long metered() {
        Map<String, Long> calls = sandbox.calls();
        return calls.getOrDefault("dingtalk.ongoing-meetings", 0L) + calls.getOrDefault("dingtalk.set-co-hosts", 0L);
    }
}
