package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** A web application with the actuator, with the sandbox on the class path of its tests. */
@Timeout(60)
@Tag("slow")
class ActuatorTest {
    @TempDir
    Path folder;

    private ServletWebServerApplicationContext start(Sandbox sandbox, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=optional:classpath:/none/",
                "--" + HostTest.NO_DATABASE,
                "--server.port=0",
                "--example.user=UN-lisi",
                "--example.period=1h&delay=1h",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.probes.enabled=true",
                "--rollcall.store.url=embedded:" + folder.resolve("data")));
        sandbox.settings().forEach((key, value) -> arguments.add("--" + key + "=" + value));
        arguments.addAll(List.of(more));
        return (ServletWebServerApplicationContext)
                new SpringApplication(Application.class).run(arguments.toArray(String[]::new));
    }

    private static HttpResponse<String> get(ServletWebServerApplicationContext spring, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + spring.getWebServer().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @ExtendWith(SandboxExtension.class)
    void webApplication_whenTheSandboxIsOnItsClassPath_startsItsOwnServer(Sandbox sandbox) throws Exception {
        try (ServletWebServerApplicationContext spring = start(sandbox)) {
            assertThat(spring.getWebServer()).isInstanceOf(TomcatWebServer.class);
            HttpResponse<String> health = get(spring, "/actuator/health");

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"UP\"");
        }
    }

    @Test
    @ExtendWith(SandboxExtension.class)
    void health_whenAFlowFails_isDown_andTheProbesAreUp(Sandbox sandbox) throws Exception {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        try (ServletWebServerApplicationContext spring = start(
                sandbox,
                "--rollcall.flow.board.type=cohost",
                "--rollcall.flow.board.users=UN-lisi",
                "--rollcall.flow.board.schedule=1h")) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                HttpResponse<String> health = get(spring, "/actuator/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body()).contains("rollcall-flows").doesNotContain("UN-lisi");
            });
            assertThat(get(spring, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(spring, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }
}
