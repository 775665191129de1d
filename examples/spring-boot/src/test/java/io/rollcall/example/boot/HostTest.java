package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What becomes of an application that gets Rollcall's jar: nothing that it did not ask for. */
@Timeout(60)
@Tag("slow")
class HostTest {
    /** For tests without a database of the application's own, although the tests' class path has what makes one. */
    static final String NO_DATABASE =
            "spring.autoconfigure.exclude=" + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration";

    /** Starts the application without its own file. */
    static ConfigurableApplicationContext start(Class<?> more, Map<String, String> settings, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--spring.config.location=optional:classpath:/none/",
                "--camel.main.name=host",
                "--spring.main.web-application-type=none",
                "--example.user=UN-lisi"));
        all.add("--example.period=1h&delay=1h");
        settings.forEach((key, value) -> all.add("--" + key + "=" + value));
        all.addAll(Arrays.asList(arguments));
        return new SpringApplication(Application.class, more).run(all.toArray(String[]::new));
    }

    @Test
    void rollcall_whenNoKeyIsSet_startsNothing() {
        Set<String> threads = rollcallThreads();
        Set<String> files = files();

        try (ConfigurableApplicationContext spring = start(
                Application.class,
                Map.of(),
                "--" + NO_DATABASE,
                // its endpoint would refuse the start, because no account is configured
                "--camel.main.java-routes-exclude-pattern=**/MeetingsRouteBuilder")) {
            assertThat(spring.getBean(CamelContext.class).getRoutes()).isEmpty();
            assertThat(rollcallThreads()).isEqualTo(threads);
            assertThat(files()).isEqualTo(files);
        }
    }

    @Test
    @ExtendWith(SandboxExtension.class)
    void host_whenRollcallRuns_keepsItsHttpComponentAndItsErrorHandling(Sandbox sandbox, @TempDir Path folder) {
        try (ConfigurableApplicationContext spring = start(
                HostRouteBuilder.class,
                sandbox.settings(),
                "--" + NO_DATABASE,
                "--rollcall.store.url=embedded:" + folder.resolve("data"),
                "--camel.component.http.connect-timeout=4321",
                "--camel.component.http.user-agent=the host's own",
                "--host.port=" + sandbox.port())) {
            CamelContext context = spring.getBean(CamelContext.class);

            assertThat(context.createProducerTemplate().requestBody("rollcall:ongoing-meetings", "UN-lisi", List.class))
                    .hasSize(2);
            HttpComponent http = context.getComponent("http", HttpComponent.class);
            assertThat(http.getConnectTimeout()).isEqualTo(4321);
            assertThat(http.getUserAgent()).isEqualTo("the host's own");
            assertThat(http.isAutomaticRetriesDisabled()).isFalse();
            assertThat(http.isFollowRedirects()).isEqualTo(new HttpComponent().isFollowRedirects());
            assertThat(http.getHttpClientConfigurer()).isNull();
            assertThat(ask(context, "direct:call")).startsWith("{");
            assertThat(ask(context, "direct:call-nowhere"))
                    .startsWith("the host's error handler, after")
                    .contains("404");
            assertThat(ask(context, "direct:fail")).isEqualTo("the host's onException");
        }
    }

    private static String ask(CamelContext context, String endpoint) {
        return context.createFluentProducerTemplate().to(endpoint).request(String.class);
    }

    /** Routes and error handling of the host's own. */
    static class HostRouteBuilder extends RouteBuilder {
        @Override
        public void configure() {
            errorHandler(
                    deadLetterChannel("direct:failed").maximumRedeliveries(1).redeliveryDelay(1));
            onException(IllegalArgumentException.class).handled(true).setBody(constant("the host's onException"));
            from("direct:failed").setBody(simple("the host's error handler, after ${exception.message}"));
            from("direct:call").to("http://127.0.0.1:{{host.port}}/sandbox/calls");
            from("direct:call-nowhere").to("http://127.0.0.1:{{host.port}}/v1.0/nowhere");
            from("direct:fail").throwException(new IllegalArgumentException("a reason"));
        }
    }

    private static Set<String> rollcallThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("rollcall"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> files() {
        return new TreeSet<>(Set.of(new File("").getAbsoluteFile().list()));
    }
}
