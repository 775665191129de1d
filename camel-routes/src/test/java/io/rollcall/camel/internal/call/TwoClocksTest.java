package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.http.HttpTransport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.store.Store;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.UserLookup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to a vendor whose clock is right, with a wall clock here that is set and a monotonic one that is driven by hand. */
@Tag("slow")
class TwoClocksTest extends RollcallTestSupport {
    private final AtomicReference<Duration> wrongBy = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Instant> monotonic = new AtomicReference<>(Instant.EPOCH);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private PrivateContext inside;
    private CallExecutor calls;

    @BeforeEach
    void begin() throws Exception {
        play(Company.builtIn().withoutLimits());
        configure();
        camel = context;
        store = Store.embedded(folder.resolve("data"), Clock.systemUTC());
        Application huawei = config.applications().get("huawei");
        Clocks clocks = new Clocks(() -> Instant.now().plus(wrongBy.get()), monotonic::get);
        inside = new PrivateContext(camel);
        inside.start();
        HttpTransport transport = new HttpTransport(inside, "huawei", huawei.addresses(), config.http(), timer);
        calls = new CallExecutor(
                transport, huawei, store, Duration.ofSeconds(10), clocks, timer, workers, CallListener.NONE);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
        workers.shutdownNow();
        inside.stop();
    }

    private Outcome<?> call() throws Exception {
        CompletableFuture<Outcome<?>> outcome = new CompletableFuture<>();
        UserLookup lookup = config.applications()
                .get("huawei")
                .provider()
                .capability(UserLookup.class)
                .orElseThrow();
        calls.call(
                lookup.details(),
                new UserLookup.Question("THIRD_ACCOUNT", List.of("lisi")),
                new CallCount(),
                outcome::complete,
                outcome::completeExceptionally);
        return outcome.get(60, TimeUnit.SECONDS);
    }

    private void pass(Duration time) {
        monotonic.updateAndGet(before -> before.plus(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT-4320H"})
    void clockThatIsWrongAtStart_onceItIsCorrected_signsForHuaweiWithTheRightTime(Duration wrong) throws Exception {
        wrongBy.set(wrong);
        assertThat(((Outcome.Failed<?>) call()).fault().kind()).isEqualTo(Fault.Kind.TOKEN);

        wrongBy.set(Duration.ZERO);
        pass(Duration.ofSeconds(10));

        assertThat(call()).isInstanceOf(Outcome.Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-4320H", "PT4320H"})
    void clockThatJumps_neitherAsksForEverNorLessThanItMust(Duration jump) throws Exception {
        assertThat(call()).isInstanceOf(Outcome.Done.class);

        wrongBy.set(jump);
        for (int i = 0; i < 5; i++) {
            assertThat(call()).isInstanceOfAny(Outcome.Done.class, Outcome.Failed.class);
        }
        assertThat(sandbox.calls(VendorApi.HUAWEI_TOKEN)).isLessThanOrEqualTo(2);

        pass(Duration.ofDays(2));
        long before = sandbox.calls(VendorApi.HUAWEI_TOKEN);
        wrongBy.set(Duration.ZERO);
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(sandbox.calls(VendorApi.HUAWEI_TOKEN)).isEqualTo(before + 1);
    }

    @Test
    void refusedCredentials_whenTheClockIsSetBack_areTriedAgainAfterTenSeconds() throws Exception {
        wrongBy.set(Duration.ofHours(-1));
        call();
        wrongBy.set(Duration.ofHours(-3));

        pass(Duration.ofMillis(9_999));
        call();
        assertThat(sandbox.calls(VendorApi.HUAWEI_TOKEN)).isEqualTo(1);
        pass(Duration.ofMillis(1));
        call();
        assertThat(sandbox.calls(VendorApi.HUAWEI_TOKEN)).isEqualTo(2);
    }
}
