package io.rollcall.example.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an application that gets Rollcall's jar: nothing that it did not ask for. */
@Timeout(60)
@Tag("slow")
class HostTest {
    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void rollcall_whenNoKeyIsSet_startsNothing() {
        Set<String> threads = rollcallThreads();
        Set<String> files = files();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.start();

        assertThat(main.getCamelContext().getRoutes()).isEmpty();
        assertThat(rollcallThreads()).isEqualTo(threads);
        assertThat(files()).isEqualTo(files);
    }

    @Test
    void start_whenARouteNeedsAnAccountAndNoneIsConfigured_isRefused() {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("example.user", "UN-lisi");
        main.addInitialProperty("example.period", "1h");
        main.configure().addRoutesBuilder(MeetingsRouteBuilder.class);

        assertThatThrownBy(main::start)
                .hasStackTraceContaining("rollcall:ongoing-meetings needs an account with this capability, and no"
                        + " configured account has it.");
    }

    @Test
    @ExtendWith(SandboxExtension.class)
    void host_whenRollcallRuns_keepsItsHttpComponentAndItsErrorHandling(Sandbox sandbox, @TempDir Path folder)
            throws Exception {
        main.setDefaultPropertyPlaceholderLocation("false");
        sandbox.settings().forEach(main::addInitialProperty);
        main.addInitialProperty("rollcall.store.url", "embedded:" + folder.resolve("data"));
        main.addInitialProperty("camel.component.http.connect-timeout", "4321");
        main.addInitialProperty("camel.component.http.user-agent", "the host's own");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:failed")
                        .maximumRedeliveries(1)
                        .redeliveryDelay(1));
                onException(IllegalArgumentException.class).handled(true).setBody(constant("the host's onException"));
                from("direct:failed").setBody(simple("the host's error handler, after ${exception.message}"));
                from("direct:call").to("http://127.0.0.1:" + sandbox.port() + "/sandbox/calls");
                from("direct:call-nowhere").to("http://127.0.0.1:" + sandbox.port() + "/v1.0/nowhere");
                from("direct:fail").throwException(new IllegalArgumentException("a reason"));
            }
        });
        main.start();

        assertThat(main.getCamelTemplate().requestBody("rollcall:ongoing-meetings", "UN-lisi", List.class))
                .hasSize(2);
        HttpComponent http = main.getCamelContext().getComponent("http", HttpComponent.class);
        assertThat(http.getConnectTimeout()).isEqualTo(4321);
        assertThat(http.getUserAgent()).isEqualTo("the host's own");
        assertThat(http.isAutomaticRetriesDisabled()).isFalse();
        assertThat(http.isFollowRedirects()).isEqualTo(new HttpComponent().isFollowRedirects());
        assertThat(http.getHttpClientConfigurer()).isNull();
        assertThat(ask("direct:call")).startsWith("{");
        assertThat(ask("direct:call-nowhere"))
                .startsWith("the host's error handler, after")
                .contains("404");
        assertThat(ask("direct:fail")).isEqualTo("the host's onException");
    }

    private String ask(String endpoint) throws Exception {
        return main.getCamelTemplate().requestBody(endpoint, null, String.class);
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
