package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.camel.metrics.RollcallMeters;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that measures with Micrometer. */
@Timeout(180)
@Tag("slow")
class HostMetersTest {
    @TempDir
    Path folder;

    private final MainHost host = new MainHost();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void configure() {
        host.vendors().board().set("rollcall.store.url", "embedded:" + folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private double promotions() {
        return registry.get("rollcall.changes")
                .tags("flow", "board", "action", "promote", "status", "done")
                .counter()
                .count();
    }

    @Test
    void registry_whenTheHostHasOne_isToldWhatFlowsAndCallsDo() throws Exception {
        host.bind("meters", registry).start();
        host.runBoard();

        assertThat(promotions()).isEqualTo(1);
        assertThat(registry.get("rollcall.requests")
                        .tags("operation", "dingtalk.token", "result", "done")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void registry_whenTheComponentAloneHasAnAccount_isToldToo() throws Exception {
        try (MainHost other = new MainHost()) {
            Map<String, String> settings = other.sandbox().settings();
            other.bind("meters", registry)
                    .set("rollcall.store.url", "embedded:" + folder.resolve("other"))
                    .set("camel.component.rollcall.dingtalk-client-id", settings.get("rollcall.dingtalk.client-id"))
                    .set(
                            "camel.component.rollcall.dingtalkClientSecret",
                            settings.get("rollcall.dingtalk.client-secret"))
                    .set(
                            "camel.component.rollcall.keys[dingtalk.api-url]",
                            other.sandbox().url())
                    .set(
                            "camel.component.rollcall.keys[dingtalk.oapi-url]",
                            other.sandbox().url())
                    .start();
            assertThat(other.meetings()).hasSize(2);
        }

        assertThat(registry.get("rollcall.requests")
                        .tags("operation", "dingtalk.token", "result", "done")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void budget_whenTheHostHasARegistry_isShownThere() throws Exception {
        host.bind("meters", registry).start();
        host.runBoard();

        assertThat(budget("used")).isPositive();
        assertThat(budget("left")).isEqualTo(budget("limit") - budget("used"));
        assertThat(budget("reserve")).isEqualTo(1_000);
        assertThat(registry.getMeters())
                .as("no gauge for calls that are not metered")
                .noneMatch(meter -> "huawei".equals(meter.getId().getTag("vendor")));
    }

    private double budget(String what) {
        return registry.get("rollcall.budget." + what)
                .tag("vendor", "dingtalk")
                .gauge()
                .value();
    }

    @Test
    void meters_whenTheHostMadeThemItself_countNothingTwice() throws Exception {
        host.bind("meters", registry)
                .bind("rollcallMeters", new RollcallMeters(registry))
                .start();
        host.runBoard();

        assertThat(promotions()).isEqualTo(1);
    }
}
