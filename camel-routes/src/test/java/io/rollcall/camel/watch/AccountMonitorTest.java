package io.rollcall.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class AccountMonitorTest {
    private static final OperationName MEETINGS = new OperationName("dingtalk", "ongoing-meetings");

    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private final AccountMonitor monitor = new AccountMonitor(new Clocks(() -> now, () -> now));
    private final CallListener beijing = monitor.of("beijing");

    private AccountMonitor.Standing only() {
        assertThat(monitor.standings()).hasSize(1);
        return monitor.standings().get(0);
    }

    @Test
    void account_beforeAnyCall_isAccepted() {
        assertThat(only()).isEqualTo(new AccountMonitor.Standing("beijing", null, null));
    }

    @Test
    void account_whenItsTokenIsRefused_isRefusedSinceTheFirstTime() {
        beijing.ended(MEETINGS, Fault.Kind.TOKEN);
        Instant first = now;
        now = now.plusSeconds(3_600);
        beijing.ended(MEETINGS, Fault.Kind.TOKEN);

        assertThat(only()).isEqualTo(new AccountMonitor.Standing("beijing", Fault.Kind.TOKEN, first));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"PERMISSION", "NOT_FOUND"})
    void refusal_whenTheVendorAnswersByTheToken_isOver(Fault.Kind fault) {
        beijing.ended(MEETINGS, Fault.Kind.TOKEN);
        beijing.ended(MEETINGS, fault);

        assertThat(only().refusal()).isNull();
    }

    @Test
    void refusal_whenACallSucceeds_isOver() {
        beijing.ended(MEETINGS, Fault.Kind.BANNED);
        beijing.ended(MEETINGS, null);

        assertThat(only().refusal()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"PERMISSION", "NOT_FOUND", "TOKEN", "BANNED"},
            mode = Mode.EXCLUDE)
    void refusal_whenAFaultSaysNothingAboutCredentials_stays(Fault.Kind fault) {
        beijing.ended(MEETINGS, Fault.Kind.TOKEN);
        beijing.ended(MEETINGS, fault);

        assertThat(only().refusal()).isEqualTo(Fault.Kind.TOKEN);
    }

    @Test
    void ban_whenNoCallFollows_endsByItself_andRefusedCredentialsDoNot() {
        beijing.ended(MEETINGS, Fault.Kind.BANNED);
        now = now.plus(AccountMonitor.LONGEST_BAN);
        assertThat(only().refusal()).isEqualTo(Fault.Kind.BANNED);
        now = now.plusSeconds(1);
        assertThat(only().refusal()).isNull();

        beijing.ended(MEETINGS, Fault.Kind.TOKEN);
        now = now.plus(AccountMonitor.LONGEST_BAN.multipliedBy(10));
        assertThat(only().refusal()).isEqualTo(Fault.Kind.TOKEN);
    }

    @Test
    void accounts_areToldApart() {
        monitor.of("berlin").ended(MEETINGS, Fault.Kind.TOKEN);

        assertThat(monitor.standings())
                .extracting(AccountMonitor.Standing::account, AccountMonitor.Standing::refusal)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("beijing", null),
                        org.assertj.core.groups.Tuple.tuple("berlin", Fault.Kind.TOKEN));
    }
}
