package io.rollcall.example.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.company.Company;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.apache.camel.ServiceStatus;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApplicationTest extends CamelMainTestSupport {
    private static Sandbox sandbox;

    @BeforeAll
    static void startVendors() {
        sandbox = Sandbox.start(Company.builtIn(), 0);
    }

    @AfterAll
    static void stopVendors() {
        sandbox.close();
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.addRoutesBuilder(HostRouteBuilder.class);
    }

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        Properties vendors = new Properties();
        try {
            vendors.load(new StringReader(sandbox.properties()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        configuration.withUseOverridePropertiesWithPropertiesComponent(vendors);
    }

    @Test
    void host_starts_with_rollcall_aboard() {
        assertThat(context().getStatus()).isEqualTo(ServiceStatus.Started);
        assertThat(context().getRoute("host")).isNotNull();
        assertThat(context().resolvePropertyPlaceholders("{{rollcall.dingtalk.api-url}}"))
                .isEqualTo(sandbox.url());
    }
}
