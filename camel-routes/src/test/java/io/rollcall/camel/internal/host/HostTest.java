package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.rollcall.camel.Logged;
import io.rollcall.camel.OwnThreads;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.api.RollcallStartException;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rollcall on the class path of Camel Main, which knows nothing of it but properties. */
@Timeout(180)
@Tag("slow")
class HostTest {
    @TempDir
    Path folder;

    private final Main main = new Main();
    private final List<FlowReport> reports = new CopyOnWriteArrayList<>();
    private Sandbox sandbox;

    @BeforeEach
    void prepare() {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().withAutoConfigurationLogSummary(false).withShutdownTimeout(5);
        main.bind("reports", new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        });
    }

    @AfterEach
    void stop() {
        main.stop();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private void property(String key, String value) {
        main.addInitialProperty(key, value);
    }

    /** Points the host at a sandbox; nothing is said of a store. */
    private void vendors() throws IOException {
        sandbox = Sandbox.start(Company.builtIn(), 0);
        Properties all = new Properties();
        all.load(new java.io.StringReader(sandbox.properties()));
        all.stringPropertyNames().stream()
                .filter(key -> !key.startsWith("rollcall.flow."))
                .forEach(key -> property(key, all.getProperty(key)));
    }

    private void store() {
        property("rollcall.store.url", "embedded:" + folder.resolve("data"));
    }

    private void board() {
        property("rollcall.flow.board.type", "cohost");
        property("rollcall.flow.board.users", "UN-lisi");
    }

    private CamelContext start() throws Exception {
        main.start();
        return main.getCamelContext();
    }

    /** What the person sees who starts the host. */
    private String refusal() {
        Throwable thrown = catchThrowable(this::start);
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof RollcallStartException)) {
            cause = cause.getCause();
        }
        assertThat(cause).as("%s", thrown).isInstanceOf(RollcallStartException.class);
        return cause.getMessage();
    }

    private List<String> routes() {
        return main.getCamelContext().getRoutes().stream()
                .map(Route::getRouteId)
                .sorted()
                .toList();
    }

    @Test
    void nothing_whenNothingIsConfigured_isStarted() throws Exception {
        Set<Thread> threads = OwnThreads.now();
        start();

        assertThat(routes()).isEmpty();
        assertThat(OwnThreads.now()).isSubsetOf(threads);
        assertThat(main.getCamelContext().getComponentNames()).isEmpty();
        assertThat(Rollcall.of(main.getCamelContext())).isPresent();
    }

    @Test
    void enabled_whenFalse_leavesTheHostAlone() throws Exception {
        property("rollcall.camel.enabled", "false");
        property("rollcall.dingtalk.client-idd", "nobody looks at it");
        start();

        assertThat(Rollcall.of(main.getCamelContext())).isEmpty();
    }

    @Test
    void start_whenKeysAreWrong_isRefusedNamingThemAll() {
        property("rollcall.dingtalk.client-ids", "key");
        property("rollcall.server.port", "9090");
        property("rollcall.log.format", "json");
        property("rollcall.camel.enable", "true");
        property("rollcall.flow.board.type", "cohorst");
        property("rollcall.http.concurrency", "{{nobody.defines.this}}");

        assertThat(refusal())
                .isEqualTo(
                        """
                        Rollcall's configuration cannot be used:
                          initial: rollcall.camel.enable is unknown; did you mean rollcall.camel.enabled?
                          initial: rollcall.log.format is for the program of its own: this application configures its own logging; remove it
                          initial: rollcall.server.port is for the program of its own: this application has health checks and metrics already; remove it
                          initial: rollcall.http.concurrency holds a placeholder that cannot be resolved; correct its name, or define it
                          initial: rollcall.dingtalk.client-ids is unknown; did you mean rollcall.dingtalk.client-id?
                          initial: rollcall.flow.board.type must be cohost, invite or roster, not 'cohorst'; did you mean cohost?""");
    }

    @Test
    void start_whenNobodySaidWhereToRemember_isRefusedAndMakesNoDatabase() throws Exception {
        vendors();
        board();

        assertThat(refusal()).contains("rollcall.store.url is missing: Rollcall must remember whom it rang");
        assertThat(Path.of("rollcall-data")).doesNotExist();
    }

    @Test
    void start_whenTheStoresUrlIsNone_isRefusedWithoutShowingIt() throws Exception {
        vendors();
        property("rollcall.store.url", "jdbc:postgresql://someone:word@host:port/name");

        assertThat(refusal())
                .contains("rollcall.store.url is not a PostgreSQL URL: write jdbc:postgresql://HOST:PORT/DATABASE")
                .doesNotContain("word");
    }

    @Test
    void operations_whenCredentialsAreGiven_workWithoutRoutes() throws Exception {
        vendors();
        store();
        start();

        assertThat(routes()).isEmpty();
        assertThat((List<?>) main.getCamelTemplate().requestBody("rollcall:ongoing-meetings", "UN-lisi"))
                .hasSize(2);
        assertThat(reports).isEmpty();
    }

    @Test
    void flow_whenItHasASchedule_looksAtOnceAndAgain() throws Exception {
        vendors();
        store();
        board();
        property("rollcall.flow.board.schedule", "1s");
        start();

        await().atMost(Duration.ofSeconds(60)).until(() -> reports.size() >= 2);

        assertThat(reports.get(0).mode()).isEqualTo(Mode.RUN);
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
        assertThat(routes()).as("flows run in a context of their own").isEmpty();
    }

    @Test
    void flow_whenItHasAPeriod_looksOnceAtTheStart() throws Exception {
        vendors();
        store();
        board();
        property("rollcall.flow.board.schedule", "1h");
        try (Logged logged = new Logged(Level.INFO)) {
            start();
            await().atMost(Duration.ofSeconds(60)).until(() -> !reports.isEmpty());

            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(30)).until(() -> reports.size() == 1);
            assertThat(String.join("\n", logged.lines())).doesNotContain("still running");
        }
    }

    @Test
    void flow_whenARunFails_isWarnedAboutNamingNobody() throws Exception {
        vendors();
        store();
        board();
        sandbox.script(
                io.rollcall.sandbox.script.Fault.on(io.rollcall.sandbox.script.VendorApi.DINGTALK_ONGOING_MEETINGS)
                        .then(io.rollcall.sandbox.script.Preset.PERMISSION));
        property("rollcall.flow.board.schedule", "1h");
        try (Logged logged = new Logged(Level.INFO)) {
            start();
            await().atMost(Duration.ofSeconds(60)).until(() -> !reports.isEmpty());

            assertThat(String.join("\n", logged.lines()))
                    .contains("flow board: failed: permission: ")
                    .doesNotContain("UN-lisi");
        }
    }

    @Test
    void flow_whenDisabledOrWithoutSchedule_waitsToBeAsked() throws Exception {
        vendors();
        store();
        board();
        property("rollcall.flow.off.type", "cohost");
        property("rollcall.flow.off.users", "UN-lisi");
        property("rollcall.flow.off.schedule", "1s");
        property("rollcall.flow.off.enabled", "false");
        start();

        assertThat(reports).isEmpty();
        FlowReport report = main.getCamelTemplate().requestBody("rollcall:run?flow=board", null, FlowReport.class);
        assertThat(report.flow()).isEqualTo("board");
    }

    @Test
    void template_whenInstantiatedInTheHostsIdiom_runsTheFlow() throws Exception {
        vendors();
        store();
        board();
        property("camel.routeTemplate[every-second].template-id", "rollcall-flow");
        property("camel.routeTemplate[every-second].flow", "board");
        property("camel.routeTemplate[every-second].schedule", "1s");
        start();

        await().atMost(Duration.ofSeconds(60)).until(() -> reports.size() >= 2);
        assertThat(routes()).contains("every-second");
    }

    @Test
    void template_whenItsParametersDoNotFit_stopsTheStartNamingAllOfThem() throws Exception {
        vendors();
        store();
        board();
        property("camel.routeTemplate[a].template-id", "rollcall-flow");
        property("camel.routeTemplate[a].flow", "board");
        property("camel.routeTemplate[a].schedule", "every day");
        property("camel.routeTemplate[a].users", "UN1");
        property("camel.routeTemplate[b].templateId", "rollcall-flow");
        property("camel.routeTemplate[b].flow", "bored");
        property("camel.routeTemplate[c].templateId", "rollcall-flow");
        property("camel.routeTemplate[c].flow", "board");
        property("camel.routeTemplate[c].schedule", "1s");

        assertThat(refusal().lines())
                .containsExactlyInAnyOrder(
                        "Rollcall's configuration cannot be used:",
                        "  route template a: does not take users; it takes flow, schedule and atStart",
                        "  route template a: has a schedule that must be a period such as 30s or a Quartz cron expression:"
                                + " Illegal characters for this position: 'EVE'",
                        "  route template b: names a flow that is not configured: The flow 'bored' is not"
                                + " configured. Did you mean board? The configured flows: board.",
                        "  route template b: needs the parameter schedule",
                        "  route template c: is used twice for the flow board: a flow has one schedule, here or in"
                                + " rollcall.flow.board.schedule");
    }

    @Test
    void template_whenTheFlowHasAScheduleOfItsOwn_stopsTheStart() throws Exception {
        vendors();
        store();
        board();
        property("rollcall.flow.board.schedule", "1h");
        property("camel.routeTemplate[a].template-id", "rollcall-flow");
        property("camel.routeTemplate[a].flow", "board");
        property("camel.routeTemplate[a].schedule", "1s");

        assertThat(refusal()).contains("is used twice for the flow board");
    }

    @Test
    void template_whenUsedInJava_checksItsParametersToo() throws Exception {
        vendors();
        store();
        board();
        CamelContext context = start();

        assertThatThrownBy(() -> TemplatedRouteBuilder.builder(context, RollcallConstants.FLOW_TEMPLATE)
                        .routeId("mine")
                        .parameter("flow", "board")
                        .parameter("schedule", "1s")
                        .parameter("user", "UN1")
                        .add())
                .hasMessage(
                        "The route template rollcall-flow does not take user; it takes flow, schedule and atStart.");
        TemplatedRouteBuilder.builder(context, RollcallConstants.FLOW_TEMPLATE)
                .routeId("mine")
                .parameter("flow", "board")
                .parameter("schedule", "1h")
                .add();
        await().atMost(Duration.ofSeconds(60)).until(() -> !reports.isEmpty());
        context.getRouteController().stopRoute("mine");
        assertThat(context.removeRoute("mine")).isTrue();
        TemplatedRouteBuilder.builder(context, RollcallConstants.FLOW_TEMPLATE)
                .routeId("again")
                .parameter("flow", "board")
                .parameter("schedule", "1h")
                .add();
        assertThat(routes()).contains("again");
    }

    @Test
    void routes_whenTheHostHasOneOfAFlowsName_areBothThere() throws Exception {
        vendors();
        store();
        board();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:board").routeId("board").setBody(constant("mine"));
            }
        });
        start();

        assertThat(main.getCamelTemplate().requestBody("direct:board", "", String.class))
                .isEqualTo("mine");
        assertThat(main.getCamelTemplate()
                        .requestBody("rollcall:run?flow=board", null, FlowReport.class)
                        .flow())
                .isEqualTo("board");
    }

    @Test
    void templateInstance_whenTheHostHasARouteOfTheName_stopsTheStart() throws Exception {
        vendors();
        store();
        board();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mine").routeId("taken").log("mine");
            }
        });
        property("camel.routeTemplate[taken].template-id", "rollcall-flow");
        property("camel.routeTemplate[taken].flow", "board");
        property("camel.routeTemplate[taken].schedule", "1s");

        assertThat(refusal())
                .contains("route template taken: has the id of a route of the application, which Camel would replace;"
                        + " use another id");
    }

    @Test
    void host_whenRollcallIsThere_keepsItsHttpComponentAndErrorHandler() throws Exception {
        vendors();
        store();
        property("camel.component.http.connect-timeout", "4321");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class)
                        .handled(true)
                        .setBody(simple("the host's own handler: ${exception.message}"));
                from("direct:failing").throwException(new IllegalStateException("as before"));
                from("direct:calling").to("http://127.0.0.1:" + sandbox.port() + "/sandbox/calls");
            }
        });
        start();

        HttpComponent http = (HttpComponent) main.getCamelContext().hasComponent("http");
        assertThat(http.getConnectTimeout()).isEqualTo(4321);
        assertThat(http.isAutomaticRetriesDisabled()).isFalse();
        assertThat(http.getHttpClientConfigurer()).isNull();
        assertThat(main.getCamelTemplate().requestBody("direct:failing", "", String.class))
                .isEqualTo("the host's own handler: as before");
        assertThat(main.getCamelTemplate().requestBody("direct:calling", null, String.class))
                .startsWith("{");
        assertThat(main.getCamelContext().getManagementStrategy().getManagementAgent())
                .isNotNull();
    }

    @Test
    void clock_whenTheHostHasOne_isUsed() throws Exception {
        vendors();
        store();
        board();
        Instant then = Instant.parse("2031-02-03T04:05:06Z");
        main.bind("time", Clock.fixed(then, ZoneOffset.UTC));
        start();

        FlowReport report = main.getCamelTemplate().requestBody("rollcall:run?flow=board", null, FlowReport.class);

        assertThat(report.startedAt()).isEqualTo(then);
    }

    @Test
    void beans_whenSeveralCouldBeMeant_mustBeNamed() throws Exception {
        vendors();
        store();
        main.bind("one", Clock.systemUTC());
        main.bind("two", Clock.systemDefaultZone());

        assertThat(refusal())
                .contains("the host has several beans of type Clock (one, two); name the one that Rollcall shall use"
                        + " rollcallClock");
    }

    @Test
    void beans_whenNothingIsConfigured_areNobodysBusiness() throws Exception {
        main.bind("one", Clock.systemUTC());
        main.bind("two", Clock.systemDefaultZone());

        assertThat(start().getStatus().isStarted()).isTrue();
    }

    @Test
    void memory_whenTheHostHasOne_isUsedAndStaysOpen() throws Exception {
        vendors();
        board();
        try (Store own = Store.embedded(folder.resolve("own"), Clock.systemUTC())) {
            main.bind("own", own);
            start();
            main.getCamelTemplate().requestBody("rollcall:run?flow=board", (Object) null);
            main.stop();

            List<String> audited = new CopyOnWriteArrayList<>();
            own.audit().read(null, entry -> audited.add(entry.intention().action()));
            assertThat(audited).containsExactly("promote");
        }
        assertThat(Files.exists(folder.resolve("data"))).isFalse();
    }

    @Test
    void context_whenStopped_leavesNoThreadOfRollcalls() throws Exception {
        Set<Thread> before = OwnThreads.now();
        vendors();
        store();
        board();
        property("rollcall.flow.board.schedule", "1s");
        start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !reports.isEmpty());

        main.stop();

        OwnThreads.awaitOnly(before);
    }
}
