package io.rollcall.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.history.AttendedSession;
import io.rollcall.history.Known;
import io.rollcall.history.MeetingRecord;
import io.rollcall.history.Role;
import io.rollcall.history.RolePeriod;
import io.rollcall.history.RoleSource;
import io.rollcall.history.Session;
import io.rollcall.model.MeetingId;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.state.HistoryRepository.HistoryQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** From polls and events of the sandbox to the attendance history in the store. */
class HistoryEndToEndTest extends RollcallTestSupport {
    private static final String BOARD = "rollcall.flow.board.";
    private static final HistoryQuery ALL = new HistoryQuery(null, null, null, null);

    private void begin(String... properties) throws Exception {
        play("{'dingtalk':{'callsPerSecond':0,'stream':{'subscriptions':['status','member']}},'meetings':["
                + "{'id':'c1','title':'Board','members':[{'unionId':'HOST','host':true},{'unionId':'UN1'},"
                + "{'nick':'Guest','outerOrgMember':true}]},"
                + "{'id':'later','status':'ended','members':[{'unionId':'UN2'}]}]}");
        start(properties);
    }

    private MeetingRecord record(String meeting) {
        List<MeetingRecord> records = records(meeting);
        assertThat(records).isNotEmpty();
        return records.get(0);
    }

    private List<MeetingRecord> records(String meeting) {
        return store.history().records(new HistoryQuery(null, null, new MeetingId(meeting), null), null, 9);
    }

    private static Session of(MeetingRecord record, String user) {
        List<Session> sessions = record.sessions().stream()
                .filter(one -> one.user() != null && one.user().value().equals(user))
                .toList();
        return sessions.get(sessions.size() - 1);
    }

    @Test
    void polls_keepWhoWasThere_withBoundsWhereTheyLeft_andCostNoFurtherCall() throws Exception {
        begin("rollcall.history=true", BOARD + "type=cohost", BOARD + "users=UN1", BOARD + "look=organization");
        Map<String, Long> calls = calls(run("board", Mode.ONCE));
        assertThat(calls)
                .isEqualTo(Map.of(
                        "dingtalk.token",
                        1L,
                        "dingtalk.org-meetings",
                        1L,
                        "dingtalk.members",
                        1L,
                        "dingtalk.set-co-hosts",
                        1L));
        sandbox.leave("c1", "UN1");
        run("board", Mode.ONCE);
        sandbox.endMeeting("c1");
        run("board", Mode.ONCE);

        await().untilAsserted(() -> {
            MeetingRecord kept = record("c1");
            assertThat(kept.sessions()).hasSize(3);
            assertThat(kept.instance().start().known()).isEqualTo(Known.SEEN);
            assertThat(kept.instance().end()).isNotNull();
            assertThat(of(kept, "UN1").to()).isNotNull();
            assertThat(of(kept, "HOST").to()).isNotNull();
            assertThat(of(kept, "HOST").to().known()).isEqualTo(Known.BOUNDED);
            assertThat(kept.roles())
                    .anySatisfy(role -> {
                        assertThat(role.role()).isEqualTo(Role.CO_HOST);
                        assertThat(role.by()).isEqualTo(RoleSource.ROLLCALL);
                        assertThat(role.user().value()).isEqualTo("UN1");
                        assertThat(role.to()).isNotNull();
                    })
                    .extracting(RolePeriod::role)
                    .contains(Role.HOST);
        });
    }

    @Test
    void events_tellTheTimesOfJoiningAndLeaving_andRejoiningIsASecondSession() throws Exception {
        begin(
                "rollcall.history=true",
                "rollcall.dingtalk.stream=true",
                BOARD + "type=cohost",
                BOARD + "users=UN1,UN2",
                BOARD + "schedule=1d",
                BOARD + "at-start=false");
        rollcall.scheduleAll();
        await().atMost(Duration.ofSeconds(20)).until(() -> sandbox.isCoHost("c1", "UN1"));
        sandbox.leave("c1", "UN1");
        sandbox.join("c1", "UN1");
        sandbox.startMeeting("later");
        sandbox.join("later", "UN2");
        sandbox.endMeeting("later");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            MeetingRecord kept = record("c1");
            List<Session> sessions = kept.sessions().stream()
                    .filter(one -> one.user() != null && one.user().value().equals("UN1"))
                    .toList();
            assertThat(sessions).hasSize(2);
            assertThat(Objects.requireNonNull(sessions.get(0).to()).known()).isEqualTo(Known.EVENT);
            assertThat(sessions.get(1).from().known()).isEqualTo(Known.EVENT);
            assertThat(record("later").instance().end()).isNotNull();
        });
    }

    @Test
    void once_writesTheHistoryBeforeItEnds_andAnotherProcessGoesOn() throws Exception {
        begin("rollcall.history=true", BOARD + "type=cohost", BOARD + "users=UN1", BOARD + "look=organization");
        run("board", Mode.ONCE);
        rollcall.stop(Duration.ofSeconds(1));
        assertThat(record("c1").sessions()).hasSize(3);

        restart();
        sandbox.leave("c1", "UN1");
        run("board", Mode.ONCE);
        rollcall.stop(Duration.ofSeconds(1));

        assertThat(records("c1")).hasSize(1);
        assertThat(record("c1").sessions()).hasSize(3);
        assertThat(of(record("c1"), "UN1").to()).isNotNull();
    }

    @Test
    void withoutTheSetting_nothingIsKept_andAPlanKeepsNothing() throws Exception {
        begin(BOARD + "type=cohost", BOARD + "users=UN1", BOARD + "look=organization");
        run("board", Mode.ONCE);
        rollcall.stop(Duration.ofSeconds(1));
        assertThat(store.history().meetings(ALL, null, 9)).isEmpty();
    }

    @Test
    void historyThatCannotBeWritten_failsNoRun_andIsInTheHealthUntilItCan() throws Exception {
        begin("rollcall.history=true", BOARD + "type=cohost", BOARD + "users=UN1", BOARD + "look=organization");
        run("board", Mode.ONCE);
        await().until(() -> !store.history().meetings(ALL, null, 9).isEmpty());
        Path database = folder.resolve("data").resolve("rollcall.db");
        execute(database, "ALTER TABLE rollcall_history_session RENAME TO hidden");

        assertThat(run("board", Mode.ONCE).result().outcome()).isEqualTo(RunOutcome.COMPLETE);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        rollcall.health().state(RollcallHealth.Part.STORE).problem())
                .contains("attendance history"));

        execute(database, "ALTER TABLE hidden RENAME TO rollcall_history_session");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        rollcall.health().state(RollcallHealth.Part.STORE).problem())
                .isNull());
    }

    @Test
    void component_givesTheSessionsOfTheLastDays() throws Exception {
        begin("rollcall.history=true", BOARD + "type=cohost", BOARD + "users=UN1", BOARD + "look=organization");
        run("board", Mode.ONCE);
        await().until(() -> !store.history().meetings(ALL, null, 9).isEmpty());

        List<?> sessions = camel.createProducerTemplate().requestBody("rollcall:attendance?from=7d", null, List.class);

        assertThat(sessions)
                .hasSize(3)
                .allMatch(one -> ((AttendedSession) one).meeting().equals(new MeetingId("c1")));
        assertThat(camel.createProducerTemplate().requestBody("rollcall:attendance?meeting=other", null, List.class))
                .isEmpty();
        assertThat(attended("?account=dingtalk")).hasSize(3);
        assertThat(attended("?account=huawei")).as("of another account").isEmpty();
        assertThatThrownBy(() -> attended("?account=none")).hasStackTraceContaining("there is no account none");
        execute(
                folder.resolve("data/rollcall.db"),
                "UPDATE rollcall_history_meeting SET start_earliest = start_earliest - 800000000,"
                        + " start_latest = start_latest - 800000000,"
                        + " end_latest = end_latest - 800000000, last_seen = last_seen - 800000000,"
                        + " last_seen_by = last_seen_by - 800000000");
        assertThat(attended("")).as("more than a week ago").isEmpty();
        assertThat(attended("?from=30d")).hasSize(3);
        assertThat(attended("?to=8d")).as("in the week before that").hasSize(3);
        assertThatThrownBy(() -> camel.createProducerTemplate()
                        .requestBody("rollcall:attendance?from=yesterday", null, List.class))
                .hasStackTraceContaining("The option from");
    }

    private List<?> attended(String options) {
        return camel.createProducerTemplate().requestBody("rollcall:attendance" + options, null, List.class);
    }

    private static void execute(Path database, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute(sql);
        }
    }
}
