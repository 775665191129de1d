package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.app.Program.Ended;
import io.rollcall.app.control.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment's proxy, as the program uses it, and what a person reads when the proxy or TLS is in the way. */
@Tag("slow")
class ProxyTest {
    private static final String[] PLAN = {
        "plan",
        "board",
        "--set",
        "rollcall.dingtalk.api-url=https://vendor.example",
        "--set",
        "rollcall.dingtalk.oapi-url=https://vendor.example"
    };

    @TempDir
    Path root;

    /** A proxy that answers every request for a tunnel in the same way. */
    private static final class RefusingProxy implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> heads = new CopyOnWriteArrayList<>();

        RefusingProxy(String answer) throws IOException {
            Thread thread = new Thread(
                    () -> {
                        try {
                            while (true) {
                                serve(answer);
                            }
                        } catch (SocketException closed) {
                            // the test is over
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                    },
                    "proxy");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(String answer) throws IOException {
            try (Socket socket = server.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                StringBuilder head = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    head.append(line).append('\n');
                }
                heads.add(head.toString());
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        }

        String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private Ended plan(String... variables) throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Program program = rehearsal.program;
            for (int i = 0; i < variables.length; i += 2) {
                program = program.with(variables[i], variables[i + 1]);
            }
            return program.run(PLAN);
        }
    }

    @Test
    void plan_whenAProxyIsSet_goesThroughItWithItsUserAndNamesItInTheReport() throws Exception {
        try (RefusingProxy proxy = new RefusingProxy("HTTP/1.1 403 Blocked\r\nContent-Length: 0\r\n\r\n")) {
            Ended ended = plan("HTTPS_PROXY", "http://me:p%40ss@" + proxy.address());

            assertThat(proxy.heads.get(0)).startsWith("CONNECT vendor.example:443 HTTP/1.1");
            assertThat(ended.out())
                    .contains("the proxy " + proxy.address() + " refused to connect to the host (403)")
                    .doesNotContain("p%40ss", "p@ss");
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    @Test
    void plan_whenTheProxyWantsAPassword_givesTheOneInTheVariable() throws Exception {
        String challenge = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n";
        try (RefusingProxy proxy = new RefusingProxy(challenge)) {
            Ended ended = plan("https_proxy", "me:p%40ss@" + proxy.address());

            // "me:p@ss"
            assertThat(proxy.heads).anySatisfy(head -> assertThat(head).contains("Basic bWU6cEBzcw=="));
            assertThat(ended.out()).contains("requires a user name and a password (407)");
        }
    }

    @Test
    void plan_whenTheHostIsInNoProxy_goesPastTheProxy() throws Exception {
        try (RefusingProxy proxy = new RefusingProxy("HTTP/1.1 403 Blocked\r\n\r\n")) {
            Ended ended = plan("HTTPS_PROXY", "http://" + proxy.address(), "NO_PROXY", "other.example, .EXAMPLE");

            assertThat(proxy.heads).isEmpty();
            assertThat(ended.out()).contains("the host name is unknown (vendor.example)");
        }
    }

    @Test
    void plan_whenTheProxyIsClosed_namesTheProxyAndNotTheVendor() throws Exception {
        String address;
        try (RefusingProxy proxy = new RefusingProxy("")) {
            address = proxy.address();
        }
        Ended ended = plan("HTTPS_PROXY", "http://" + address);

        assertThat(ended.out()).contains("the proxy " + address + " refused the connection");
    }

    @Test
    void plan_whenTheProxyIsUnknown_namesTheProxy() throws Exception {
        assertThat(plan("HTTPS_PROXY", "http://proxy.invalid:3128").out())
                .contains("the host name of the proxy", "proxy.invalid:3128 is unknown");
    }

    @Test
    void plan_whenTheVariableIsMalformed_saysSoInOneSentenceWithoutThePassword() throws Exception {
        Ended ended = plan("HTTPS_PROXY", "socks5://me:hush@h:1");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("HTTPS_PROXY").doesNotContain("hush").hasLineCount(1);
        assertThat(ended.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://me:hush@h:1", "https://h:1", "http://", "http://me:hush@:3128", "::"})
    void variable_whenItIsMalformed_isWrongUsageAndThePasswordIsNotRepeated(String value) {
        assertThatThrownBy(() -> ProxyFromEnvironment.install(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("hush");
    }

    @Test
    void plan_whenTheTrustStoreCannotBeUsed_saysWhy() throws Exception {
        try (ServerSocket vendor = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Rehearsal rehearsal = Rehearsal.below(root)) {
            String[] plan = PLAN.clone();
            for (int i = 3; i < plan.length; i += 2) {
                plan[i] = plan[i].replace("vendor.example", "127.0.0.1:" + vendor.getLocalPort());
            }
            Ended missing = rehearsal
                    .program
                    .with("JDK_JAVA_OPTIONS", "-Djavax.net.ssl.trustStore=" + root.resolve("none.p12"))
                    .run(plan);
            assertThat(missing.out()).contains("the Java trust store (javax.net.ssl.trustStore) is missing");

            KeyStore empty = KeyStore.getInstance("PKCS12");
            empty.load(null, null);
            Path store = root.resolve("trust.p12");
            try (OutputStream out = Files.newOutputStream(store)) {
                empty.store(out, "right-1".toCharArray());
            }
            Ended wrong = rehearsal
                    .program
                    .with(
                            "JDK_JAVA_OPTIONS",
                            "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=hush-hush")
                    .run(plan);
            assertThat(wrong.out())
                    .contains("the password of the trust store is wrong")
                    .doesNotContain("hush-hush");
        }
    }
}
