package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.tell.ChannelStatus.State;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A message of which it is not known whether it arrived. DingTalk posts it once, by its id. */
@Tag("slow")
class ResendTest extends ChannelTestSupport {
    private static final VendorApi ROBOT = VendorApi.DINGTALK_ROBOT;
    private static final String TOO_FAST = "{\"errcode\":130101}";

    @BeforeEach
    void startChannel() {
        use(dingtalk());
    }

    @Test
    void messageWithoutAnAnswer_isSentAgainWithItsId_andPostedOnce() {
        sandbox.script(Fault.on(ROBOT).at("1").then(Preset.RESET_AFTER));

        run(RunOutcome.FAILED, "403");
        assertThat(titles()).hasSize(1);
        time.pass(Duration.ofSeconds(10));

        assertThat(sandbox.calls(ROBOT)).isEqualTo(2);
        assertThat(titles()).hasSize(1);
        assertThat(counted()).isEqualTo(1);
        assertThat(status().deliveredAt()).isNotNull();
    }

    @Test
    void messageWithoutAnAnswer_thenTooFast_keepsItsId() {
        sandbox.script(Fault.on(ROBOT).at("1").then(Preset.RESET_AFTER));
        sandbox.script(Fault.on(ROBOT).at("2").then(200, Map.of(), TOO_FAST));

        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofSeconds(10));
        assertThat(status().state()).isEqualTo(State.SILENT);
        run(RunOutcome.FAILED, "404");
        time.pass(Duration.ofMinutes(10));
        time.pass(Duration.ofMinutes(1));

        assertThat(sandbox.robots().messages()).hasSize(2);
        assertThat(sandbox.robots().messages().get(0).body()).contains("Problem 403.");
        assertThat(sandbox.robots().messages().get(1).body())
                .contains("Problem 404.")
                .doesNotContain("Problem 403.");
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void messageThatNeverHasAnAnswer_isToldWhenTheServiceIsBack() {
        sandbox.script(Fault.on(ROBOT).at("1-9").then(500, Map.of(), "{}"));
        run(RunOutcome.FAILED, "403");
        assertThat(status().state()).isEqualTo(State.FAILING);
        assertThat(status().remedy()).contains("HTTP 500");
        time.pass(Duration.ofHours(2));

        assertThat(titles()).containsExactly("Rollcall: board failed");
        assertThat(status().state()).isEqualTo(State.UP);
    }

    @Test
    void newFailure_doesNotWaitForAnOldMessagesNextTry() {
        sandbox.script(Fault.on(ROBOT).at("1-3").then(500, Map.of(), "{}"));
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofSeconds(10 + 30)); // the next try is in two minutes
        run(sender, "duty", RunOutcome.FAILED, "403");
        time.pass(Duration.ofSeconds(8));

        assertThat(titles()).containsExactly("Rollcall: board failed", "Rollcall: duty failed");
    }

    @Test
    void anotherRobot_hearsWhatMayNotHaveArrived() {
        sandbox.script(Fault.on(ROBOT).at("1").then(500, Map.of(), "{}"));
        use(dingtalk().url(io.rollcall.vendor.Secret.of(sandbox.robots().url("dingtalk") + "&old=1")));
        run(RunOutcome.FAILED, "403");
        use(dingtalk());
        time.pass(Duration.ofSeconds(4));

        assertThat(titles()).containsExactly("Rollcall: board failed");
    }
}
