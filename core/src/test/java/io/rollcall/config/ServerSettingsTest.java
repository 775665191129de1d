package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of the program's HTTP server. */
class ServerSettingsTest extends ConfigurationTest {
    @Test
    void server_whenNothingIsGiven_isNone_andWouldBeOnLoopback() {
        assertThat(configuring.read().server()).isEqualTo(new RollcallConfig.Server(null, "127.0.0.1", null, false));
        assertThat(configuring.read().server().isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "localhost", "LOCALHOST", "::1", "[::1]"})
    void address_ofLoopback_needsNoToken(String address) {
        configuring.file("rollcall.server.address=" + address);

        assertThat(configuring.read().server().isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "::", "[::]", "192.168.1.5", "fe80::1%eth0", "rollcall.example", "localhost.evil"})
    void address_ofAnythingElse_needsAToken(String address) throws Exception {
        configuring.file("rollcall.server.address=" + address);
        assertThat(configuring.problems())
                .containsExactly("rollcall.properties, line 1: rollcall.server.address opens the port to other"
                        + " machines, which needs a token; set rollcall.server.token-file, or remove this");

        Files.writeString(folder.resolve("token"), "a-secret-of-some-length\n");
        configuring.set("rollcall.server.token-file=" + folder.resolve("token"));
        RollcallConfig.Server server = configuring.read().server();
        assertThat(server.isLoopback()).isFalse();
        assertThat(server.token().reveal()).isEqualTo("a-secret-of-some-length");
        assertThat(server.toString()).doesNotContain("a-secret-of-some-length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "http://localhost", "256.1.1.1", "1.2.3", "a b", "-a", "host/path", "*"})
    void address_whenMalformed_isAProblem(String address) {
        configuring.file("rollcall.server.address=" + address);

        assertThat(configuring.problems()).singleElement().asString().contains("must be an IP address or a host name");
    }

    @Test
    void token_whenItsFileIsMissing_isOneProblem() {
        configuring.file("rollcall.server.address=0.0.0.0\nrollcall.server.token-file=nowhere");

        assertThat(configuring.problems()).singleElement().asString().contains("names a file that cannot be read");
    }
}
