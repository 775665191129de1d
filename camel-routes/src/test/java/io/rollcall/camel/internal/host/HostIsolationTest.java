package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.journal.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a host does to all its routes, components and files does not reach Rollcall (H1, H2, H3, H9, H12). */
@Tag("slow")
@Timeout(180)
class HostIsolationTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final MainHost host = new MainHost();
    private final List<FlowReport> reports = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        host.close();
    }

    private MainHost configured() {
        return host.vendors()
                .board()
                .set("rollcall.store.url", "embedded:" + folder.resolve("data"))
                .bind("reports", reading(reports));
    }

    private static FlowListener reading(List<FlowReport> reports) {
        return new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
    }

    private void assertRunsGoOn(List<FlowReport> list) {
        int before = list.size();
        await().atMost(SOON).until(() -> list.size() > before + 1);
        assertThat(list.get(list.size() - 1).result().outcome().word()).isEqualTo("complete");
    }

    /** A host's route in YAML that answers a text. */
    private static String yaml(String answer) {
        return """
                - route:
                    id: host
                    from:
                      uri: direct:host
                      steps:
                        - to:
                            uri: rollcall:ongoing-meetings
                        - setBody:
                            constant: %s
                """
                .formatted(answer);
    }

    private String ask() {
        return host.context().createProducerTemplate().requestBody("direct:host", "UN-lisi", String.class);
    }

    @Test
    void reload_whenAFileOfRoutesChanges_leavesFlowsEndpointsAndTheTemplate() throws Exception {
        Path file = Files.writeString(
                Files.createDirectory(folder.resolve("routes")).resolve("host.camel.yaml"), yaml("first"));
        configured()
                .set("rollcall.flow.board.schedule", "1s")
                .set("rollcall.flow.template.type", "cohost")
                .set("rollcall.flow.template.users", "UN-john")
                .set("camel.routeTemplate[by-template].template-id", "rollcall-flow")
                .set("camel.routeTemplate[by-template].flow", "template")
                .set("camel.routeTemplate[by-template].schedule", "1s")
                .set("rollcall.flow.later.type", "cohost")
                .set("rollcall.flow.later.users", "UN-john")
                .set("camel.main.routesIncludePattern", "file:" + file)
                .set("camel.main.routesReloadEnabled", "true")
                .set("camel.main.routesReloadDirectory", file.getParent().toString())
                .set("camel.main.routesReloadPattern", "*.yaml")
                .start();
        assertThat(ask()).isEqualTo("first");

        Files.writeString(file, yaml("second"));
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(ask())
                .isEqualTo("second"));

        reports.clear();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(reports).extracting(FlowReport::flow).contains("board", "template"));
        // none while the schedule runs it
        await().atMost(SOON)
                .until(
                        () -> host.runBoard(),
                        report -> report != null && report.flow().equals("board"));
        TemplatedRouteBuilder.builder(host.context(), RollcallConstants.FLOW_TEMPLATE)
                .routeId("another")
                .parameter("flow", "later")
                .parameter("schedule", "1h")
                .add();
        // one write may be seen as two, and routes are away for a moment while they are loaded again
        await().atMost(SOON).untilAsserted(() -> assertThat(host.context().getRoutes())
                .extracting(Route::getRouteId)
                .contains("host", "by-template", "another"));
    }

    @Test
    void routeConfiguration_whenItIsGlobal_reachesNeitherFlowsNorCalls() throws Exception {
        AtomicInteger intercepted = new AtomicInteger();
        configured()
                .set("rollcall.flow.board.schedule", "1s")
                .set("rollcall.flow.template.type", "cohost")
                .set("rollcall.flow.template.users", "UN-john")
                .set("camel.routeTemplate[by-template].template-id", "rollcall-flow")
                .set("camel.routeTemplate[by-template].flow", "template")
                .set("camel.routeTemplate[by-template].schedule", "1s");
        host.main().configure().addRoutesBuilder(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration()
                        .onException(Exception.class)
                        .handled(true)
                        .process(any -> intercepted.incrementAndGet());
                routeConfiguration().intercept().process(any -> intercepted.incrementAndGet());
                routeConfiguration()
                        .interceptFrom()
                        .process(any -> intercepted.incrementAndGet())
                        .stop();
                routeConfiguration()
                        .interceptSendToEndpoint("*")
                        .skipSendToOriginalEndpoint()
                        .process(any -> intercepted.incrementAndGet());
                routeConfiguration().onCompletion().process(any -> intercepted.incrementAndGet());
            }
        });
        host.start();

        assertRunsGoOn(reports);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(reports).extracting(FlowReport::flow).contains("template"));
        assertThat(host.meetings()).hasSize(2);
        assertThat(host.runBoard().result().outcome().word()).isEqualTo("complete");
        assertThat(intercepted).hasValue(0);

        long begin = System.nanoTime();
        host.main().stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    /** A request as the vendor saw it, but for what differs from call to call. */
    private List<String> requests() {
        return host.sandbox().requests().stream().map(RecordedRequest::toString).toList();
    }

    @Test
    void customizers_ofTheHostsHttpComponent_doNotReachRequests() throws Exception {
        configured()
                .bind("customizer", ComponentCustomizer.forType(HttpComponent.class, http -> {
                    http.setHttpClientConfigurer(spoil());
                    http.setFollowRedirects(true);
                }))
                .bind("everything", new ComponentCustomizer() {
                    @Override
                    public void configure(String name, Component target) {
                        if (target instanceof HttpComponent http) {
                            http.setHttpClientConfigurer(spoil());
                        }
                    }
                })
                .bind("configurer", spoil())
                .bind("ssl", new SSLContextParameters())
                .start();

        assertThat(host.meetings()).hasSize(2);
        assertThat(host.runBoard().result().outcome().word()).isEqualTo("complete");

        assertThat(host.sandbox().requests()).isNotEmpty();
        assertThat(requests()).noneMatch(request -> request.contains("spoilt"));
        assertThat(host.context().getComponent("http", HttpComponent.class).getHttpClientConfigurer())
                .as("the host's own component is customized")
                .isNotNull();
    }

    private static HttpClientConfigurer spoil() {
        return client -> client.addRequestInterceptorLast((request, entity, context) -> request.setPath("/spoilt"));
    }

    private CamelContext context(String name, String store, List<FlowReport> list) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName(name);
        context.disableJMX();
        context.getRegistry().bind("reports", reading(list));
        Map<String, String> keys = new TreeMap<>(host.sandbox().settings());
        keys.put("rollcall.store.url", "embedded:" + folder.resolve(store));
        keys.put("rollcall.flow.board.type", "cohost");
        keys.put("rollcall.flow.board.users", "UN-lisi");
        keys.put("rollcall.flow.board.schedule", "0/1 * * * * ?");
        keys.forEach(context.getPropertiesComponent()::addInitialProperty);
        return context;
    }

    @Test
    void contexts_ofOneName_shareNothing() throws Exception {
        List<FlowReport> second = new CopyOnWriteArrayList<>();
        CamelContext one = context("host", "one", reports);
        CamelContext two = context("host", "two", second);
        one.start();
        two.start();
        assertRunsGoOn(reports);

        one.stop();

        assertRunsGoOn(second);
        two.stop();
    }

    private RollcallConfig flow(String name) {
        Map<String, String> keys = new TreeMap<>(host.sandbox().settings());
        keys.put("rollcall.flow." + name + ".type", "cohost");
        keys.put("rollcall.flow." + name + ".users", "UN-lisi");
        keys.put("rollcall.store.url", "embedded:" + folder.resolve("data"));
        return RollcallConfig.parse(
                new ConfigurationSources(
                        List.of(ConfigurationSources.File.of("test", null, keys)), Map.of(), List.of()),
                KnownVendors.all(),
                new SystemEnvironment());
    }

    @Test
    void routes_whenTheHostAddsThemWhileFlowsAreReplaced_areAllThere() throws Exception {
        configured().start();
        CamelContext context = host.context();
        Rollcall rollcall = Rollcall.of(context).orElseThrow();
        CompletableFuture<Void> hosts = CompletableFuture.runAsync(() -> {
            for (int route = 0; route < 50; route++) {
                add(context, "flow" + route);
            }
        });
        CompletableFuture<Void> flows = CompletableFuture.runAsync(() -> {
            for (int flow = 0; flow < 50; flow++) {
                apply(rollcall, flow("flow" + flow));
            }
        });

        CompletableFuture.allOf(hosts, flows).get(30, TimeUnit.SECONDS);

        for (int route = 0; route < 50; route++) {
            assertThat(context.createProducerTemplate().requestBody("direct:flow" + route, null, String.class))
                    .isEqualTo("host's flow" + route);
        }
        assertThat(context.createProducerTemplate()
                        .requestBody("rollcall:run?flow=flow49", null, FlowReport.class)
                        .flow())
                .isEqualTo("flow49");
    }

    private static void add(CamelContext context, String id) {
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + id).routeId(id).setBody(constant("host's " + id));
                }
            });
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void apply(Rollcall rollcall, RollcallConfig config) {
        try {
            rollcall.apply(config);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void templateInstance_whenTheHostHasARouteOfTheName_doesNotReplaceIt() throws Exception {
        configured().start();
        add(host.context(), "taken");

        assertThatThrownBy(() -> TemplatedRouteBuilder.builder(host.context(), RollcallConstants.FLOW_TEMPLATE)
                        .routeId("taken")
                        .parameter("flow", "board")
                        .parameter("schedule", "1h")
                        .add())
                .hasStackTraceContaining("cannot make the route taken: a route has this id already");

        assertThat(host.context().createProducerTemplate().requestBody("direct:taken", null, String.class))
                .isEqualTo("host's taken");
        List<String> ids = new ArrayList<>();
        TemplatedRouteBuilder.builder(host.context(), RollcallConstants.FLOW_TEMPLATE)
                .routeId("free")
                .parameter("flow", "board")
                .parameter("schedule", "1h")
                .add();
        host.context().getRoutes().forEach(route -> ids.add(route.getRouteId()));
        assertThat(ids).contains("taken", "free");
    }
}
