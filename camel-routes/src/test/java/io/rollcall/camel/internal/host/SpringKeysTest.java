package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.config.ConfigurationSources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Spring Boot's environment, as the bean of every Spring application. */
class SpringKeysTest {
    private final CamelContext context = new DefaultCamelContext();
    private final StandardEnvironment spring = new StandardEnvironment();
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** What a source says; those that are added first are stronger. The system properties and variables come before all. */
    private void source(String name, Map<String, ?> values) {
        spring.getPropertySources().addLast(new MapPropertySource(name, new LinkedHashMap<>(values)));
    }

    private void yaml(Map<String, ?> values) {
        source("Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'", values);
    }

    private Map<String, String> read() {
        spring.getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new LinkedHashMap<>(variables)));
        ConfigurationPropertySources.attach(spring);
        context.getRegistry().bind("environment", spring);
        HostKeys keys = HostKeys.of(context, variables);
        Map<String, String> all = new LinkedHashMap<>();
        for (ConfigurationSources.File file :
                Stream.concat(keys.files().stream(), keys.overrides().stream()).toList()) {
            assertThat(file.problems()).isEmpty();
            file.entries().forEach(entry -> all.put(entry.key(), entry.value()));
        }
        return all;
    }

    @Test
    void number_whereATextIsNeeded_isWrongAndSaysToQuoteIt() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rollcall.dingtalk.client-id", "k");
        values.put("rollcall.dingtalk.client-secret", 12345);
        values.put("rollcall.flow.duty.type", "invite");
        values.put("rollcall.flow.duty.max-changes", 5);
        values.put("rollcall.flow.duty.dry-run", true);
        values.put("rollcall.flow.duty.meetings-of[0]", "UN1");
        values.put("rollcall.flow.duty.meetings-of[1]", 83);
        values.put("rollcall.flow.duty.operator", 1e5);
        values.put("rollcall.flow.duty.invitees", true);
        values.put("rollcall.flow.duty.phones[0]", 8613800138000L);
        yaml(values);
        read();

        assertThatThrownBy(() -> HostConfiguration.read(context, variables))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(wrong -> assertThat(((ConfigurationException) wrong).problems())
                        .allSatisfy(
                                problem -> assertThat(problem.message()).contains("is not quoted", "put it in quotes"))
                        .extracting(ConfigurationProblem::key)
                        .containsExactlyInAnyOrder(
                                "rollcall.dingtalk.client-secret",
                                "rollcall.flow.duty.meetings-of",
                                "rollcall.flow.duty.operator",
                                "rollcall.flow.duty.invitees",
                                "rollcall.flow.duty.phones"));
    }

    @Test
    void name_inAnySpelling_isTheKey() {
        yaml(Map.of(
                "rollcall.dingtalk.clientId", "a",
                "rollcall.dingtalk.app_type", "b",
                "rollcall.flow.Board2.meetingsOf", "c"));

        assertThat(read())
                .containsOnly(
                        Map.entry("rollcall.dingtalk.client-id", "a"),
                        Map.entry("rollcall.dingtalk.app-type", "b"),
                        Map.entry("rollcall.flow.Board2.meetings-of", "c"));
    }

    @Test
    void value_whenSeveralSourcesHaveIt_isTheStrongestSources() {
        source("commandLineArgs", Map.of("rollcall.http.concurrency", "2"));
        yaml(Map.of("rollcall.http.concurrency", "3", "rollcall.http.connectTimeout", "4s"));
        variables.put("ROLLCALL_HTTP_CONNECT_TIMEOUT", "5s");

        assertThat(read())
                .containsEntry("rollcall.http.concurrency", "2")
                .containsEntry("rollcall.http.connect-timeout", "5s");
    }

    @Test
    void file_whenAVariableNamesIt_countsMoreThanTheValueInYaml() {
        yaml(Map.of("rollcall.huawei.app-id", "id", "rollcall.huawei.app-key", "for development only"));
        variables.put("ROLLCALL_HUAWEI_APP_KEY_FILE", "no-such-file");
        read();

        assertThatThrownBy(() -> HostConfiguration.read(context, variables))
                .hasMessageContaining("rollcall.huawei.app-key-file names a file that cannot be read");
    }

    @Test
    void file_whenAStrongerSourceHasTheValue_doesNotCount() {
        source(
                "commandLineArgs",
                Map.of(
                        "rollcall.huawei.app-key",
                        "k",
                        "rollcall.http.concurrency",
                        "2",
                        "rollcall.huawei.app-id",
                        "id"));
        yaml(Map.of("rollcall.huawei.app-key-file", "no-such-file"));
        read();

        assertThat(HostConfiguration.read(context, variables).config().applications())
                .containsKey("huawei");
    }

    @Test
    void list_inYaml_isJoined() {
        yaml(Map.of("rollcall.flow.board.users[0]", "UN1", "rollcall.flow.board.users[1]", "UN2"));

        assertThat(read()).containsEntry("rollcall.flow.board.users", "UN1,UN2");
    }

    @Test
    void list_whenAWeakerSourceHasALongerOne_isNotMixedWithIt() {
        yaml(Map.of("rollcall.flow.board.users[0]", "UN1"));
        source("defaults", Map.of("rollcall.flow.board.users[0]", "UN8", "rollcall.flow.board.users[1]", "UN9"));

        assertThat(read()).containsEntry("rollcall.flow.board.users", "UN1");
    }

    @Test
    void list_whenAWeakerSourceHasATextOfIt_counts() {
        yaml(Map.of("rollcall.flow.board.users[0]", "UN1"));
        source("defaults", Map.of("rollcall.flow.board.users", "UN8,UN9"));

        assertThat(read()).containsEntry("rollcall.flow.board.users", "UN1");
    }

    @Test
    void list_whenAStrongerSourceHasATextOfIt_doesNotCount() {
        source("commandLineArgs", Map.of("rollcall.flow.board.users", "UN8"));
        yaml(Map.of("rollcall.flow.board.users[0]", "UN1", "rollcall.flow.duty.phones[0]", "+861"));
        variables.put("ROLLCALL_FLOW_DUTY_PHONES", "+869");

        assertThat(read())
                .containsEntry("rollcall.flow.board.users", "UN8")
                .containsEntry("rollcall.flow.duty.phones", "+869");
    }

    @Test
    void placeholders_ofSpringAndOfCamel_areResolved() {
        yaml(Map.of(
                "calls", "6", "rollcall.http.concurrency", "${calls}", "rollcall.http.connect-timeout", "{{wait}}"));
        context.getPropertiesComponent().addInitialProperty("wait", "7s");

        assertThat(read())
                .containsEntry("rollcall.http.concurrency", "6")
                .containsEntry("rollcall.http.connect-timeout", "7s");
    }

    @Test
    void placeholder_thatNobodyDefines_isAProblemThatShowsNoValue() {
        yaml(Map.of("rollcall.dingtalk.client-secret", "SECRET-${nobody.defines.this}"));
        context.getRegistry().bind("environment", spring);

        assertThatThrownBy(() -> HostConfiguration.read(context, variables))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("application.yaml: rollcall.dingtalk.client-secret holds a placeholder")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void enabled_whenOnlyAVariableSaysIt_isHeard() {
        variables.put("ROLLCALL_CAMEL_ENABLED", "false");
        context.getRegistry().bind("environment", spring);

        assertThat(HostConfiguration.read(context, variables).isEnabled()).isFalse();
    }

    /** A Camel context in Spring may have a property file of its own, which Spring knows nothing of. */
    @Test
    void keys_thatOnlyCamelKnows_areRead() {
        context.getPropertiesComponent().addInitialProperty("rollcall.http.concurrency", "2");
        yaml(Map.of("rollcall.http.connect-timeout", "7s"));
        context.getRegistry().bind("environment", spring);

        var http = HostConfiguration.read(context, variables).config().http();
        assertThat(http.concurrency()).isEqualTo(2);
        assertThat(http.connectTimeout()).hasSeconds(7);
    }
}
