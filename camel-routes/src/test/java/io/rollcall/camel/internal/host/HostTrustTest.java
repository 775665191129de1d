package io.rollcall.camel.internal.host;

import static io.rollcall.camel.internal.host.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.vendor.UserLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Vendors whose certificates only the host knows: what it trusts is enough, and nothing less is. */
@Timeout(120)
@Tag("slow")
class HostTrustTest {
    private static final String REFUSED = "the server's certificate was issued by an authority that this Java does not"
            + " trust; if your company inspects TLS, add its authority to the Java trust store"
            + " (javax.net.ssl.trustStore)";

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final MainHost host = new MainHost();
    private Relay vendor;

    @BeforeAll
    static void certify() throws Exception {
        certificates = Certificates.forNames(folder, "dns:localhost");
    }

    @BeforeEach
    void serve() throws Exception {
        vendor = Relay.tls(certificates.server(), host.sandbox().port());
        at("localhost");
        host.set("rollcall.store.url", "embedded:" + folder.resolve("data"));
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        vendor.close();
    }

    private void at(String name) {
        host.vendorsAt("https://" + name + ":" + vendor.port());
    }

    private void assertRefused(String why) {
        assertThatThrownBy(host::meetings).hasStackTraceContaining(why);
        assertThat(host.sandbox().calls()).isEmpty();
    }

    private static SSLContextParameters trusting(Path store) {
        KeyStoreParameters keys = new KeyStoreParameters();
        keys.setResource("file:" + store);
        keys.setPassword(PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keys);
        return with(trust);
    }

    private static SSLContextParameters with(TrustManagersParameters trust) {
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    @Test
    void call_whenTheContextTrustsTheVendor_succeeds() throws Exception {
        host.trust(certificates, certificates.trustStore(), PASSWORD);
        host.start();

        assertThat(host.meetings()).hasSize(2);
    }

    @Test
    void call_whenTheHttpsComponentTrustsTheVendor_succeeds() throws Exception {
        host.bind("tls", trusting(certificates.trustStore()));
        host.set("camel.component.https.ssl-context-parameters", "#bean:tls");
        host.start();

        assertThat(host.meetings()).hasSize(2);
    }

    @Test
    void call_whenTheHttpComponentTrustsTheVendor_succeeds() throws Exception {
        host.bind("tls", trusting(certificates.trustStore()));
        host.set("camel.component.http.ssl-context-parameters", "#bean:tls");
        host.start();

        assertThat(host.meetings()).hasSize(2);
    }

    @Test
    void call_whenNobodyTrustsTheVendor_failsAndNothingIsSent() throws Exception {
        host.start();

        assertRefused(REFUSED + " (localhost:" + vendor.port() + ")");
    }

    @Test
    void call_whenTheCertificateIsForAnotherName_failsAlthoughItIsTrusted() throws Exception {
        at("127.0.0.1");
        host.trust(certificates, certificates.trustStore(), PASSWORD);
        host.start();

        assertRefused("the server's certificate was issued for another host name; check the address");
    }

    @Test
    void call_whenTheHostChecksNoNames_isCheckedAllTheSame() throws Exception {
        at("127.0.0.1");
        host.bind("tls", trusting(certificates.trustStore()));
        host.bind("anybody", NoopHostnameVerifier.INSTANCE);
        host.set("camel.component.https.ssl-context-parameters", "#bean:tls");
        host.set("camel.component.https.x509-hostname-verifier", "#bean:anybody");
        host.start();

        assertRefused("the server's certificate was issued for another host name");
    }

    @Test
    void call_whenTheHostTrustsEverybody_isNotLedByItAndOneWarningIsLogged() throws Exception {
        host.tls(certificates).set("camel.ssl.trust-all-certificates", "true");
        host.start();
        try (Logged logged = Logged.everything()) {
            assertRefused(REFUSED);
            assertThatThrownBy(() -> host.main()
                            .getCamelTemplate()
                            .requestBody(
                                    "rollcall:user-details", new UserLookup.Question("THIRD_ACCOUNT", List.of("u1"))))
                    .hasStackTraceContaining(REFUSED);

            assertThat(logged.lines())
                    .filteredOn(line -> line.startsWith("WARN io.rollcall"))
                    .singleElement()
                    .asString()
                    .contains("TLS settings trust every certificate; Rollcall does not use them");
        }
    }

    /** Not Camel's own: any that looks at nothing. */
    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void call_whenTheHostsOwnTrustManagerLooksAtNothing_isNotLedByItEither() throws Exception {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setTrustManager(new Credulous());
        host.bind("tls", with(trust));
        host.set("camel.component.https.ssl-context-parameters", "#bean:tls");
        host.start();

        assertRefused(REFUSED);
    }

    @Test
    void call_whenTheTrustStoreCannotBeRead_saysThatItIsTheApplicationsAndTriesAgainNextTime() throws Exception {
        Path later = folder.resolve("later.p12");
        host.trust(certificates, later, PASSWORD);
        host.start();

        assertRefused("the trust store is missing; check javax.net.ssl.trustStore, or the application's TLS settings");

        Files.copy(certificates.trustStore(), later);
        assertThat(host.meetings()).hasSize(2);
    }

    @Test
    void password_whenTheTrustStoreHasAnother_isNotLogged() throws Exception {
        host.trust(certificates, certificates.trustStore(), "SECRET-wrong");
        try (Logged logged = Logged.everything()) {
            host.start();
            assertRefused("the password of the trust store is wrong; check javax.net.ssl.trustStorePassword");

            assertThat(ours(logged)).noneMatch(line -> line.contains("SECRET-wrong"));
        }
    }

    // Camel itself prints the settings that it is given, at TRACE
    private static List<String> ours(Logged logged) {
        return logged.lines().stream()
                .filter(line -> !line.contains(" org.apache.camel."))
                .toList();
    }
}
