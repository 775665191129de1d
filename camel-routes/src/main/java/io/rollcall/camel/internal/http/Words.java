package io.rollcall.camel.internal.http;

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

/** What went wrong on the network, in a person's words. The exceptions' own messages may hold whole addresses. */
public final class Words {
    private Words() {}

    static String of(Exception failure) {
        String known = known(failure);
        return known == null ? "the connection broke" : known;
    }

    /** Words for a failure; null where nothing is known about it. */
    public static @Nullable String known(Exception failure) {
        if (failure instanceof ClientProtocolException && failure.getCause() instanceof HttpException wrapped) {
            return known(wrapped);
        } else if (failure instanceof UnknownHostException) {
            return "the host name is unknown";
        } else if (failure instanceof ConnectTimeoutException) {
            return "the connect timeout passed";
        } else if (failure instanceof ConnectionRequestTimeoutException) {
            return "no connection became free in time";
        } else if (failure instanceof NoRouteToHostException) {
            return "there is no route to the host";
        } else if (failure instanceof ConnectException) {
            return "the connection was refused";
        } else if (failure instanceof UnusableTlsException) {
            return "this application's TLS settings cannot be used (is the trust store there, and its password right?)";
        } else if (failure instanceof SSLException) {
            return "the TLS connection failed (is the certificate valid, and issued for this host?)";
        } else if (failure instanceof SocketTimeoutException) {
            return "the response timeout passed";
        } else if (failure instanceof NoHttpResponseException) {
            return "the connection was closed without an answer";
        } else if (failure instanceof Courier.ProxyRefusedException) {
            return "the proxy refused to connect to the host";
        } else if (failure instanceof HttpException) {
            return "what came back is not HTTP";
        }
        return null;
    }
}
