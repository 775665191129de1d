package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The ways in which Spring applications write their keys. */
@Timeout(60)
@ExtendWith(SandboxExtension.class)
@Tag("slow")
class SpellingTest {
    @TempDir
    Path folder;

    private ConfigurableApplicationContext start(Sandbox sandbox, String... profiles) {
        return HostTest.start(
                Application.class,
                Map.of(
                        "spellings.url",
                        sandbox.url(),
                        "spellings.data",
                        folder.resolve("data").toString()),
                "--" + HostTest.NO_DATABASE,
                "--spring.config.location=classpath:spellings.yaml",
                "--spring.profiles.active=" + String.join(",", profiles));
    }

    /** Whom a flow would promote. */
    private static List<String> planned(ConfigurableApplicationContext spring, String flow) {
        FlowReport report = spring.getBean(CamelContext.class)
                .createFluentProducerTemplate()
                .to("rollcall:run?mode=plan&flow=" + flow)
                .request(FlowReport.class);
        return report.result().changes().stream()
                .map(change -> String.valueOf(change.user()))
                .toList();
    }

    @Test
    void keys_inCamelCaseAndWithLists_areTheSameKeys(Sandbox sandbox) {
        try (ConfigurableApplicationContext spring = start(sandbox)) {
            assertThat(planned(spring, "Listed")).containsExactlyInAnyOrder("UN-lisi", "UN-john");
        }
    }

    @Test
    void list_whenAProfileShortensIt_isTheProfilesAlone(Sandbox sandbox) {
        try (ConfigurableApplicationContext spring = start(sandbox, "short")) {
            assertThat(planned(spring, "Listed")).containsExactly("UN-john");
        }
    }

    @Test
    void list_whenAProfileReplacesText_isTheProfiles(Sandbox sandbox) {
        try (ConfigurableApplicationContext spring = start(sandbox, "short")) {
            assertThat(planned(spring, "written")).containsExactly("UN-john");
        }
    }
}
