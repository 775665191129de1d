package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.config.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.junit.jupiter.api.Test;

/** Which of several places counts, in hosts whose keys Camel knows. */
class HostKeysTest {
    private final CamelContext context = new DefaultCamelContext();
    private final Map<String, String> variables = new LinkedHashMap<>();

    private void set(String key, String value) {
        context.getPropertiesComponent().addInitialProperty(key, value);
    }

    private HostConfiguration read() {
        return HostConfiguration.read(context, variables);
    }

    private int concurrency() {
        return read().config().http().concurrency();
    }

    @Test
    void variable_whenAFileSaysOtherwise_counts() {
        set("rollcall.http.concurrency", "2");
        assertThat(concurrency()).isEqualTo(2);

        variables.put("ROLLCALL_HTTP_CONCURRENCY", "3");
        assertThat(concurrency()).isEqualTo(3);
    }

    @Test
    void systemProperty_whenAVariableSaysOtherwise_counts() {
        set("rollcall.http.concurrency", "2");
        variables.put("ROLLCALL_HTTP_CONCURRENCY", "3");
        System.setProperty("rollcall.http.concurrency", "4");
        try {
            assertThat(concurrency()).isEqualTo(4);
        } finally {
            System.clearProperty("rollcall.http.concurrency");
        }
    }

    @Test
    void override_ofTheHostsCode_countsMost() {
        variables.put("ROLLCALL_HTTP_CONCURRENCY", "3");
        Properties overriding = new Properties();
        overriding.setProperty("rollcall.http.concurrency", "5");
        context.getPropertiesComponent().setOverrideProperties(overriding);
        System.setProperty("rollcall.http.concurrency", "4");
        try {
            assertThat(concurrency()).isEqualTo(5);
        } finally {
            System.clearProperty("rollcall.http.concurrency");
        }
    }

    @Test
    void placeholder_inAValue_isResolved() {
        set("calls.at.once", "6");
        set("rollcall.http.concurrency", "{{calls.at.once}}");

        assertThat(concurrency()).isEqualTo(6);
    }

    /** What Quarkus does with a variable of which it knows no key. */
    @Test
    void key_whenMadeUpForAVariable_isNoUnknownKey() {
        variables.put("ROLLCALL_HTTP_CONNECT_TIMEOUT", "7s");
        context.getPropertiesComponent().addPropertiesSource(new MadeUp("rollcall.http.connect.timeout", "7s"));

        assertThat(read().config().http().connectTimeout()).hasSeconds(7);
    }

    /** Not made up: a file of the host's, and the variable besides; both may name the only key of a flow. */
    @Test
    void key_whenAVariableOverridesIt_isNotForgotten() {
        set("rollcall.flow.board.type", "cohort");
        set("rollcall.flow.board.users", "UN1");
        variables.put("ROLLCALL_FLOW_BOARD_TYPE", "cohost");
        variables.put("ROLLCALL_FLOW_BOARD_USERS", "UN2");
        set("rollcall.dingtalk.client-id", "x");
        set("rollcall.dingtalk.client-secret", "x");

        assertThat(read().config().flows()).singleElement().satisfies(flow -> assertThat(flow.name())
                .isEqualTo("board"));
    }

    private record MadeUp(String key, String value) implements LoadablePropertiesSource {
        @Override
        public String getName() {
            return "CamelMicroProfilePropertiesSource";
        }

        @Override
        public String getProperty(String name) {
            return name.equals(key) ? value : null;
        }

        @Override
        public Properties loadProperties() {
            Properties all = new Properties();
            all.setProperty(key, value);
            return all;
        }

        @Override
        public Properties loadProperties(java.util.function.Predicate<String> filter) {
            return filter.test(key) ? loadProperties() : new Properties();
        }

        @Override
        public void reloadProperties(String location) {
            // nothing changes
        }
    }

    @Test
    void enabled_whenAVariableSaysFalse_isFalse() {
        set("rollcall.camel.enabled", "true");
        set("rollcall.no-such-key", "nobody looks at it");
        variables.put("ROLLCALL_CAMEL_ENABLED", "false");

        assertThat(read().isEnabled()).isFalse();
    }

    @Test
    void enabled_whenTheVariableIsMalformed_isAProblemOfTheVariable() {
        variables.put("ROLLCALL_CAMEL_ENABLED", "maybe");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("environment variable ROLLCALL_CAMEL_ENABLED");
    }

    @Test
    void enabled_whenBlank_isTheDefault() {
        set("rollcall.camel.enabled", "");

        assertThat(read().isEnabled()).isTrue();
    }

    /** Kubernetes sets it in every pod beside a service that is called rollcall-server. */
    @Test
    void serverPort_whenOnlyTheMachineSaysIt_isNoneOfTheHostsFaults() {
        variables.put("ROLLCALL_SERVER_PORT", "tcp://10.0.0.7:9090");

        assertThat(read().config().server().port()).isNull();
    }

    @Test
    void log_whenOnlyTheMachineSaysIt_isNoneOfTheHostsFaults() {
        variables.put("ROLLCALL_LOG_FORMAT", "neither of both");
        variables.put("ROLLCALL_LOG_MAX_SIZE", "1MB");

        assertThat(read().isEnabled()).isTrue();
    }
}
