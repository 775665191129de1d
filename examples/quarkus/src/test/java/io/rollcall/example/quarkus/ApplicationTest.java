package io.rollcall.example.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.sandbox.Sandbox;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Vendors.class)
class ApplicationTest {
    @Inject
    CamelContext context;

    /** Set by {@link Vendors}. */
    Sandbox sandbox;

    @Test
    void host_starts_with_rollcall_aboard() {
        assertThat(context.getStatus()).isEqualTo(ServiceStatus.Started);
        assertThat(context.getRoute("host")).isNotNull();
        assertThat(context.resolvePropertyPlaceholders("{{rollcall.dingtalk.api-url}}"))
                .isEqualTo(sandbox.url());
    }
}
