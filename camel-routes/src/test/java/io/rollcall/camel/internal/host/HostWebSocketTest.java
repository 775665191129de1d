package io.rollcall.camel.internal.host;

import static io.rollcall.camel.internal.host.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.camel.internal.http.WebSockets;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.vendor.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WebSocket connections to the sandbox's gateway, through the proxy and with the trust of a host. */
@Timeout(120)
@Tag("slow")
class HostWebSocketTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final Sandbox sandbox = Sandbox.start(Company.builtIn(), 0);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private Relay vendor;
    private Relay proxy;

    @BeforeAll
    static void certify() throws Exception {
        certificates = Certificates.forNames(folder, "dns:vendor.example,dns:localhost");
    }

    @BeforeEach
    void serve() throws Exception {
        vendor = Relay.tls(certificates.server(), sandbox.port());
        proxy = Relay.proxy(vendor.port(), "-");
        context.build();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        threads.shutdownNow();
        proxy.close();
        vendor.close();
        sandbox.close();
    }

    private void trust() {
        KeyStoreParameters keys = new KeyStoreParameters();
        keys.setResource("file:" + certificates.trustStore());
        keys.setPassword(PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keys);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        context.setSSLContextParameters(parameters);
    }

    private HttpComponent proxied() {
        HttpComponent https = new HttpComponent();
        https.setProxyHost("127.0.0.1");
        https.setProxyPort(proxy.port());
        https.setProxyAuthScheme("http");
        context.addComponent("https", https);
        return https;
    }

    private String ticket() throws Exception {
        Map<String, String> keys = sandbox.settings();
        HttpRequest open = HttpRequest.newBuilder(URI.create(sandbox.url() + "/v1.0/gateway/connections/open"))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"clientId\":\"" + keys.get("rollcall.dingtalk.client-id")
                        + "\",\"clientSecret\":\"" + keys.get("rollcall.dingtalk.client-secret")
                        + "\",\"subscriptions\":[{\"type\":\"EVENT\",\"topic\":\"*\"}]}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(open, HttpResponse.BodyHandlers.ofString())
                .body();
        return URLEncoder.encode(
                new ObjectMapper().readTree(answer).path("ticket").asText(), StandardCharsets.UTF_8);
    }

    /** What became of a connection: {@code connected}, or why there is none. */
    private String connect(String base) throws Exception {
        return connect(base, ticket());
    }

    private String connect(String base, String ticket) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public void onOpen(WebSocket connection) {
                end.complete("connected");
                connection.abort();
            }
        };
        WebSockets sockets = new WebSockets(context, threads);
        try {
            sockets.connect(Secret.of(base + "/connect?ticket=" + ticket), listener, end::complete);
            String result = end.get(60, TimeUnit.SECONDS);
            assertThat(result).doesNotContain("ticket", ticket);
            return result;
        } finally {
            sockets.close();
        }
    }

    @Test
    void connection_throughTheHostsProxyWithTheHostsTrust_stands() throws Exception {
        trust();
        proxied();

        assertThat(connect("wss://vendor.example")).isEqualTo("connected");
        assertThat(proxy.heads()).singleElement().satisfies(head -> assertThat(head)
                .startsWith("CONNECT vendor.example:443 HTTP/1.1"));
    }

    @Test
    void connection_whenTheJvmHasAProxy_usesIt() throws Exception {
        trust();
        Map<String, String> properties =
                Map.of("https.proxyHost", "127.0.0.1", "https.proxyPort", Integer.toString(proxy.port()));
        properties.forEach(System::setProperty);
        try {
            assertThat(connect("wss://vendor.example")).isEqualTo("connected");
            assertThat(proxy.heads()).hasSize(1);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void connection_toThisMachine_neverUsesAProxy() throws Exception {
        proxied();

        assertThat(connect("ws://127.0.0.1:" + sandbox.port())).isEqualTo("connected");
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void connection_whenTheProxyIsPassedByForTheHost_isDirect() throws Exception {
        proxied().setNonProxyHosts("elsewhere.example,*.example");

        assertThat(connect("wss://vendor.example")).isEqualTo("the host name is unknown (vendor.example)");
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void connection_whenNothingTrustsTheVendor_isRefused() throws Exception {
        proxied();

        assertThat(connect("wss://vendor.example"))
                .contains("was issued by an authority that this Java does not trust", "(vendor.example)");
    }

    @Test
    void connection_whenTheCertificateIsForAnotherName_isRefused() throws Exception {
        trust();

        assertThat(connect("wss://127.0.0.1:" + vendor.port()))
                .contains("the server's certificate was issued for another host name");
    }

    @Test
    void connection_whenTheProxyWantsAPassword_saysWhatJavaNeedsToSendIt() throws Exception {
        trust();
        proxy.close();
        proxy = Relay.proxy(vendor.port(), "Basic c2VjcmV0");
        proxied();

        assertThat(connect("wss://vendor.example"))
                .contains(
                        "the proxy 127.0.0.1:" + proxy.port() + " requires a user name and a password (407)",
                        "jdk.http.auth.tunneling.disabledSchemes");
    }

    @Test
    void connection_whenTheProxyIsGone_namesTheProxy() throws Exception {
        trust();
        proxied();
        int port = proxy.port();
        proxy.close();

        assertThat(connect("wss://vendor.example")).contains("the proxy 127.0.0.1:" + port + " refused the connection");
    }

    @Test
    void connection_whenTheTicketIsStale_saysTheStatus() throws Exception {
        assertThat(connect("ws://127.0.0.1:" + sandbox.port(), "stale-one"))
                .startsWith("the server answered with HTTP status 401");
    }

    @Test
    void address_whenItIsMalformed_isNotShown() throws Exception {
        assertThat(connect("ws://127.0.0.1:1/a b")).isEqualTo("the vendor's address of the connection is malformed");
    }
}
