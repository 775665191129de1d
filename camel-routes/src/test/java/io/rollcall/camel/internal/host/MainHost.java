package io.rollcall.camel.internal.host;

import io.rollcall.camel.api.RollcallStartException;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Camel Main, which knows nothing of Rollcall but properties, and a sandbox that it may call. */
final class MainHost implements AutoCloseable {
    private final Main main = new Main();
    private final Sandbox sandbox = Sandbox.start(Company.builtIn(), 0);

    MainHost() {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().withAutoConfigurationLogSummary(false).withShutdownTimeout(5);
    }

    Main main() {
        return main;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    MainHost set(String key, String value) {
        main.addInitialProperty(key, value);
        return this;
    }

    MainHost bind(String name, Object bean) {
        main.bind(name, bean);
        return this;
    }

    /** Says where the vendors are: the sandbox, directly. */
    MainHost vendors() {
        sandbox.settings().forEach(this::set);
        return this;
    }

    /** Says where the vendors are: the sandbox, by another address that leads to it. */
    MainHost vendorsAt(String url) {
        sandbox.settings().forEach((key, value) -> set(key, value.replace(sandbox.url(), url)));
        // the fault of a connection that never comes about shall show soon
        set("rollcall.http.connect-timeout", "2s");
        return this;
    }

    /** A flow that nobody but the test runs. */
    MainHost board() {
        set("rollcall.flow.board.type", "cohost");
        return set("rollcall.flow.board.users", "UN-lisi");
    }

    /** Switches the settings of {@code camel.ssl} on. */
    MainHost tls(Certificates certificates) {
        set("camel.ssl.enabled", "true");
        // Camel 4.22 passes over all of them where there is no key store, and 4.18 does not
        set("camel.ssl.key-store", "file:" + certificates.keyStore());
        return set("camel.ssl.keystore-password", Certificates.PASSWORD);
    }

    /** Has the whole context trust a store. */
    MainHost trust(Certificates certificates, Path store, String password) {
        tls(certificates);
        set("camel.ssl.trust-store", "file:" + store);
        return set("camel.ssl.trust-store-password", password);
    }

    MainHost start() throws Exception {
        main.start();
        return this;
    }

    /** What the person sees who starts the host, which must be refused by Rollcall. */
    String refusal() {
        try {
            start();
        } catch (Exception thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                if (cause instanceof RollcallStartException refused) {
                    return String.valueOf(refused.getMessage());
                }
            }
            throw new AssertionError("not refused by Rollcall", thrown);
        }
        throw new AssertionError("started");
    }

    /** Runs the flow once. */
    FlowReport runBoard() throws Exception {
        return main.getCamelTemplate().requestBody("rollcall:run?flow=board", null, FlowReport.class);
    }

    /** Calls DingTalk. */
    List<?> meetings() throws Exception {
        return (List<?>) main.getCamelTemplate().requestBody("rollcall:ongoing-meetings", "UN-lisi");
    }

    @Override
    public void close() {
        main.stop();
        sandbox.close();
    }
}
