package io.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

    @Test
    void write_whenMeetingsChange_writesTheExampleOfTheInterface() {
        assertThat(JsonLine.of(Reports.cohost(Mode.ONCE, Reports.example())))
                .isEqualTo(
                        "{\"flow\":\"board\",\"type\":\"cohost\",\"mode\":\"once\",\"trigger\":\"caller\",\"outcome\":\"incomplete\","
                                + "\"startedAt\":\"2026-11-20T08:00:00Z\",\"durationMs\":412,"
                                + "\"calls\":{\"dingtalk.token\":1,\"dingtalk.ongoing-meetings\":4,\"dingtalk.set-co-hosts\":1},"
                                + "\"meteredCalls\":5,"
                                + "\"problems\":[{\"subject\":\"user UN9\",\"fault\":\"bad-request\",\"code\":\"param.error\","
                                + "\"requestId\":\"7A1-3\",\"message\":\"The vendor does not know this user. Check the unionId in"
                                + " rollcall.flow.board.users.\"}],"
                                + "\"changes\":[{\"action\":\"promote\",\"meeting\":\"c1\",\"user\":\"UN2\",\"reason\":\"listed\","
                                + "\"status\":\"done\"}],"
                                + "\"unchanged\":[{\"meeting\":\"c1\",\"user\":\"UN3\",\"reason\":\"already-co-host\"},"
                                + "{\"user\":\"UN4\",\"reason\":\"in-no-meeting\"}]}");
    }

    @Test
    void write_whenNothingHappened_writesEmptyListsAndNoAbsentValues() {
        RunResult nothing = new RunResult(
                RunOutcome.FAILED,
                List.of(new Problem("flow board", Fault.Kind.NO_ANSWER, null, null, "Wait.")),
                List.of(),
                List.of(),
                null);

        assertThat(JsonLine.of(Reports.cohost(Mode.RUN, nothing)))
                .contains("\"mode\":\"run\",\"trigger\":\"schedule\"")
                .endsWith("\"problems\":[{\"subject\":\"flow board\",\"fault\":\"no-answer\",\"message\":\"Wait.\"}],"
                        + "\"changes\":[],\"unchanged\":[]}");
    }

    @Test
    void write_whenPhoneIsCalled_showsIt() {
        RunResult called = Reports.meetings(
                RunOutcome.COMPLETE, List.of(Reports.call("+8613800138000", Change.Status.PLANNED)), List.of());

        assertThat(JsonLine.of(Reports.cohost(Mode.PLAN, called)))
                .contains("\"changes\":[{\"action\":\"invite\",\"meeting\":\"c1\",\"phone\":\"+8613800138000\","
                        + "\"reason\":\"not-in-meeting\",\"status\":\"planned\"}]");
    }

    @Test
    void write_whenRoster_writesTotalsInsteadOfChanges() {
        RunResult roster = new RunResult(
                RunOutcome.COMPLETE,
                List.of(),
                List.of(),
                List.of(),
                new RosterResult(400, 20000, new RosterResult.Lookups(1, 2, 3, 4, 5, 6), "roster.ndjson"));

        assertThat(JsonLine.of(Reports.roster(roster, Duration.ofMillis(1900))))
                .endsWith("\"calls\":{\"dingtalk.token\":1,\"dingtalk.department-users\":450,"
                        + "\"dingtalk.sub-departments\":400,\"dingtalk.zz-new\":1,\"huawei.token\":1,"
                        + "\"huawei.user-details\":100},\"meteredCalls\":0,\"problems\":[],"
                        + "\"departments\":400,\"people\":20000,\"lookup\":{\"found\":1,\"unchanged\":2,\"not-found\":3,"
                        + "\"forbidden\":4,\"unattributed\":5,\"unknown-status\":6},\"written\":\"roster.ndjson\"}");
    }

    @Test
    void write_whenMeetingsWereNotRead_saysHowMany() {
        RunResult spaced = new RunResult(
                RunOutcome.COMPLETE,
                List.of(),
                List.of(),
                List.of(),
                null,
                new UnreadMeetings(3, Duration.ofMinutes(30)));

        assertThat(JsonLine.of(Reports.cohost(Mode.RUN, spaced)))
                .endsWith("\"unchanged\":[],\"unread\":{\"meetings\":3,\"readWithinSeconds\":1800}}");
    }

    @Test
    void write_whenRosterBrokeOffAtOnce_writesZeros() {
        RunResult nothing = new RunResult(RunOutcome.FAILED, List.of(), List.of(), List.of(), null);

        assertThat(JsonLine.of(Reports.roster(nothing, Duration.ZERO)))
                .contains("\"departments\":0,\"people\":0,\"lookup\":{\"found\":0,")
                .doesNotContain("written", "changes");
    }

    @Property
    void write_whenTextIsAnything_isOneHarmlessLineThatReadsBack(@ForAll String text) throws Exception {
        RunResult result = new RunResult(
                RunOutcome.FAILED,
                List.of(new Problem("user \u001b[2J\u2028\u0085\u202e" + text, Fault.Kind.SERVER, null, null, text)),
                List.of(),
                List.of(),
                null);
        String line = JsonLine.of(Reports.cohost(Mode.ONCE, result));

        assertThat(new ObjectMapper().readTree(line).at("/problems/0/message").textValue())
                .isEqualTo(text);
        assertThat(line.chars()
                        .filter(one -> Character.isISOControl(one) || one == 0x2028 || one == 0x2029 || one == 0x202e))
                .isEmpty();
    }
}
