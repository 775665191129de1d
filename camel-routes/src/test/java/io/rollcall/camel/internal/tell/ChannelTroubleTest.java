package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.tell.ChannelStatus.State;
import io.rollcall.tell.Verdict;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a channel does that does not work, and what ends it. */
@Tag("slow")
class ChannelTroubleTest extends ChannelTestSupport {
    private static final VendorApi ROBOT = VendorApi.DINGTALK_ROBOT;

    @BeforeEach
    void startChannel() {
        use(dingtalk());
    }

    @Test
    void wrongSecret_stopsTheChannel_alsoAfterARestart_untilItChanges() {
        use(dingtalk().secret("SECwrong"));
        run(RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "404");
        time.pass(Duration.ofMinutes(59));
        restart();
        run(RunOutcome.FAILED, "405");

        assertThat(sandbox.calls(ROBOT)).isEqualTo(1);
        assertThat(status().state()).isEqualTo(State.STOPPED);
        assertThat(status().code()).isEqualTo("310000");
        assertThat(status().remedy()).contains("rollcall.tell.ops.secret");
        assertThat(counted()).isZero();

        use(dingtalk());
        assertThat(titles()).containsExactly("Rollcall: board failed");
    }

    @Test
    void test_endsAStop() {
        sandbox.script(Fault.on(ROBOT).at("1").then(200, Map.of(), "{\"errcode\":400102}"));
        run(RunOutcome.FAILED, "403");
        assertThat(status().state()).isEqualTo(State.STOPPED);

        assertThat(test(sender)).isInstanceOf(Verdict.Delivered.class);

        time.pass(Duration.ofSeconds(4));
        assertThat(titles()).containsExactly("Rollcall test message", "Rollcall: board failed");
        assertThat(status().state()).isEqualTo(State.UP);
    }

    @Test
    void testOfAnotherProcess_endsAStopToo() {
        sandbox.script(Fault.on(ROBOT).at("1").then(200, Map.of(), "{\"errcode\":400102}"));
        run(RunOutcome.FAILED, "403");
        assertThat(status().state()).isEqualTo(State.STOPPED);

        assertThat(test(otherProcess())).isInstanceOf(Verdict.Delivered.class);
        time.pass(Duration.ofMinutes(1));

        assertThat(titles()).containsExactly("Rollcall test message", "Rollcall: board failed");
        assertThat(status().state()).isEqualTo(State.UP);
    }

    @Test
    void robotThatIsStartedAgain_hearsWhatWaits_withinAnHour() {
        sandbox.script(Fault.on(ROBOT).at("1").then(200, Map.of(), "{\"errcode\":400102}"));
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(50));
        run(RunOutcome.FAILED, "404");
        assertThat(titles()).isEmpty();

        time.pass(Duration.ofMinutes(10));

        assertThat(titles()).containsExactly("Rollcall: board failed");
        assertThat(sandbox.robots().messages().get(0).body()).contains("Problem 403.", "Problem 404.");
        assertThat(status().state()).isEqualTo(State.UP);
    }

    @Test
    void addressThatIsWrongForAMoment_delaysTheMessage() {
        AtomicReference<String> file = new AtomicReference<>("half a li");
        use(dingtalk().url(Secret.from(file::get)));
        run(RunOutcome.FAILED, "403");
        assertThat(status().state()).isEqualTo(State.SILENT);
        assertThat(status().remedy()).contains("rollcall.tell.ops.url must be the whole address");

        file.set(sandbox.robots().url("dingtalk"));
        time.pass(Duration.ofSeconds(10));

        assertThat(titles()).containsExactly("Rollcall: board failed");
    }

    @Test
    void secretThatCannotBeReadForAMoment_delaysTheMessage() {
        AtomicBoolean isThere = new AtomicBoolean();
        use(dingtalk().url(Secret.from(() -> {
            if (!isThere.get()) {
                throw new UnavailableSecretException("The file x of rollcall.tell.ops.url cannot be read.");
            }
            return sandbox.robots().url("dingtalk");
        })));
        run(RunOutcome.FAILED, "403");
        assertThat(status().remedy()).contains("The file x of rollcall.tell.ops.url cannot be read.");
        isThere.set(true);
        time.pass(Duration.ofSeconds(10));

        assertThat(titles()).containsExactly("Rollcall: board failed");
    }

    @Test
    void defectOfAKind_isShown_andTheChannelGoesOn() {
        AtomicBoolean fails = new AtomicBoolean(true);
        RobotChannel channel = new RobotChannel(
                new DefectiveRobot(fails),
                sandbox.robots().url("dingtalk"),
                sandbox.robots().secret("dingtalk"));
        use(channel);
        run(RunOutcome.FAILED, "403");
        assertThat(status().state()).isEqualTo(State.SILENT);
        assertThat(status().remedy())
                .contains("defect", "IllegalStateException")
                .doesNotContain("S3CRET");

        fails.set(false);
        time.pass(Duration.ofSeconds(10));

        assertThat(titles()).containsExactly("Rollcall: board failed");
    }

    @Test
    void clockThatIsSetBack_neitherMutesTheChannelNorEndsASilence() {
        sandbox.script(Fault.on(ROBOT).at("1").then(200, Map.of(), "{\"errcode\":130101}"));
        run(RunOutcome.FAILED, "403");
        clockIsOff = Duration.ofHours(-5);
        time.pass(Duration.ofMinutes(9));
        assertThat(sandbox.calls(ROBOT)).isEqualTo(1);
        time.pass(Duration.ofMinutes(1));
        assertThat(sandbox.calls(ROBOT)).isEqualTo(2);
    }

    @Test
    void silenceOfAClockThatWasWrong_isIgnoredAfterARestart() {
        use(dingtalk().secret(null)); // so that the sandbox compares no time
        clockIsOff = Duration.ofHours(5);
        sandbox.script(Fault.on(ROBOT).at("1").then(200, Map.of(), "{\"errcode\":130101}"));
        run(RunOutcome.FAILED, "403");
        clockIsOff = Duration.ZERO;
        restart();
        run(RunOutcome.FAILED, "403");

        assertThat(sandbox.calls(ROBOT)).isEqualTo(2);
    }

    @Test
    void tooFast_silencesTheChannelForTenMinutes_andMergesWhatWaits() {
        sandbox.script(
                Fault.on(ROBOT)
                        .at("1")
                        .then(
                                200,
                                Map.of(),
                                "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"errcode\":130101,\"errmsg\":\"send too fast\"}"));

        run(RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "404");
        assertThat(status().state()).isEqualTo(State.SILENT);
        time.pass(Duration.ofMinutes(9));
        assertThat(titles()).isEmpty();
        time.pass(Duration.ofMinutes(2));

        assertThat(titles()).containsExactly("Rollcall: board failed");
        assertThat(counted()).isEqualTo(1);
        assertThat(status().state()).isEqualTo(State.UP);
    }

    @Test
    void serviceThatIsDown_isTriedAgainMoreAndMoreSeldom_andHearsOneMessage() {
        sandbox.script(Fault.on(ROBOT).at("1-5").then(Preset.RESET_BEFORE));
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(1));
        run(RunOutcome.FAILED, "404");
        time.pass(Duration.ofHours(1));

        assertThat(titles()).isNotEmpty();
        assertThat(sandbox.calls(ROBOT)).isLessThan(12);
    }
}
