package io.rollcall.app.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Where a request comes from, as far as that can be told. Stateless. */
final class ClientAddress {
    private static final HttpString FORWARDED_FOR = new HttpString("X-Forwarded-For");
    /** What reverse proxies add. A client can add them too, which only makes the server stricter. */
    private static final List<HttpString> OF_PROXIES = List.of(
            FORWARDED_FOR,
            new HttpString("Forwarded"),
            new HttpString("X-Forwarded-Host"),
            new HttpString("X-Forwarded-Proto"),
            new HttpString("X-Real-IP"),
            new HttpString("Via"));

    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f.:]{2,45}");
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** Whether a reverse proxy passed the request on. */
    static boolean isForwarded(HttpServerExchange exchange) {
        return OF_PROXIES.stream().anyMatch(exchange.getRequestHeaders()::contains);
    }

    /**
     * A text for the client, for limits. Behind a proxy on this machine it is the last address of X-Forwarded-For, which the
     * proxy adds itself. Of IPv6 it is the network: a client has all of its addresses.
     */
    static String of(HttpServerExchange exchange) {
        InetAddress peer = exchange.getSourceAddress().getAddress();
        if (peer != null && peer.isLoopbackAddress()) {
            HeaderValues values = exchange.getRequestHeaders().get(FORWARDED_FOR);
            if (values != null) {
                String last = values.getLast();
                String address = last.substring(last.lastIndexOf(',') + 1).strip();
                return LITERAL.matcher(address).matches() ? "via proxy " + address : "via proxy";
            }
        }
        if (peer instanceof Inet6Address) {
            return HexFormat.of().formatHex(Arrays.copyOf(peer.getAddress(), NETWORK_BYTES));
        }
        return peer == null ? "unknown" : peer.getHostAddress();
    }
}
