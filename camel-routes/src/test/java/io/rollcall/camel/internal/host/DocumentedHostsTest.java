package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.Rollcall;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The properties on the integrators' page about hosts are taken from files; here they start a host. */
@Timeout(180)
@Tag("slow")
class DocumentedHostsTest {
    @TempDir
    Path folder;

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    private CamelContext start(String file) throws Exception {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().withAutoConfigurationLogSummary(false).withShutdownTimeout(5);
        main.addInitialProperty("rollcall.store.url", "embedded:" + folder.resolve("data"));
        Properties properties = new Properties();
        try (InputStream text = Objects.requireNonNull(
                DocumentedHostsTest.class.getResourceAsStream("/io/rollcall/camel/docs/" + file))) {
            properties.load(text);
        }
        properties.forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
        main.start();
        return main.getCamelContext();
    }

    private void vendors(Sandbox sandbox) throws IOException {
        sandbox.settings().forEach(main::addInitialProperty);
    }

    @Test
    void template_inMainsIdiom_isARoute() throws Exception {
        try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0)) {
            vendors(sandbox);

            assertThat(start("template-main.properties").getRoutes())
                    .extracting(Route::getRouteId)
                    .contains("board-in-office-hours");
            main.stop();
        }
    }

    @Test
    void accounts_areApplicationsOfTheirOwn() throws Exception {
        CamelContext context = start("accounts.properties");

        assertThat(Rollcall.of(context)).isPresent();
        assertThat(context.getCamelContextExtension()
                        .getContextPlugin(AccountRegistry.class)
                        .applications())
                .containsKeys("beijing", "berlin")
                .doesNotContainKey("dingtalk");
    }
}
