package io.rollcall.app.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values of Host that the server accepts. A web page of others can reach it with DNS rebinding, but then Host is a name
 * of theirs. On loopback only loopback's names are accepted; on another address also IP addresses, which no rebinding can
 * use, the configured address and the name of this machine. Immutable and thread-safe.
 */
final class HostNames {
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}\\z");
    private static final Pattern IP = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+\\]");

    private final boolean loopback;
    private final Set<String> names;

    /**
     * @param address that the server listens on
     * @param loopback whether only this machine can connect to it
     */
    HostNames(String address, boolean loopback) {
        this.loopback = loopback;
        Set<String> all = new HashSet<>(Set.of("127.0.0.1", "localhost", "[::1]"));
        all.add(address.contains(":") ? "[" + address + "]" : address);
        if (!loopback) {
            try {
                all.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
            } catch (UnknownHostException unnamed) {
                // a machine without a name is named by its addresses
            }
        }
        this.names = Set.copyOf(all);
    }

    /** Whether a value of Host is accepted. */
    boolean accept(String host) {
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        return names.contains(name) || (!loopback && IP.matcher(name).matches());
    }
}
