package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.call.CallCount;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.UserId;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.UserLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class TokensTest extends RollcallTestSupport {
    private static final String[] UNLIMITED = {
        "rollcall.dingtalk.calls-per-second=0", "rollcall.huawei.calls-per-minute=0"
    };

    private <I, O> CompletableFuture<Outcome<O>> call(Operation<I, O> operation, I input) {
        CompletableFuture<Outcome<O>> future = new CompletableFuture<>();
        accounts()
                .named(operation.name().vendor())
                .orElseThrow()
                .call(operation, input, new CallCount(), future::complete, future::completeExceptionally);
        return future;
    }

    private <C> C capability(String vendor, Class<C> type) {
        return config.applications().get(vendor).provider().capability(type).orElseThrow();
    }

    private CompletableFuture<? extends Outcome<?>> call(VendorApi api) {
        return switch (api) {
            case DINGTALK_ONGOING_MEETINGS ->
                call(capability("dingtalk", OngoingMeetings.class).ongoingMeetings(), new UserId("UN-lisi"));
            case DINGTALK_SUB_DEPARTMENT_IDS ->
                call(capability("dingtalk", DepartmentDirectory.class).subDepartmentIds(), new DepartmentId(1));
            default ->
                call(
                        capability("huawei", UserLookup.class).details(),
                        new UserLookup.Question("THIRD_ACCOUNT", List.of("lisi")));
        };
    }

    private static Object answer(CompletableFuture<? extends Outcome<?>> call) throws Exception {
        return call.get(60, TimeUnit.SECONDS);
    }

    @Test
    void token_whenManyCallsNeedTheFirst_isFetchedOnce() throws Exception {
        play(Company.builtIn().withoutLimits());
        start(UNLIMITED);

        List<CompletableFuture<? extends Outcome<?>>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(call(VendorApi.DINGTALK_ONGOING_MEETINGS));
            calls.add(call(VendorApi.HUAWEI_USER_DETAILS));
        }

        for (CompletableFuture<? extends Outcome<?>> call : calls) {
            assertThat(answer(call)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(sandbox.calls(VendorApi.DINGTALK_TOKEN)).isEqualTo(1);
        assertThat(sandbox.calls(VendorApi.HUAWEI_TOKEN)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "DINGTALK_ONGOING_MEETINGS, DINGTALK_TOKEN, TOKEN_REJECTED",
        "DINGTALK_SUB_DEPARTMENT_IDS, DINGTALK_TOKEN, TOKEN_REJECTED",
        "DINGTALK_SUB_DEPARTMENT_IDS, DINGTALK_TOKEN, TOKEN_REJECTED_BARE",
        "DINGTALK_SUB_DEPARTMENT_IDS, DINGTALK_TOKEN, TOKEN_EXPIRED",
        "HUAWEI_USER_DETAILS, HUAWEI_TOKEN, TOKEN_REJECTED",
        "HUAWEI_USER_DETAILS, HUAWEI_TOKEN, TOKEN_REJECTED_400"
    })
    void token_whenRejectedInAnyForm_isFetchedOnceMoreAndTheCallRepeatedOnce(
            VendorApi api, VendorApi tokenApi, Preset form) throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(api).at("1").then(form));
        start(UNLIMITED);

        assertThat(answer(call(api))).isInstanceOf(Outcome.Done.class);

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(sandbox.calls(api)).isEqualTo(2);
        assertThat(sandbox.calls(tokenApi)).isEqualTo(2);
    }

    @Test
    void token_whenRejectedForEver_isFetchedOnceMoreOnly_andNamesAnotherProgram() throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.HUAWEI_USER_DETAILS)
                .then(Preset.TOKEN_REJECTED));
        start(UNLIMITED);

        assertThat(answer(call(VendorApi.HUAWEI_USER_DETAILS))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.fault().kind()).isEqualTo(Fault.Kind.TOKEN);
            assertThat(failed.fault().remedy()).contains("Another program probably uses the same application");
        });
        assertThat(sandbox.calls(VendorApi.HUAWEI_USER_DETAILS)).isEqualTo(2);
        assertThat(sandbox.calls(VendorApi.HUAWEI_TOKEN)).isEqualTo(2);
    }

    @Test
    void token_whenTheSameOneIsRejectedAgain_isFetchedOnceMoreOnly() throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                .then(Preset.TOKEN_REJECTED));
        start(UNLIMITED);

        assertThat(answer(call(VendorApi.DINGTALK_ONGOING_MEETINGS)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.fault().remedy()).doesNotContain("Another program"));
        assertThat(sandbox.calls(VendorApi.DINGTALK_TOKEN)).isEqualTo(2);
    }

    @Test
    void token_whenRevokedWhileManyCallsAreUnderWay_isFetchedOnceMore() throws Exception {
        play(Company.builtIn().withoutLimits());
        start(UNLIMITED);
        answer(call(VendorApi.DINGTALK_ONGOING_MEETINGS));
        sandbox.revokeDingTalkTokens();

        List<CompletableFuture<? extends Outcome<?>>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(call(VendorApi.DINGTALK_ONGOING_MEETINGS));
        }

        for (CompletableFuture<? extends Outcome<?>> call : calls) {
            assertThat(answer(call)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(sandbox.calls(VendorApi.DINGTALK_TOKEN)).isEqualTo(2);
    }

    @Test
    void token_whenItLivesForTwoSeconds_isRenewedBeforeItEnds() throws Exception {
        play("{'dingtalk':{'tokenSeconds':2,'callsPerSecond':0}}");
        start(UNLIMITED);

        long longest = 0;
        long last = System.nanoTime();
        for (long end = last + TimeUnit.MILLISECONDS.toNanos(3_600); last < end; ) {
            assertThat(answer(call(VendorApi.DINGTALK_SUB_DEPARTMENT_IDS))).isInstanceOf(Outcome.Done.class);
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
        }

        // at 0, 1.6 and 3.2 s: never a call with a token that ended, so none was repeated
        assertThat(sandbox.calls(VendorApi.DINGTALK_TOKEN)).isBetween(2L, 3L);
        assumeTrue(longest < TimeUnit.MILLISECONDS.toNanos(350), "a call took longer than a token's last 0.4 s");
        assertThat(sandbox.requests()).filteredOn(seen -> seen.status() != 200).isEmpty();
    }

    @Test
    void credentials_whenRefused_areNotTriedForEachCall() throws Exception {
        play(Company.builtIn().withoutLimits());
        start("rollcall.dingtalk.client-secret=wrong", UNLIMITED[0]);

        for (int i = 0; i < 20; i++) {
            assertThat(answer(call(VendorApi.DINGTALK_ONGOING_MEETINGS)))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.fault().kind()).isEqualTo(Fault.Kind.TOKEN));
        }
        assertThat(sandbox.calls(VendorApi.DINGTALK_TOKEN)).isEqualTo(1);
        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isZero();
    }
}
