package io.rollcall.tell;

import static io.rollcall.tell.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.tell.ChannelStatus.State;
import io.rollcall.tell.dingtalk.DingTalkRobot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The states of a channel, and when each ends. */
class ChannelStatusTest {
    private static final Instant MONTH_END = Instant.parse("2026-11-30T16:00:00Z");
    private static final ChannelStatus UP = ChannelStatus.fresh("ops", "a1", NOON);

    private static ChannelStatus after(ChannelStatus status, Verdict verdict, Instant now) {
        return status.after(verdict, now, MONTH_END);
    }

    @Test
    void unknownOutcomeAndRefusal_areShown_untilAMessageArrives() {
        ChannelStatus unknown = after(UP, new Verdict.Unknown("the server answered HTTP 500"), NOON.plusSeconds(1));
        ChannelStatus refused = after(unknown, new Verdict.Refused("99", "Not accepted."), NOON.plusSeconds(2));

        assertThat(unknown.state()).isEqualTo(State.FAILING);
        assertThat(unknown.remedy()).contains("HTTP 500");
        assertThat(refused.code()).isEqualTo("99");
        assertThat(refused.since()).isEqualTo(NOON.plusSeconds(1));
        assertThat(refused.hold(NOON.plusSeconds(2))).isZero();
        assertThat(refused.with("a1", NOON.plus(Duration.ofDays(9)))).isEqualTo(refused);
        ChannelStatus up = after(refused, new Verdict.Delivered(), NOON.plusSeconds(3));
        assertThat(up.state()).isEqualTo(State.UP);
        assertThat(up.since()).isEqualTo(up.deliveredAt()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void whatCannotBeSent_isTriedAgain_moreAndMoreSeldom() {
        ChannelStatus status = UP;
        Instant now = NOON;
        for (long seconds : List.of(10, 10, 20, 40, 80, 160, 320, 600, 600)) {
            status = after(status, new Verdict.NotPosted("it is down"), now);
            assertThat(status.state()).isEqualTo(State.SILENT);
            assertThat(status.hold(now)).hasSeconds(seconds);
            now = now.plusSeconds(seconds);
        }
        assertThat(status.since()).isEqualTo(NOON);
    }

    @Test
    void stop_isTriedAgainHourly_laterDaily() {
        Verdict wrong = new Verdict.Misconfigured("400102", "The robot is stopped.");

        ChannelStatus first = after(UP, wrong, NOON);
        ChannelStatus later = after(first, wrong, NOON.plus(Duration.ofDays(1)));

        assertThat(first.hold(NOON)).isEqualTo(Duration.ofHours(1));
        assertThat(first.hold(NOON.plus(Duration.ofHours(1)))).isZero();
        assertThat(first.drops()).isFalse();
        assertThat(later.hold(NOON.plus(Duration.ofDays(1)))).isEqualTo(Duration.ofDays(1));
        assertThat(later.since()).isEqualTo(NOON);
    }

    @Test
    void usedUpMonth_endsWithTheMonth() {
        ChannelStatus usedUp = after(UP, new Verdict.UsedUp("90020", "Used up."), NOON);

        assertThat(usedUp.drops()).isTrue();
        assertThat(usedUp.with("a1", MONTH_END.minusSeconds(1))).isEqualTo(usedUp);
        assertThat(usedUp.with("a1", MONTH_END).state()).isEqualTo(State.UP);
    }

    @Test
    void otherSettings_endAnyState() {
        ChannelStatus stopped = after(UP, new Verdict.Misconfigured(null, "Wrong."), NOON);

        assertThat(stopped.with("b2", NOON)).isEqualTo(ChannelStatus.fresh("ops", "b2", NOON));
        assertThat(stopped.with("", NOON)).isEqualTo(stopped);
    }

    @Test
    void holdOfAClockThatWasWrong_isIgnored() {
        ChannelStatus silent = after(UP, new Verdict.TooFast(Duration.ofMinutes(10)), NOON);
        ChannelStatus usedUp = after(UP, new Verdict.UsedUp(null, "Used up."), NOON);

        assertThat(silent.hold(NOON.minus(Duration.ofHours(5)))).isZero();
        assertThat(usedUp.hold(NOON.minus(Duration.ofDays(400)))).isZero();
    }

    @Test
    void fingerprint_hasAllThatCanBeTheReason_andNotWhatCannot() {
        Channel channel = Reports.channel(
                new DingTalkRobot(), "https://oapi.dingtalk.com/robot/send?access_token=T0KEN", When.PROBLEMS);

        assertThat(Reports.in(channel, Language.CHINESE).fingerprint()).isEqualTo(channel.fingerprint());
        assertThat(Reports.with(channel, "SECother", List.of(), null, false).fingerprint())
                .isNotEqualTo(channel.fingerprint());
        assertThat(Reports.with(channel, null, List.of(), "监控", false).fingerprint())
                .isNotEqualTo(channel.fingerprint());
        assertThat(Reports.with(channel, "SECother", List.of(), null, false).robot())
                .isEqualTo(channel.robot());
    }
}
