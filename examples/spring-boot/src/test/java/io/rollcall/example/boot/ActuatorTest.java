package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
    @Test
    @ExtendWith(SandboxExtension.class)
    void webApplication_whenTheSandboxIsOnItsClassPath_startsItsOwnServer(Sandbox sandbox, @TempDir Path folder)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=optional:classpath:/none/",
                "--" + HostTest.NO_DATABASE,
                "--server.port=0",
                "--example.user=UN-lisi",
                "--example.period=1h&delay=1h",
                "--rollcall.store.url=embedded:" + folder.resolve("data")));
        sandbox.settings().forEach((key, value) -> arguments.add("--" + key + "=" + value));

        try (ServletWebServerApplicationContext spring = (ServletWebServerApplicationContext)
                new SpringApplication(Application.class).run(arguments.toArray(String[]::new))) {
            assertThat(spring.getWebServer()).isInstanceOf(TomcatWebServer.class);
            HttpResponse<String> health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:"
                                            + spring.getWebServer().getPort() + "/actuator/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"UP\"");
        }
    }
}
