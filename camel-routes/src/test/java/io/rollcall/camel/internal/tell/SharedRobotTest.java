package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.tell.When;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two channels that post by one robot. */
@Tag("slow")
class SharedRobotTest extends ChannelTestSupport {
    private ChannelSender team;

    @BeforeEach
    void startChannels() {
        use(dingtalk().when(When.REPORTS));
        team = sender(dingtalk().named("team").channel(), monitor, rates);
    }

    @Test
    void theGapIsTheRobots() {
        run(RunOutcome.FAILED, "403");
        run(team, "board", RunOutcome.FAILED, "403");
        assertThat(titles()).hasSize(1);
        time.pass(Duration.ofSeconds(4));

        assertThat(titles()).hasSize(2);
    }

    @Test
    void moreFailuresThanTheRobotMayPost_silenceNothing() {
        for (int i = 0; i < 30; i++) {
            run(RunOutcome.FAILED, "4" + i);
            run(team, "board", RunOutcome.FAILED, "4" + i);
            time.pass(Duration.ofSeconds(2));
        }
        time.pass(Duration.ofMinutes(1));

        assertThat(monitor.standings())
                .allSatisfy(one -> assertThat(one.status().state().word()).isEqualTo("up"));
        assertThat(titles()).hasSizeBetween(15, 20);
    }

    @Test
    void theSilenceIsTheRobots() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).at("1").then(200, Map.of(), "{\"errcode\":130101}"));
        run(RunOutcome.FAILED, "403");
        run(team, "board", RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(9));
        assertThat(sandbox.calls(VendorApi.DINGTALK_ROBOT)).isEqualTo(1);
        time.pass(Duration.ofMinutes(2));

        assertThat(titles()).hasSize(2);
    }
}
