package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.company.Company;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(properties = "camel.main.run-controller=false")
class ApplicationTest {
    private static final Sandbox SANDBOX = Sandbox.start(Company.builtIn(), 0);

    @Autowired
    private CamelContext context;

    @DynamicPropertySource
    static void vendors(DynamicPropertyRegistry registry) throws IOException {
        Properties vendors = new Properties();
        vendors.load(new StringReader(SANDBOX.properties()));
        vendors.forEach((key, value) -> registry.add((String) key, () -> value));
    }

    @AfterAll
    static void stopVendors() {
        SANDBOX.close();
    }

    @Test
    void host_starts_with_rollcall_aboard() {
        assertThat(context.getStatus()).isEqualTo(ServiceStatus.Started);
        assertThat(context.getRoute("host")).isNotNull();
        assertThat(context.resolvePropertyPlaceholders("{{rollcall.dingtalk.api-url}}"))
                .isEqualTo(SANDBOX.url());
    }
}
