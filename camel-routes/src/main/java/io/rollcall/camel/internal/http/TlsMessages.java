package io.rollcall.camel.internal.http;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.security.InvalidAlgorithmParameterException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Explains why a TLS connection failed and what to do. The JDK tells the cases apart by the exceptions behind an
 * {@link SSLException}, some of them only by their message; where none is recognised, the explanation is a general one.
 */
final class TlsMessages {
    private static final String TRUST_STORE = "the Java trust store (javax.net.ssl.trustStore)";

    private TlsMessages() {}

    /** Why a handshake failed. */
    static String of(SSLException failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            String known = known(one);
            if (known != null) {
                return known;
            }
        }
        return failure instanceof SSLHandshakeException
                ? "the TLS handshake failed; the server may want another TLS version, or a client certificate"
                : "the TLS connection failed";
    }

    /** Why a trust store, or a host's TLS settings, cannot be used. */
    static String ofSettings(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            String message = String.valueOf(one.getMessage()).toLowerCase(Locale.ROOT);
            if (one instanceof UnrecoverableKeyException || message.contains("password was incorrect")) {
                return "the password of the trust store is wrong; check javax.net.ssl.trustStorePassword, or the"
                        + " application's TLS settings";
            } else if (one instanceof FileNotFoundException
                    || one instanceof NoSuchFileException
                    // Camel's own words for a resource that is not there
                    || message.contains("could not open")) {
                return "the trust store is missing; check javax.net.ssl.trustStore, or the application's TLS settings";
            }
        }
        return "the TLS settings of this application cannot be used; check its trust store and the store's type";
    }

    private static @Nullable String known(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnusableTlsException unusable) {
            return unusable.explanation();
        } else if (failure instanceof CertificateExpiredException || hasReason(failure, BasicReason.EXPIRED)) {
            return "the server's certificate has expired; if it has not, correct this machine's clock";
        } else if (failure instanceof CertificateNotYetValidException
                || hasReason(failure, BasicReason.NOT_YET_VALID)) {
            return "the server's certificate is not valid yet; correct this machine's clock";
        } else if (hasReason(failure, BasicReason.REVOKED)) {
            return "the server's certificate was revoked";
        } else if (failure instanceof SSLPeerUnverifiedException || isAnotherName(failure, message)) {
            return "the server's certificate was issued for another host name; check the address";
        } else if (failure instanceof CertPathBuilderException) {
            return "the server's certificate was issued by an authority that this Java does not trust; if your company"
                    + " inspects TLS, add its authority to " + TRUST_STORE;
        } else if (failure instanceof InvalidAlgorithmParameterException && message.contains("trustAnchors")) {
            return TRUST_STORE + " is empty or missing";
        } else if (failure instanceof SSLException && message.contains("Unsupported or unrecognized SSL message")) {
            return "the server does not speak TLS on this port; check the address";
        }
        return null;
    }

    private static boolean hasReason(Throwable failure, BasicReason reason) {
        return failure instanceof CertPathValidatorException invalid && invalid.getReason() == reason;
    }

    private static boolean isAnotherName(Throwable failure, String message) {
        return failure instanceof CertificateException
                && (message.startsWith("No name matching") || message.startsWith("No subject alternative"));
    }
}
