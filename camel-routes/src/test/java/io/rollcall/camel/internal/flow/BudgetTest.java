package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.watch.BudgetWatch;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.apache.camel.impl.DefaultCamelContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BudgetTest extends RollcallTestSupport {
    private static final String TYPE = "rollcall.flow.board.type=cohost";
    private static final String ONE = "rollcall.flow.board.users=UN-emma";

    private final Logger log = (Logger) LoggerFactory.getLogger(BudgetWatch.class);
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
        start(TYPE, "rollcall.flow.board.users=UN-emma,UN-lisi,UN-john,UN-mary", "rollcall.dingtalk.monthly-calls=3");

        FlowReport first = once("board");

        assertThat(problems(first)).isNotEmpty().allMatch(problem -> problem.endsWith(": quota"));
        assertThat(first.meteredCalls()).isEqualTo(3);
        assertThat(metered()).isEqualTo(3);

        restart();
        FlowReport second = once("board");

        assertThat(outcome(second)).isEqualTo("failed");
        assertThat(problems(second)).hasSize(4).allMatch(problem -> problem.endsWith(": quota"));
        assertThat(second.calls()).isEmpty();
        assertThat(metered()).isEqualTo(3);
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
        assertThat(new BudgetWatch(config.applications().values(), store, java.time.Clock.systemUTC()).standings())
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
