package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rollcall in a Camel context, a sandbox that it calls over HTTP, and a real store in a folder of the test's own. */
@Timeout(180)
@Tag("slow")
public abstract class RollcallTestSupport extends CamelTestSupport {
    @TempDir
    protected Path folder;

    protected Sandbox sandbox;
    protected Store store;
    protected Rollcall rollcall;
    protected RollcallConfig config;
    protected CamelContext camel;
    protected FlowListener listener = FlowListener.NONE;
    protected CallListener calls = CallListener.NONE;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withAutoStartContext(false).withJMX(false);
    }

    @AfterEach
    void stopEverything() {
        stop();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /** Starts the vendors. */
    protected void play(Company company) {
        sandbox = Sandbox.start(company, 0);
    }

    /** Starts the vendors with a company file's text, in which single quotes stand for double ones. */
    protected void play(String company) {
        play(Company.parse(company.replace('\'', '"')));
    }

    /** Starts Rollcall against the sandbox, with these properties besides. */
    protected void start(String... properties) throws Exception {
        configure(properties);
        camel = context;
        install();
    }

    /** Adds a configuration, as another instance of the component does. */
    protected void contribute(RollcallConfig more) throws Exception {
        camel.getCamelContextExtension()
                .getContextPlugin(ComponentServices.class)
                .topology()
                .apply(new Object(), more);
    }

    /** Stops Rollcall, and starts it in a new context on the same store. */
    protected void restart() throws Exception {
        stop();
        camel = new DefaultCamelContext();
        install();
    }

    /** Installs and starts Rollcall in the context. */
    protected void install() throws Exception {
        install(Clock.systemUTC());
    }

    /** Installs and starts Rollcall in the context, at a time of the test's own. */
    protected void install(Clock clock) throws Exception {
        camel.getShutdownStrategy().setTimeout(5);
        store = Store.embedded(folder.resolve("data"), clock);
        rollcall = Rollcall.install(camel, config, store, clock, listener, calls);
        camel.start();
    }

    protected void stop() {
        if (camel != null) {
            camel.stop();
        }
        if (store != null) {
            store.close();
        }
    }

    /** Reads a configuration without starting anything. */
    protected void configure(String... properties) {
        List<ConfigurationSources.File> files = new ArrayList<>();
        if (sandbox != null) {
            files.add(file(
                    "sandbox.properties",
                    sandbox.properties()
                            .lines()
                            .filter(line -> !line.startsWith("rollcall.flow."))
                            .toList()));
        }
        files.add(file("test.properties", List.of(properties)));
        config = RollcallConfig.parse(
                new ConfigurationSources(files, Map.of(), List.of()), KnownVendors.all(), machine(folder));
    }

    private ConfigurationSources.File file(String name, List<String> lines) {
        return ConfigurationSources.File.properties(name, folder, String.join("\n", lines));
    }

    /** The calls of the accounts, below the endpoints. */
    protected AccountRegistry accounts() {
        return camel.getCamelContextExtension().getContextPlugin(AccountRegistry.class);
    }

    protected FlowReport once(String flow) {
        return run(flow, Mode.ONCE);
    }

    protected FlowReport plan(String flow) {
        return run(flow, Mode.PLAN);
    }

    /** Runs a flow; its report counts the calls that the vendors receive, however the run ends. */
    protected FlowReport run(String flow, Mode mode) {
        Map<String, Long> before = sandbox.calls();
        FlowReport report = rollcall.run(flow(flow), mode).orElseThrow();
        // a run that is stopped does not wait for a request that is on its way
        Awaitility.await().untilAsserted(() -> {
            Map<String, Long> seen = new TreeMap<>(sandbox.calls());
            before.forEach((call, count) -> seen.merge(call, -count, Long::sum));
            seen.values().removeIf(count -> count == 0);
            assertThat(calls(report)).as("the report's calls").isEqualTo(seen);
        });
        return report;
    }

    protected FlowConfig flow(String name) {
        return config.flowsNamed(List.of(name)).get(0);
    }

    protected static Map<String, Long> calls(FlowReport report) {
        return report.calls().entrySet().stream()
                .collect(Collectors.toMap(
                        call -> call.getKey().toString(), Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    /** The changes as {@code promote c1 UN2 done}. */
    protected static List<String> changes(FlowReport report) {
        return report.result().changes().stream()
                .map(change -> change.action().word() + " " + change.meeting() + " "
                        + (change.user() != null
                                ? change.user()
                                : change.phone().value()) + " "
                        + change.status().word())
                .toList();
    }

    /** Who was skipped, as {@code c1 UN2 already-host}. */
    protected static List<String> unchanged(FlowReport report) {
        return report.result().unchanged().stream()
                .map(one -> (one.meeting() == null ? "-" : one.meeting()) + " "
                        + (one.user() != null
                                ? one.user()
                                : one.phone() != null ? one.phone().value() : "-")
                        + " " + one.reason().word())
                .toList();
    }

    /** The problems as {@code user UN9: bad-request}. */
    protected static List<String> problems(FlowReport report) {
        return report.result().problems().stream()
                .map(problem -> problem.subject() + ": " + problem.fault().word())
                .toList();
    }

    protected static String outcome(FlowReport report) {
        return report.result().outcome().word();
    }

    /** The machine with the folder of a test as its working directory. */
    static SystemEnvironment machine(Path folder) {
        return new SystemEnvironment(folder, ZoneId.of("UTC"));
    }
}
