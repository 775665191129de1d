package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** An account of the component's own, {@code camel.component.rollcall.*}, its secret from the environment. */
@Timeout(60)
@Tag("slow")
class ComponentOptionsTest {
    @Test
    @ExtendWith(SandboxExtension.class)
    void account_whenConfiguredOnTheComponent_isUsedByItsEndpoints(Sandbox sandbox, @TempDir Path folder) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(
                                        "CAMEL_COMPONENT_ROLLCALL_DINGTALK_CLIENT_SECRET",
                                        sandbox.settings().get("rollcall.dingtalk.client-secret"))));
        SpringApplication application = new SpringApplicationBuilder(Application.class)
                .environment(environment)
                .application();

        try (ConfigurableApplicationContext spring = application.run(
                "--spring.config.location=optional:classpath:/none/",
                "--" + HostTest.NO_DATABASE,
                "--spring.main.web-application-type=none",
                "--example.user=UN-lisi",
                "--example.period=1h&delay=1h",
                "--rollcall.store.url=embedded:" + folder.resolve("data"),
                "--camel.component.rollcall.dingtalk-client-id="
                        + sandbox.settings().get("rollcall.dingtalk.client-id"),
                "--camel.component.rollcall.keys.dingtalk.api-url=" + sandbox.url(),
                "--camel.component.rollcall.keys.dingtalk.oapi-url=" + sandbox.url())) {
            List<?> meetings = spring.getBean(CamelContext.class)
                    .createFluentProducerTemplate()
                    .to("rollcall:ongoing-meetings")
                    .withBody("UN-lisi")
                    .request(List.class);

            assertThat(meetings).hasSize(2);
        }
    }
}
