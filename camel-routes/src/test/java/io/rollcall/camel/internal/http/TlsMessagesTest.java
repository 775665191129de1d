package io.rollcall.camel.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cause of a failed TLS connection has a sentence of its own. */
class TlsMessagesTest {

    private static SSLException caused(Throwable cause) {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(new CertificateException("inner", cause));
        return failure;
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(caused(new CertificateExpiredException()), "has expired"),
                Arguments.of(
                        caused(new CertPathValidatorException("x", null, null, -1, BasicReason.NOT_YET_VALID)),
                        "is not valid yet"),
                Arguments.of(
                        caused(new CertPathValidatorException("x", null, null, -1, BasicReason.REVOKED)),
                        "was revoked"),
                Arguments.of(caused(new CertPathBuilderException("x")), "does not trust"),
                Arguments.of(
                        caused(new CertificateException("No name matching a.example found")), "for another host name"),
                Arguments.of(new SSLPeerUnverifiedException("Certificate doesn't match"), "for another host name"),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), "does not speak TLS"),
                Arguments.of(new SSLHandshakeException("protocol_version"), "another TLS version"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void of_whenTheCauseIsKnown_saysWhich(SSLException failure, String words) {
        assertThat(TlsMessages.of(failure)).contains(words);
    }

    @Test
    void of_neverTheSameForTwoCauses() {
        List<String> all = failures()
                .map(one -> TlsMessages.of((SSLException) one.get()[0]))
                .distinct()
                .toList();
        // two ways in which the JDK and the HTTP client say that the name is another
        assertThat(all).hasSize((int) failures().count() - 1);
    }

    @Test
    void ofSettings_tellsAMissingStoreFromAWrongPassword() {
        assertThat(TlsMessages.ofSettings(new IOException("x", new UnrecoverableKeyException("y"))))
                .contains("password");
        assertThat(TlsMessages.ofSettings(new IOException("Could not open file:none.p12 as a file")))
                .contains("missing");
        assertThat(TlsMessages.ofSettings(new IOException("Invalid keystore format")))
                .contains("type");
    }
}
