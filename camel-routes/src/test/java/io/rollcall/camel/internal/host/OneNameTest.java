package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two contexts of one name in a JVM share nothing (H9). */
@Timeout(180)
@Tag("slow")
class OneNameTest {
    @TempDir
    Path folder;

    private final List<FlowReport> ofOne = new CopyOnWriteArrayList<>();
    private final List<FlowReport> ofTwo = new CopyOnWriteArrayList<>();

    private CamelContext start(Sandbox sandbox, String store, List<FlowReport> reports) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.disableJMX();
        context.getCamelContextExtension().setName("host");
        sandbox.settings().forEach(context.getPropertiesComponent()::addInitialProperty);
        Map.of(
                        "rollcall.store.url", "embedded:" + folder.resolve(store),
                        "rollcall.flow.board.type", "cohost",
                        "rollcall.flow.board.users", "UN-lisi",
                        "rollcall.flow.board.schedule", "* * * * * ?")
                .forEach(context.getPropertiesComponent()::addInitialProperty);
        context.getRegistry().bind("reports", new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        });
        context.start();
        return context;
    }

    @Test
    void schedule_whenTheOtherContextStops_goesOn() throws Exception {
        try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0)) {
            CamelContext one = start(sandbox, "one", ofOne);
            CamelContext two = start(sandbox, "two", ofTwo);
            assertThat(one.getName()).isEqualTo(two.getName());
            await().until(() -> !ofOne.isEmpty() && !ofTwo.isEmpty());

            one.stop();
            int before = ofTwo.size();
            await().until(() -> ofTwo.size() >= before + 2);

            assertThat(two.createProducerTemplate().requestBody("rollcall:ongoing-meetings", "UN-lisi", List.class))
                    .hasSize(2);
            two.stop();
        }
    }
}
