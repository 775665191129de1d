package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.tell.ChannelKind;
import io.rollcall.tell.ChannelStatus.State;
import io.rollcall.tell.feishu.FeishuRobot;
import io.rollcall.tell.slack.SlackWebhook;
import io.rollcall.tell.wecom.WeComRobot;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels of the other chat services, from a run's report to what stands in the chat. */
@Tag("slow")
class OtherRobotsTest extends ChannelTestSupport {
    enum Service {
        FEISHU(new FeishuRobot(), VendorApi.FEISHU_BOT, "{\"code\":11232}"),
        WECOM(new WeComRobot(), VendorApi.WECOM_ROBOT, "{\"errcode\":45009}"),
        SLACK(new SlackWebhook(), VendorApi.SLACK_WEBHOOK, null);

        private final ChannelKind kind;
        private final VendorApi api;
        private final String tooFast;

        Service(ChannelKind kind, VendorApi api, String tooFast) {
            this.kind = kind;
            this.api = api;
            this.tooFast = tooFast;
        }

        Fault tooFast() {
            return tooFast == null
                    ? Fault.on(api).at("1").then(429, Map.of("Retry-After", "30"), "rate_limited")
                    : Fault.on(api).at("1").then(200, Map.of(), tooFast);
        }
    }

    private void start(Service service) {
        use(new RobotChannel(
                service.kind,
                sandbox.robots().url(service.kind.word()),
                sandbox.robots().secret(service.kind.word())));
    }

    @ParameterizedTest
    @EnumSource
    void failureAndItsEnd_standInTheChat(Service service) {
        start(service);
        run(RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "403");
        run(RunOutcome.COMPLETE);
        time.pass(Duration.ofMinutes(10));

        assertThat(sandbox.robots().messages()).hasSize(2).allSatisfy(message -> assertThat(message.kind())
                .isEqualTo(service.kind.word()));
        assertThat(sandbox.robots().messages().get(0).body()).contains("board failed", "Problem 403.");
        assertThat(sandbox.robots().messages().get(1).body()).contains("board works again");
        assertThat(status().state()).isEqualTo(State.UP);
        assertThat(counted()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void messageWithoutAnAnswer_isNotSentAgain_andTheChannelShowsIt(Service service) {
        start(service);
        sandbox.script(Fault.on(service.api).at("1").then(500, Map.of(), "{}"));
        run(RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofHours(3));

        assertThat(sandbox.calls(service.api)).isEqualTo(1);
        assertThat(status().state()).isEqualTo(State.FAILING);
        assertThat(status().remedy()).contains("HTTP 500");
        run(RunOutcome.FAILED, "404");
        assertThat(status().state()).isEqualTo(State.UP);
    }

    @ParameterizedTest
    @EnumSource
    void loginPage_isShown(Service service) {
        start(service);
        sandbox.script(Fault.on(service.api).then(200, Map.of(), "<html>login"));
        run(RunOutcome.FAILED, "403");

        assertThat(status().state()).isEqualTo(State.FAILING);
        assertThat(status().remedy()).contains("login page");
    }

    @ParameterizedTest
    @EnumSource
    void tooFast_isMergedAndSentLater(Service service) {
        start(service);
        sandbox.script(service.tooFast());
        run(RunOutcome.FAILED, "403");
        assertThat(status().state()).isEqualTo(State.SILENT);
        run(RunOutcome.FAILED, "404");
        time.pass(Duration.ofMinutes(10));

        assertThat(sandbox.robots().messages()).hasSize(1);
        assertThat(sandbox.robots().messages().get(0).body()).contains("Problem 403.", "Problem 404.");
    }

    @ParameterizedTest
    @EnumSource
    void proxysAnswer_delaysTheMessage(Service service) {
        start(service);
        sandbox.script(Fault.on(service.api).at("1").then(407, Map.of(), "proxy"));
        run(RunOutcome.FAILED, "403");
        assertThat(status().state()).isEqualTo(State.SILENT);
        time.pass(Duration.ofSeconds(10));

        assertThat(sandbox.robots().messages()).hasSize(1);
    }
}
