package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each fault does over real HTTP to a call that reads and to one that cannot be taken back. */
@Tag("slow")
class FaultsOverHttpTest extends RollcallTestSupport {
    private static final String[] FLOWS = {
        "rollcall.dingtalk.calls-per-second=0",
        "rollcall.flow.board.type=cohost",
        "rollcall.flow.board.users=UN-lisi",
        "rollcall.flow.duty.type=invite",
        "rollcall.flow.duty.meetings-of=UN-zhangsan",
        "rollcall.flow.duty.phones=+8613800138000"
    };

    /** The wait is short for responses that never come whole; all others have time on a slow machine. */
    private void start(Preset preset) throws Exception {
        boolean never = preset == Preset.NO_ANSWER || preset == Preset.SLOW_BODY;
        start(Stream.concat(Stream.of(FLOWS), Stream.of("rollcall.http.response-timeout=" + (never ? "600ms" : "30s")))
                .toArray(String[]::new));
    }

    // a read is repeated twice where nobody knows what happened, and where the vendor says that it failed
    @ParameterizedTest
    @CsvSource({
        "RESET_BEFORE, no-answer, 3",
        "RESET_AFTER, no-answer, 3",
        "NO_ANSWER, no-answer, 3",
        "SLOW_BODY, no-answer, 3",
        "TRUNCATED_BODY, no-answer, 3",
        "SERVER_ERROR, server, 3",
        "HTML_502, server, 3",
        "UNAVAILABLE, server, 3",
        "CUT_JSON, unreadable, 1",
        "EMPTY_200, unreadable, 1",
        "ERROR_IN_200, bad-request, 1",
        "DEEP_JSON, unreadable, 1",
        "HUGE_BODY, unreadable, 1",
        "REDIRECT, unreadable, 1",
        "HTML_200, unreadable, 1",
        "BAN_HTML, banned, 1",
        "BAN_JSON, banned, 1",
        "PERMISSION, permission, 1",
        "QUOTA, quota, 1"
    })
    void read_whenFaulty_isAskedSoOftenAndReportedSo(Preset preset, String kind, long requests) throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(preset));
        start(preset);

        FlowReport report = once("board");

        assertThat(sandbox.faults().get(0).fired()).as("fired").isEqualTo(requests);
        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(requests);
        assertThat(problems(report)).containsExactly("user UN-lisi: " + kind);
        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(sandbox.redirectsFollowed()).isZero();
    }

    // a ring is sent once, whatever comes of it; only a refusal for the rate is no ring
    @ParameterizedTest
    @CsvSource({
        "RESET_BEFORE, no-answer, unknown",
        "RESET_AFTER, no-answer, unknown",
        "NO_ANSWER, no-answer, unknown",
        "SLOW_BODY, no-answer, unknown",
        "TRUNCATED_BODY, no-answer, unknown",
        "SERVER_ERROR, server, unknown",
        "HTML_502, server, unknown",
        "UNAVAILABLE, server, unknown",
        "CUT_JSON, unreadable, unknown",
        "EMPTY_200, unreadable, unknown",
        "DEEP_JSON, unreadable, unknown",
        "HUGE_BODY, unreadable, unknown",
        "REDIRECT, unreadable, unknown",
        "HTML_200, unreadable, unknown",
        "BAN_HTML, banned, unknown",
        "SUCCESS_FALSE, server, unknown",
        "ERROR_IN_200, bad-request, failed",
        "PERMISSION, permission, failed",
        "QUOTA, quota, failed"
    })
    void write_whenFaulty_isSentOnceAndReportedSo(Preset preset, String kind, String status) throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).then(preset));
        start(preset);

        FlowReport report = once("duty");

        assertThat(sandbox.faults().get(0).fired()).as("fired").isEqualTo(1);
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
        assertThat(changes(report)).containsExactly("invite board-meeting +8613800138000 " + status);
        assertThat(problems(report)).containsExactly("meeting board-meeting: " + kind);
        assertThat(sandbox.redirectsFollowed()).isZero();
        assertThat(sandbox.invitations("board-meeting", "+8613800138000")).isLessThanOrEqualTo(1);
    }

    @Test
    void write_whenThrottledWithStatus429_isRepeatedAfterAPause() throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.TOO_MANY));
        start(FLOWS);

        FlowReport report = once("duty");

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(changes(report)).containsExactly("invite board-meeting +8613800138000 done");
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(2);
        assertThat(report.duration()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void everything_whenNobodyListens_isSaidToBeUnsent() throws Exception {
        play(Company.builtIn());
        start(FLOWS);
        sandbox.close();

        FlowReport report = rollcall.run(flow("board"), Mode.ONCE).orElseThrow();

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(report.calls()).isEmpty();
        assertThat(problems(report)).containsExactly("user UN-lisi: no-answer");
        assertThat(report.result().problems().get(0).message()).contains("the connection was refused");
    }
}
