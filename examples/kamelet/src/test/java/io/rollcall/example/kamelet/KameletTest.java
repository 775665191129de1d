package io.rollcall.example.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.KameletMain;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainCommandLineSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class KameletTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;

    static Stream<Named<MainCommandLineSupport>> hosts() {
        KameletMain run = new KameletMain("example");
        run.setDownload(false);
        run.addInitialProperty("example.kameletsVersion", "4.18.0");
        return Stream.of(Named.of("this example's jar", new Main()), Named.of("camel run", run));
    }

    @BeforeEach
    void startVendors() {
        sandbox = Sandbox.start(Company.builtIn(), 0);
    }

    @AfterEach
    void stopVendors() {
        sandbox.close();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void routes_promoteAndAsk(MainCommandLineSupport main) throws IOException {
        main.setOverrideProperties(vendors());
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            assertThat(context.getRoute("host")).isNotNull();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                assertThat(template.requestBody("direct:meetings", "UN-lisi", String.class))
                        .startsWith("[{\"meeting\":\"board-meeting\",\"user\":\"UN-lisi\"");
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> sandbox.isCoHost("board-meeting", "UN-lisi"));
        } finally {
            main.stop();
        }
    }

    private Properties vendors() {
        Properties properties = new Properties();
        properties.putAll(sandbox.settings());
        properties.put("rollcall.store.url", "embedded:" + folder);
        return properties;
    }
}
