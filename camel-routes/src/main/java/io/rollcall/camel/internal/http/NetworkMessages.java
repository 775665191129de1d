package io.rollcall.camel.internal.http;

import io.rollcall.camel.support.UnexpectedErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Explains network failures in plain words. The exceptions' own messages may hold whole addresses. Pure. */
public final class NetworkMessages {
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private NetworkMessages() {}

    /**
     * Why a request failed.
     *
     * @param proxy {@code host:port} of the proxy that the request went through; null for none
     */
    static String of(Throwable failure, @Nullable String proxy) {
        String known = known(failure, proxy);
        if (known == null && !(failure instanceof IOException)) {
            return "an unexpected error happened, " + UnexpectedErrors.name(failure);
        }
        return known == null ? "the connection broke" : known;
    }

    /** Why a request failed; null where the failure is not a known one. */
    public static @Nullable String known(Exception failure) {
        return known(failure, null);
    }

    private static @Nullable String known(Throwable failure, @Nullable String proxy) {
        if (failure instanceof ClientProtocolException && failure.getCause() instanceof HttpException wrapped) {
            return known(wrapped, proxy);
        } else if (failure instanceof ConnectionRequestTimeoutException) {
            return "no connection became free in time";
        } else if (failure instanceof ClientInterceptors.ProxyRefusedException refused) {
            return refusedByProxy(refused.status(), proxy);
        }
        String connecting = connecting(failure, proxy);
        if (connecting != null) {
            return connecting;
        } else if (failure instanceof SSLException tls) {
            return TlsMessages.of(tls);
        } else if (failure instanceof SocketTimeoutException) {
            return "the response timeout passed";
        } else if (failure instanceof NoHttpResponseException) {
            return "the connection was closed without an answer";
        } else if (failure instanceof HttpException) {
            return "what came back is not HTTP";
        }
        return null;
    }

    // through a proxy, the only connection that is made from here is the one to the proxy
    private static @Nullable String connecting(Throwable failure, @Nullable String proxy) {
        if (failure instanceof UnknownHostException) {
            return proxy == null ? "the host name is unknown" : "the host name of the proxy " + proxy + " is unknown";
        } else if (failure instanceof ConnectTimeoutException) {
            return "the connect timeout passed" + (proxy == null ? "" : " on the way to the proxy " + proxy);
        } else if (failure instanceof NoRouteToHostException) {
            return "there is no route to the " + (proxy == null ? "host" : "proxy " + proxy);
        } else if (failure instanceof ConnectException) {
            return proxy == null ? "the connection was refused" : "the proxy " + proxy + " refused the connection";
        }
        return null;
    }

    private static String refusedByProxy(int status, @Nullable String proxy) {
        String name = proxy == null ? "the proxy" : "the proxy " + proxy;
        return status == PROXY_AUTHENTICATION_REQUIRED
                ? name
                        + " requires a user name and a password (407); set them where the proxy is configured: in HTTPS_PROXY,"
                        + " https.proxyUser and https.proxyPassword, or the application's HTTP component"
                : name + " refused to connect to the host (" + status + "); ask its administrator to allow the address";
    }
}
