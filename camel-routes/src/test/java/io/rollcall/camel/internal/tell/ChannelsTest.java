package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.tell.Verdict;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The channels of a program whose configuration is replaced. */
@Tag("slow")
class ChannelsTest extends RollcallTestSupport {
    private final Set<ThreadPoolExecutor> pools = ConcurrentHashMap.newKeySet();

    private String[] properties(String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi,UN-john",
                "rollcall.flow.board.tell=ops",
                "rollcall.tell.ops.kind=dingtalk",
                "rollcall.tell.ops.url=" + sandbox.robots().url("dingtalk"),
                "rollcall.tell.ops.secret=" + sandbox.robots().secret("dingtalk")));
        properties.addAll(List.of(more));
        return properties.toArray(String[]::new);
    }

    private FlowReport runBoard() {
        return rollcall.run(flow("board"), Mode.ONCE).orElseThrow();
    }

    /** Follows the channels' thread pools, as JMX does. */
    private void countThreadPools() {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onThreadPoolAdd(
                    CamelContext camel,
                    ThreadPoolExecutor pool,
                    String id,
                    String sourceId,
                    String routeId,
                    String profileId) {
                if ((id + sourceId).contains("rollcall-tell-")) {
                    pools.add(pool);
                }
            }

            @Override
            public void onThreadPoolRemove(CamelContext camel, ThreadPoolExecutor pool) {
                pools.remove(pool);
            }
        });
    }

    @Test
    void replacedConfiguration_goesOnWithWhatWaits() throws Exception {
        play(Company.builtIn());
        countThreadPools();
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        DateTimeFormatter minute = DateTimeFormatter.ofPattern("HH:mm");
        String[] quiet = properties(
                "rollcall.timezone=UTC",
                "rollcall.tell.ops.when=changes",
                "rollcall.tell.ops.quiet=" + now.minusHours(1).format(minute) + "-"
                        + now.plusHours(1).format(minute));
        start(quiet);
        runBoard();
        assertThat(pools).hasSize(1);

        configure(quiet);
        rollcall.apply(config);
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        runBoard();
        assertThat(sandbox.robots().messages()).isEmpty();
        configure(properties("rollcall.timezone=UTC", "rollcall.tell.ops.when=changes"));
        rollcall.apply(config);

        await().untilAsserted(() -> assertThat(sandbox.robots().messages()).hasSize(1));
        assertThat(sandbox.robots().messages().get(0).body()).contains("2 new co-hosts", "board failed");
        assertThat(pools).hasSize(1);
    }

    @Test
    void channelThatIsRemoved_leavesNoThreadPool_andNoLineInHealth() throws Exception {
        play(Company.builtIn());
        countThreadPools();
        start(properties());
        assertThat(pools).hasSize(1);

        configure("rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi,UN-john");
        rollcall.apply(config);

        assertThat(pools).isEmpty();
        assertThat(rollcall.health().channels().standings()).isEmpty();
    }

    @Test
    void channelsWithoutAccounts_canBeTested() throws Exception {
        play(Company.builtIn());
        Sandbox robots = sandbox;
        sandbox = null; // it would add accounts
        configure(
                "rollcall.tell.ops.kind=slack",
                "rollcall.tell.ops.url=" + robots.robots().url("slack"));
        sandbox = robots;
        camel = context;
        install();

        assertThat(config.applications()).isEmpty();
        assertThat(rollcall.testChannel("ops")).isInstanceOf(Verdict.Delivered.class);
    }
}
