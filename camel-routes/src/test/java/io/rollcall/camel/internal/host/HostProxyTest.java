package io.rollcall.camel.internal.host;

import static io.rollcall.camel.internal.host.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's proxy, which here leads to the sandbox whatever vendor it is asked for. */
@Timeout(120)
@Tag("slow")
class HostProxyTest {
    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("SECRET-user:SECRET-word".getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final MainHost host = new MainHost();
    private Relay vendor;
    private Relay proxy;

    @BeforeAll
    static void certify() throws Exception {
        certificates = Certificates.forNames(folder, "dns:vendor.example,dns:localhost");
    }

    @BeforeEach
    void serve() throws Exception {
        vendor = Relay.tls(certificates.server(), host.sandbox().port());
        host.vendorsAt("https://vendor.example");
        host.set("rollcall.store.url", "embedded:" + folder.resolve("data"));
        host.trust(certificates, certificates.trustStore(), PASSWORD);
        proxy = Relay.proxy(vendor.port(), "-");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        proxy.close();
        vendor.close();
    }

    private void proxyOf(String component) {
        host.set("camel.component." + component + ".proxy-host", "127.0.0.1");
        host.set("camel.component." + component + ".proxy-port", Integer.toString(proxy.port()));
    }

    private void plainProxyOfHttps() {
        proxyOf("https");
        host.set("camel.component.https.proxy-auth-scheme", "http");
    }

    @Test
    void proxy_ofTheHttpsComponent_isUsed() throws Exception {
        plainProxyOfHttps();
        host.start();

        assertThat(host.meetings()).hasSize(2);
        assertThat(proxy.heads()).isNotEmpty().allMatch(head -> head.startsWith("CONNECT vendor.example:443 HTTP/1.1"));
    }

    @Test
    void proxy_ofTheHttpComponent_isUsedToo() throws Exception {
        proxyOf("http");
        host.start();

        assertThat(host.meetings()).hasSize(2);
        assertThat(proxy.heads()).isNotEmpty().allMatch(head -> head.startsWith("CONNECT vendor.example:443 HTTP/1.1"));
    }

    @Test
    void proxy_ofTheHttpsComponentWithoutScheme_isSpokenToInTlsAsByTheHostItself() throws Exception {
        try (Relay encrypted = Relay.tls(certificates.server(), proxy.port());
                Logged logged = Logged.everything()) {
            host.set("camel.component.https.proxy-host", "localhost");
            host.set("camel.component.https.proxy-port", Integer.toString(encrypted.port()));
            host.start();

            assertThat(host.meetings()).hasSize(2);
            assertThat(proxy.heads()).isNotEmpty();
            assertThat(logged.lines())
                    .filteredOn(line -> line.startsWith("WARN io.rollcall"))
                    .singleElement()
                    .asString()
                    .contains("no proxy-auth-scheme");
        }
    }

    @Test
    void credentials_ofTheProxy_reachItAndNoLog() throws Exception {
        proxy.close();
        proxy = Relay.proxy(vendor.port(), CREDENTIALS);
        plainProxyOfHttps();
        host.set("camel.component.https.proxy-auth-username", "SECRET-user");
        host.set("camel.component.https.proxy-auth-password", "SECRET-word");
        try (Logged logged = Logged.everything()) {
            host.start();

            assertThat(host.meetings()).hasSize(2);
            assertThat(proxy.heads()).anyMatch(head -> head.contains(CREDENTIALS));
            assertThat(logged.lines())
                    .filteredOn(line -> line.contains("SECRET-") || line.contains(CREDENTIALS))
                    .isEmpty();
            host.context().getEndpoints().forEach(endpoint -> assertThat(endpoint.toString())
                    .doesNotContain("SECRET-"));
        }
    }

    @Test
    void proxy_whenItWantsToKnowWhoAsks_refusesAndNothingIsSent() throws Exception {
        proxy.close();
        proxy = Relay.proxy(vendor.port(), CREDENTIALS);
        plainProxyOfHttps();
        host.start();

        assertThatThrownBy(host::meetings)
                .hasStackTraceContaining(
                        "the proxy 127.0.0.1:" + proxy.port() + " requires a user name and a password (407)");
        assertThat(host.sandbox().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void proxy_whenTheVendorIsOnThisMachine_isPassedBy(String name) throws Exception {
        host.vendorsAt("http://" + name + ":" + host.sandbox().port());
        // one address of a vendor in the world, the others here
        host.set("rollcall.dingtalk.oapi-url", "https://vendor.example");
        plainProxyOfHttps();
        host.start();

        assertThat(host.meetings()).hasSize(2);
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void proxy_whenTheHostPassesItByForTheVendor_isPassedBy() throws Exception {
        plainProxyOfHttps();
        host.set("camel.component.https.non-proxy-hosts", "elsewhere.example,*.example");
        host.start();

        assertThatThrownBy(host::meetings).hasStackTraceContaining("the host name is unknown (vendor.example)");
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void proxy_ofTheJvm_isUsedWhereTheHostHasNone() throws Exception {
        Map<String, String> properties =
                Map.of("https.proxyHost", "127.0.0.1", "https.proxyPort", Integer.toString(proxy.port()));
        properties.forEach(System::setProperty);
        try {
            host.start();

            assertThat(host.meetings()).hasSize(2);
            assertThat(proxy.heads()).isNotEmpty();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void component_ofTheHost_isAsItWas() throws Exception {
        plainProxyOfHttps();
        host.start();

        HttpComponent theirs = (HttpComponent) host.context().hasComponent("https");
        assertThat(theirs.getNonProxyHosts()).isNull();
        assertThat(theirs.getProxyAuthScheme()).isEqualTo("http");
    }
}
