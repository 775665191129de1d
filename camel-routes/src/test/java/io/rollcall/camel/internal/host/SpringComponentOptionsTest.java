package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.RollcallComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** {@code camel.component.rollcall.*} in Spring's environment, as the bean of every Spring application. */
@Tag("slow")
class SpringComponentOptionsTest {
    private final CamelContext context = new DefaultCamelContext();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, Object> variables = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        context.stop();
    }

    private RollcallComponent component(String name) {
        StandardEnvironment spring = new StandardEnvironment();
        spring.getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        spring.getPropertySources().addLast(new MapPropertySource("application.yaml", properties));
        ConfigurationPropertySources.attach(spring);
        context.getRegistry().bind("environment", spring);
        if (name.equals("rollcall")) {
            return context.getComponent(name, RollcallComponent.class);
        }
        RollcallComponent named = new RollcallComponent();
        context.addComponent(name, named);
        return named;
    }

    @Test
    void options_inAnySpelling_areTheComponents() {
        properties.put("camel.component.rollcall.account", "beijing");
        properties.put("camel.component.rollcall.dingtalk-client-id", "ding-1");
        properties.put("camel.component.rollcall.huaweiAppId", "${app}");
        properties.put("app", "huawei-1");
        properties.put("camel.component.rollcall.keys.dingtalk.region", "mainland");
        properties.put("camel.component.rollcall.lazy-start-producer", true);

        RollcallComponent component = component("rollcall");

        assertThat(component.getAccount()).isEqualTo("beijing");
        assertThat(component.getDingtalkClientId()).isEqualTo("ding-1");
        assertThat(component.getHuaweiAppId()).isEqualTo("huawei-1");
        assertThat(component.getKeys()).containsExactly(Map.entry("dingtalk.region", "mainland"));
        assertThat(component.isLazyStartProducer()).isTrue();
    }

    @Test
    void secrets_fromTheEnvironment_areTheComponents() {
        variables.put("CAMEL_COMPONENT_ROLLCALL_DINGTALK_CLIENT_SECRET", "secret-1");
        variables.put("CAMEL_COMPONENT_ROLLCALL_HUAWEIAPPKEY", "key-1");

        RollcallComponent component = component("rollcall");

        assertThat(component.getDingtalkClientSecret()).isEqualTo("secret-1");
        assertThat(component.getHuaweiAppKey()).isEqualTo("key-1");
    }

    @Test
    void options_ofAnotherInstance_haveItsName() {
        properties.put("camel.component.rollcall.account", "beijing");
        properties.put("camel.component.rollcall-berlin.account", "berlin");

        assertThat(component("rollcall-berlin").getAccount()).isEqualTo("berlin");
    }

    @Test
    void option_whenUnknown_isRefusedNamingTheNearest() {
        properties.put("camel.component.rollcall.acount", "beijing");

        assertThatThrownBy(() -> component("rollcall"))
                .hasStackTraceContaining("camel.component.rollcall.acount is unknown; did you mean account?");
    }
}
