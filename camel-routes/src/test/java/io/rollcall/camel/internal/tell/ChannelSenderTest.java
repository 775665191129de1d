package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.tell.ChannelStatus.State;
import io.rollcall.tell.Names;
import io.rollcall.tell.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one channel sends, and when, while all goes well and while it does not. */
@Tag("slow")
class ChannelSenderTest extends ChannelTestSupport {
    private static final VendorApi ROBOT = VendorApi.DINGTALK_ROBOT;

    @BeforeEach
    void startChannel() {
        use(dingtalk());
    }

    @Test
    void failure_isPostedOnce_signed_andCounted() {
        run(RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofHours(1));

        assertThat(titles()).containsExactly("Rollcall: board failed");
        assertThat(counted()).isEqualTo(1);
        assertThat(status().state()).isEqualTo(State.UP);
        assertThat(status().deliveredAt()).isEqualTo("2026-11-20T08:00:00Z");
    }

    @Test
    void test_leavesTheGapOfAMessageOfAnotherProcess() {
        run(RunOutcome.FAILED, "403");
        Instant first = time.instant();

        test(otherProcess());

        assertThat(time.instant()).isAfterOrEqualTo(first.plusSeconds(4));
        assertThat(titles()).hasSize(2);
    }

    @Test
    void raisedLimit_endsIt() {
        use(dingtalk().when(When.REPORTS).most(1));
        run(RunOutcome.COMPLETE);
        time.pass(Duration.ofMinutes(10));
        run(RunOutcome.COMPLETE);
        time.pass(Duration.ofMinutes(10));
        assertThat(status().state()).isEqualTo(State.USED_UP);

        use(dingtalk().when(When.REPORTS).most(2));
        run(RunOutcome.COMPLETE);
        time.pass(Duration.ofMinutes(10));

        assertThat(titles()).hasSize(2);
    }

    @Test
    void otherSettings_goOnWithWhatWaits() {
        use(dingtalk().quiet("16:00-17:00"));
        run(RunOutcome.FAILED, "403");
        use(dingtalk().quiet("16:00-16:30"));
        run(RunOutcome.FAILED, "404");
        time.pass(Duration.ofMinutes(30));

        assertThat(titles()).hasSize(1);
        assertThat(sandbox.robots().messages().get(0).body()).contains("Problem 403.", "Problem 404.");
    }

    @Test
    void channelThatIsGone_sendsNothing_andIsNotShown() {
        use(dingtalk().quiet("16:00-17:00"));
        run(RunOutcome.FAILED, "403");
        sender.report(report("duty", RunOutcome.FAILED, "405"), Names.NONE);
        sender.close();
        time.pass(Duration.ofHours(2));

        assertThat(sandbox.calls(ROBOT)).isZero();
        assertThat(monitor.standings()).isEmpty();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void messageHeldIntoQuietHours_waitsForTheirEnd() {
        use(dingtalk().quiet("16:05-17:00"));
        sandbox.script(Fault.on(ROBOT).at("1").then(200, Map.of(), "{\"errcode\":130101}"));
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(59));
        assertThat(sandbox.calls(ROBOT)).isEqualTo(1);
        time.pass(Duration.ofMinutes(1));

        assertThat(titles()).containsExactly("Rollcall: board failed");
    }

    @Test
    void usedUpPool_stopsTheChannelUntilTheBillingMonthEnds() {
        sandbox.script(Fault.on(ROBOT).at("1").then(200, Map.of(), "{\"errcode\":90020}"));

        run(RunOutcome.FAILED, "403");

        assertThat(status().state()).isEqualTo(State.USED_UP);
        assertThat(status().until()).isEqualTo("2026-11-30T16:00:00Z");
        time.pass(Duration.ofDays(11));
        run(RunOutcome.FAILED, "403");
        assertThat(titles()).containsExactly("Rollcall: board failed");
    }

    @Test
    void mostAMonth_isKept_andTheLastMessageSaysSo() {
        use(dingtalk().when(When.REPORTS).most(2));
        for (int i = 0; i < 10; i++) {
            run(RunOutcome.COMPLETE);
            time.pass(Duration.ofMinutes(10));
        }

        assertThat(titles()).hasSize(2);
        assertThat(sandbox.robots().messages().get(1).body()).contains("This is the last message of this month");
        assertThat(status().remedy()).contains("rollcall.tell.ops.most-a-month is 2");
        time.pass(Duration.ofDays(11));
        run(RunOutcome.COMPLETE);
        assertThat(titles()).hasSize(3);
    }

    @Test
    void forbiddenWord_leavesTheMessageOut_andTheNextGoesThrough() {
        sandbox.script(Fault.on(ROBOT).at("1").then(200, Map.of(), "{\"errcode\":430102}"));
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(1));
        run(RunOutcome.FAILED, "404");

        assertThat(titles()).hasSize(1);
        assertThat(sandbox.calls(ROBOT)).isEqualTo(2);
    }

    @Test
    void afterARestart_whatWasToldIsNotToldAgain() {
        run(RunOutcome.FAILED, "403");
        restart();
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(30));
        assertThat(titles()).hasSize(1);

        run(RunOutcome.COMPLETE);
        time.pass(Duration.ofMinutes(10));
        assertThat(titles().get(1)).startsWith("Rollcall: board works again.");
    }

    @Test
    void whatAnotherProcessTold_isNotToldAgain_norItsEnd() {
        ChannelSender other = otherProcess();
        run(other, "board", RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(1));
        assertThat(titles()).hasSize(1);

        run(other, "board", RunOutcome.COMPLETE);
        run(RunOutcome.COMPLETE);
        time.pass(Duration.ofMinutes(30));

        assertThat(titles()).hasSize(2);
        assertThat(titles().get(1)).startsWith("Rollcall: board works again.");
    }

    @Test
    void storeThatFails_isNoReasonToSayNothing_norToSendMoreThanTheLimit() {
        use(dingtalk().when(When.REPORTS).most(3));
        run(RunOutcome.COMPLETE);
        store.close();
        for (int i = 0; i < 4; i++) {
            time.pass(Duration.ofMinutes(10));
            run(RunOutcome.COMPLETE);
        }

        assertThat(titles()).hasSize(3);
        store = openStore();
    }
}
