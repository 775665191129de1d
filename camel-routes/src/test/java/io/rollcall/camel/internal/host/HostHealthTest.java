package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The health of Camel Main with Rollcall in it (H13). */
@Tag("slow")
@Timeout(180)
class HostHealthTest {
    @TempDir
    Path folder;

    private final MainHost host = new MainHost();

    @AfterEach
    void stop() {
        host.close();
    }

    private MainHost configured() {
        return host.vendors().board().set("rollcall.store.url", "embedded:" + folder.resolve("data"));
    }

    private Map<String, HealthCheck.Result> checks() {
        Map<String, HealthCheck.Result> checks = new TreeMap<>();
        HealthCheckHelper.invoke(host.context(), "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("rollcall"))
                .forEach(result -> checks.put(result.getCheck().getId(), result));
        return checks;
    }

    /** The only check that is down. */
    private HealthCheck.Result down() {
        Map<String, HealthCheck.Result> down = new TreeMap<>(checks());
        down.values().removeIf(result -> result.getState() == HealthCheck.State.UP);
        assertThat(down).hasSize(1);
        return down.values().iterator().next();
    }

    private void assertUp() {
        assertThat(checks().values())
                .extracting(HealthCheck.Result::getState)
                .containsOnly(HealthCheck.State.UP)
                .hasSize(6);
    }

    @Test
    void health_whenAllIsWell_isUp_withADetailForEachFlowAndAccount() throws Exception {
        configured().start();
        host.runBoard();

        assertUp();
        assertThat(checks().get("rollcall-flows").getDetails().get("board"))
                .asString()
                .startsWith("complete at 20");
        assertThat(checks().get("rollcall-accounts").getDetails())
                .containsEntry("dingtalk", "accepted")
                .containsEntry("huawei", "accepted");
        assertThat(checks().get("rollcall-budget").getDetails().get("dingtalk"))
                .asString()
                .startsWith("ok, ");
    }

    @Test
    void health_whenNothingIsConfigured_isUp() throws Exception {
        host.start();

        assertUp();
    }

    @Test
    void health_whenNoStoreIsNeeded_isUp() throws Exception {
        host.sandbox().settings().forEach((key, value) -> {
            if (key.startsWith("rollcall.huawei.")) {
                host.set(key, value);
            }
        });
        host.start();

        assertUp();
    }

    @Test
    void health_whenAFlowFails_isDownUntilItSucceeds() throws Exception {
        configured().start();
        host.sandbox().script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        assertThat(host.runBoard().result().outcome().word()).isEqualTo("failed");

        HealthCheck.Result flows = down();
        assertThat(flows.getCheck().getId()).isEqualTo("rollcall-flows");
        assertThat(flows.getMessage())
                .hasValue("The last run of the flow board failed (permission). Its report says what to do.");
        assertThat(flows.getDetails().toString()).doesNotContain("UN-lisi");

        host.sandbox().clearFaults();
        host.runBoard();
        assertUp();
    }

    @Test
    void health_whenAScheduledFlowFails_isDown() throws Exception {
        configured().set("rollcall.flow.board.schedule", "1h");
        host.sandbox().script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        host.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(down().getCheck().getId()).isEqualTo("rollcall-flows"));
    }

    @Test
    void health_whenCredentialsAreRefused_isDownAndHoldsNoSecret() throws Exception {
        configured().set("rollcall.dingtalk.client-secret", "not-the-secret").start();
        Assertions.assertThatThrownBy(host::meetings).isInstanceOf(CamelExecutionException.class);

        HealthCheck.Result accounts = down();
        assertThat(accounts.getCheck().getId()).isEqualTo("rollcall-accounts");
        assertThat(accounts.getMessage())
                .hasValue("The vendor refuses the credentials of the account dingtalk. Correct them; Rollcall reads"
                        + " secrets in files again at the next call.");
        assertThat(accounts.getDetails().get("dingtalk")).asString().startsWith("token since 20");
        assertThat(accounts.toString() + accounts.getDetails()).doesNotContain("not-the-secret");
    }

    @Test
    void health_whenTheStoreCannotBeReachedAtTheStart_isDown() throws Exception {
        host.vendors().set("rollcall.store.url", "jdbc:postgresql://127.0.0.1:1/nowhere");
        host.set("rollcall.store.user", "rollcall").set("rollcall.store.password", "secret-of-the-store");
        host.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(checks().get("rollcall-store").getState()).isEqualTo(HealthCheck.State.DOWN));
        assertThat(checks().get("rollcall-store").getMessage().orElseThrow())
                .contains("store")
                .doesNotContain("secret-of-the-store");
    }

    @Test
    void health_whenTheBudgetIsUsedUp_isDown() throws Exception {
        configured().set("rollcall.dingtalk.monthly-calls", "1").start();
        host.runBoard();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(checks().get("rollcall-budget").getState()).isEqualTo(HealthCheck.State.DOWN));
        assertThat(checks().get("rollcall-budget").getDetails().get("dingtalk")).isEqualTo("used-up, 1 of 1 calls");
    }

    @Test
    void liveness_whenAFlowFails_staysUp_andGoesDownWithTheJvm() throws Exception {
        configured().start();
        host.sandbox().script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        host.runBoard();

        assertThat(HealthCheckHelper.invokeLiveness(host.context(), "full"))
                .allMatch(result -> result.getState() == HealthCheck.State.UP);
        assertThat(HealthCheckHelper.invokeReadiness(host.context(), "full"))
                .allMatch(result -> result.getState() == HealthCheck.State.UP);

        FatalErrors.report(new OutOfMemoryError("made by a test"));

        assertThat(HealthCheckHelper.invokeLiveness(host.context(), "full"))
                .filteredOn(result -> result.getState() == HealthCheck.State.DOWN)
                .extracting(result -> result.getCheck().getId())
                .containsExactly("rollcall-jvm");
    }

    @Test
    void check_whenTheHostDisablesIt_isNotRead() throws Exception {
        configured().set("camel.health.exclude-pattern", "rollcall-flows").start();
        host.sandbox().script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        host.runBoard();

        assertThat(checks()).doesNotContainKey("rollcall-flows").hasSize(5);
    }

    @Test
    void start_withoutCamelHealth_works() throws Exception {
        CamelContext context = new DefaultCamelContext() {
            @Override
            protected org.apache.camel.health.HealthCheckRegistry createHealthCheckRegistry() {
                return null;
            }
        };
        host.sandbox().settings().forEach(context.getPropertiesComponent()::addInitialProperty);
        context.getPropertiesComponent().addInitialProperty("rollcall.store.url", "embedded:" + folder.resolve("data"));
        context.start();

        assertThat(context.createProducerTemplate()
                        .requestBody("rollcall:ongoing-meetings", "UN-lisi", java.util.List.class))
                .hasSize(2);
        context.stop();
    }
}
