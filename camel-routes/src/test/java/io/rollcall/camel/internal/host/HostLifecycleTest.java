package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.OwnThreads;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.RollcallComponent;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contexts that do not simply start, run and stop. */
@Timeout(180)
@Tag("slow")
class HostLifecycleTest {
    @TempDir
    Path folder;

    private final MainHost host = new MainHost();

    @BeforeEach
    void configure() {
        host.vendors().board().set("rollcall.store.url", "embedded:" + folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    /** A host in plain Java, which finds Rollcall on its class path. */
    private CamelContext context(String store) {
        CamelContext context = new DefaultCamelContext();
        host.sandbox().settings().forEach(context.getPropertiesComponent()::addInitialProperty);
        context.getPropertiesComponent().addInitialProperty("rollcall.store.url", "embedded:" + folder.resolve(store));
        return context;
    }

    private static int meetings(CamelContext context) {
        return context.createProducerTemplate()
                .requestBody("rollcall:ongoing-meetings", "UN-lisi", List.class)
                .size();
    }

    @Test
    void start_whenARouteOfTheHostsCannotStart_leavesNothingOpen() throws Exception {
        Set<Thread> before = OwnThreads.now();
        host.set("rollcall.flow.board.schedule", "1s");
        host.main().configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one?no-such-option=1").log("never");
            }
        });

        assertThatThrownBy(host::start).hasStackTraceContaining("no-such-option");
        CamelContext context = host.context();
        host.main().stop();
        context.stop();

        OwnThreads.awaitOnly(before);
    }

    @Test
    void start_whenSomebodyElseRefusesIt_leavesNothingOpen() throws Exception {
        Set<Thread> before = OwnThreads.now();
        CamelContext context = context("data");
        AtomicBoolean refusing = new AtomicBoolean(true);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext starting) throws VetoCamelContextStartException {
                if (refusing.getAndSet(false)) {
                    throw new VetoCamelContextStartException("somebody else's reason", starting, true);
                }
            }
        });

        assertThatThrownBy(context::start).hasStackTraceContaining("somebody else's reason");
        context.stop();

        OwnThreads.awaitOnly(before);
        context.start();
        assertThat(meetings(context)).isEqualTo(2);
        context.stop();
    }

    @Test
    void start_whenRollcallRefusedIt_canBeTriedAgainWithBetterKeys() throws Exception {
        CamelContext context = context("data");
        context.getPropertiesComponent().addInitialProperty("rollcall.http.concurrency", "many");
        assertThatThrownBy(context::start).hasStackTraceContaining("rollcall.http.concurrency");

        context.getPropertiesComponent().addInitialProperty("rollcall.http.concurrency", "2");
        context.start();

        assertThat(meetings(context)).isEqualTo(2);
        context.stop();
    }

    @Test
    void stop_whenNeverStarted_endsInPeace() throws Exception {
        Set<Thread> before = OwnThreads.now();
        CamelContext fresh = context("data");
        fresh.stop();
        CamelContext initialized = context("data");
        initialized.init();
        assertThat(Rollcall.of(initialized)).isPresent();
        initialized.stop();

        OwnThreads.awaitOnly(before);
    }

    @Test
    void stop_whileAnExchangeWaitsForAVendor_letsItFinish() throws Exception {
        host.start();
        Sandbox sandbox = host.sandbox();
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).at("1").then(Preset.QPS));
        CompletableFuture<Object> asked = CompletableFuture.supplyAsync(
                () -> host.context().createProducerTemplate().requestBody("rollcall:ongoing-meetings", "UN-lisi"));
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);

        // more than the call takes on a slow machine
        host.context().getShutdownStrategy().setTimeout(60);
        host.context().stop();

        assertThat(asked.get(60, TimeUnit.SECONDS))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(2);
    }

    /** Rollcall's threads for replies are all busy: no call is in progress, and yet an exchange is. */
    @Test
    void stop_whileAnExchangeWaitsForAThread_letsItFinish() throws Exception {
        int threads = 32;
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger busy = new AtomicInteger();
        host.start();
        CamelContext context = host.context();
        AsyncProducer producer =
                context.getEndpoint("rollcall:ongoing-meetings").createAsyncProducer();
        producer.start();
        for (int i = 0; i < threads; i++) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody("UN-lisi");
            producer.process(exchange, done -> {
                busy.incrementAndGet();
                hold(go);
            });
        }
        await().until(() -> busy.get() == threads);
        ProducerTemplate template = context.createProducerTemplate();
        CompletableFuture<Object> asked =
                CompletableFuture.supplyAsync(() -> template.requestBody("rollcall:ongoing-meetings", "UN-lisi"));
        AsyncProcessorAwaitManager waiting = PluginHelper.getAsyncProcessorAwaitManager(context);
        await().until(() -> waiting.size() == 1);

        context.getShutdownStrategy().setTimeout(60);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        assertThatThrownBy(() -> stopped.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        go.countDown();

        assertThat(asked.get(60, TimeUnit.SECONDS))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
        stopped.get(60, TimeUnit.SECONDS);
    }

    private static void hold(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void stop_whenCalledTwice_endsOnce() throws Exception {
        CamelContext context = context("data");
        context.start();
        assertThat(meetings(context)).isEqualTo(2);
        context.stop();
        context.stop();

        assertThat(context.isStopped()).isTrue();
    }

    @Test
    void start_whenTheContextWasStopped_worksAgainWithItsFlowsAndTemplates() throws Exception {
        List<FlowReport> reports = new CopyOnWriteArrayList<>();
        CamelContext context = context("data");
        FlowListener reading = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        context.getRegistry().bind("reports", reading);
        Map<String, String> flows = Map.of(
                "rollcall.flow.board.schedule",
                "1s",
                "rollcall.flow.template.type",
                "cohost",
                "rollcall.flow.template.users",
                "UN-lisi",
                "rollcall.flow.board.type",
                "cohost",
                "rollcall.flow.board.users",
                "UN-lisi");
        flows.forEach(context.getPropertiesComponent()::addInitialProperty);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:meetings").to("rollcall:ongoing-meetings");
            }
        });
        Set<Thread> before = OwnThreads.now();
        context.start();
        TemplatedRouteBuilder.builder(context, RollcallConstants.FLOW_TEMPLATE)
                .routeId("by-template")
                .parameter("flow", "template")
                .parameter("schedule", "1s")
                .add();

        for (int start = 0; start < 3; start++) {
            reports.clear();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(reports).extracting(FlowReport::flow).contains("board", "template"));
            assertThat(context.createProducerTemplate().requestBody("direct:meetings", "UN-lisi", List.class))
                    .hasSize(2);
            assertThat(meetings(context)).isEqualTo(2);
            context.stop();
            assertThat(Rollcall.of(context)).isEmpty();
            OwnThreads.awaitOnly(before);
            // Camel empties its own registry at a stop
            context.getRegistry().bind("reports", reading);
            context.start();
        }
        context.stop();
        OwnThreads.awaitOnly(before);
    }

    @Test
    void component_whenItAloneHasAnAccount_usesTheStoreOfTheHostsKeys() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("rollcall.store.url", "embedded:" + folder.resolve("own"));
        RollcallComponent component = new RollcallComponent();
        Map<String, String> settings = host.sandbox().settings();
        component.setDingtalkClientId(settings.get("rollcall.dingtalk.client-id"));
        component.setDingtalkClientSecret(settings.get("rollcall.dingtalk.client-secret"));
        component.setKeys(Map.of(
                "dingtalk.api-url", host.sandbox().url(),
                "dingtalk.oapi-url", host.sandbox().url()));
        context.addComponent("rollcall", component);
        context.start();

        assertThat(meetings(context)).isEqualTo(2);
        assertThat(folder.resolve("own")).isDirectory();
        context.stop();
    }

    @Test
    void start_afterAStop_readsTheKeysAgain() throws Exception {
        CamelContext context = context("data");
        context.start();
        context.stop();
        context.getPropertiesComponent().addInitialProperty("rollcall.flow.later.type", "cohost");
        context.getPropertiesComponent().addInitialProperty("rollcall.flow.later.users", "UN-lisi");
        context.start();

        assertThat(context.createProducerTemplate()
                        .requestBody("rollcall:run?flow=later", null, FlowReport.class)
                        .flow())
                .isEqualTo("later");
        context.stop();
    }

    private RollcallConfig flow(String name, String schedule) {
        Map<String, String> keys = new HashMap<>(host.sandbox().settings());
        keys.put("rollcall.flow." + name + ".type", "cohost");
        keys.put("rollcall.flow." + name + ".users", "UN-lisi");
        keys.put("rollcall.flow." + name + ".schedule", schedule);
        keys.put("rollcall.store.url", "embedded:" + folder.resolve("data"));
        return RollcallConfig.parse(
                new ConfigurationSources(
                        List.of(ConfigurationSources.File.of("test", null, keys)), Map.of(), List.of()),
                KnownVendors.all(),
                new SystemEnvironment());
    }

    @Test
    void start_whenAnotherConfigurationWasApplied_keepsIt() throws Exception {
        CamelContext context = context("data");
        context.start();
        RollcallConfig applied = flow("applied", "1h");
        Rollcall.of(context).orElseThrow().apply(applied);
        context.stop();
        context.start();

        assertThat(Rollcall.of(context).orElseThrow().configuration()).isSameAs(applied);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(context.createProducerTemplate()
                        .requestBody("rollcall:run?flow=applied", null, FlowReport.class))
                .isNotNull());
        context.stop();
    }

    @Test
    void apply_whenItBringsAFlowWithASchedule_runsItOnThatSchedule() throws Exception {
        CamelContext context = context("data");
        context.start();
        Rollcall rollcall = Rollcall.of(context).orElseThrow();
        rollcall.apply(flow("later", "1s"));
        awaitMoreRuns();

        rollcall.apply(flow("other", "1h"));
        rollcall.apply(flow("later", "1s"));
        awaitMoreRuns();

        context.stop();
        context.start();
        awaitMoreRuns();
        context.stop();
    }

    private void awaitMoreRuns() {
        long before = runs();
        await().atMost(Duration.ofSeconds(20)).until(() -> runs() > before + 1);
    }

    private long runs() {
        return host.sandbox().calls(VendorApi.DINGTALK_ONGOING_MEETINGS);
    }

    @Test
    void start_whenTheHostsCodeInstalledRollcall_installsItAgainWithItsSchedules() throws Exception {
        List<FlowReport> reports = new CopyOnWriteArrayList<>();
        CamelContext context = new DefaultCamelContext();
        try (Store store = Store.embedded(folder.resolve("data"), Clock.systemUTC())) {
            RollcallConfig config = flow("own", "1s");
            Rollcall installed = Rollcall.install(context, config, store, Clock.systemUTC(), new FlowListener() {
                @Override
                public void finished(FlowReport report) {
                    reports.add(report);
                }
            });
            installed.schedule(config.flows().get(0));
            context.start();
            context.stop();
            reports.clear();
            context.start();

            await().atMost(Duration.ofSeconds(20)).until(() -> !reports.isEmpty());
            assertThat(meetings(context)).isEqualTo(2);
            context.stop();
        }
    }

    @Test
    void start_whenNothingIsConfiguredForRollcall_worksAgainAfterAStop() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host").setBody(constant("as ever"));
            }
        });
        context.start();
        context.stop();
        context.start();

        assertThat(context.createProducerTemplate().requestBody("direct:host", null, String.class))
                .isEqualTo("as ever");
        context.stop();
    }

    @Test
    void flow_whenAddedAfterAStopWithoutAny_runs() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.start();
        context.stop();
        context.start();
        Map<String, String> keys = new HashMap<>(host.sandbox().settings());
        keys.put("rollcall.flow.board.type", "cohost");
        keys.put("rollcall.flow.board.users", "UN-lisi");
        keys.put("rollcall.store.url", "embedded:" + folder.resolve("data"));
        RollcallConfig config = RollcallConfig.parse(
                new ConfigurationSources(
                        List.of(ConfigurationSources.File.of("test", null, keys)), Map.of(), List.of()),
                KnownVendors.all(),
                new SystemEnvironment());
        Rollcall rollcall = Rollcall.of(context).orElseThrow();
        rollcall.apply(config);

        assertThat(rollcall.run(config.flows().get(0), Mode.ONCE)).isPresent();
        context.stop();
    }

    @Test
    void contexts_whenSeveralRunInOneJvm_knowNothingOfEachOther() throws Exception {
        CamelContext one = context("one");
        CamelContext two = context("two");
        one.start();
        two.start();
        assertThat(meetings(one)).isEqualTo(2);
        assertThat(Rollcall.of(one)).isNotEqualTo(Rollcall.of(two));

        one.stop();

        assertThat(meetings(two)).isEqualTo(2);
        two.stop();
    }

    @Test
    void start_whenItFailedHalfway_isNotHalfDoneTheNextTime() throws Exception {
        CamelContext context = context("data");
        Map.of("type", "cohost", "users", "UN-lisi", "notify", "direct:x?nonsense=1")
                .forEach((key, value) ->
                        context.getPropertiesComponent().addInitialProperty("rollcall.flow.board." + key, value));
        assertThatThrownBy(context::start).hasStackTraceContaining("rollcall.flow.board.notify");

        assertThatThrownBy(context::start).hasStackTraceContaining("rollcall.flow.board.notify");
        context.stop();
    }
}
