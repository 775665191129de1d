package io.rollcall.setting;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads server addresses: https, or plain http to this machine, with an optional path prefix and no user, query or fragment.
 * Messages never repeat the address, because it may contain a password. Stateless and thread-safe.
 */
public final class Addresses {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

    private Addresses() {}

    static URI parse(String text) {
        URI address = syntax(text);
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || address.getHost() == null) {
            throw new MalformedValueException("must be an address such as https://host or https://host:port/prefix");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new MalformedValueException(
                    "must be an address without user, query and fragment, such as https://host");
        }
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (scheme.equals("http") && !isLoopback(host)) {
            throw new MalformedValueException(
                    "must start with https:// (plain http is accepted for loopback addresses only)");
        }
        if (address.getPort() > 65_535 || address.getPort() == 0) {
            throw new MalformedValueException("must have a port from 1 to 65535");
        }
        String path = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
        return URI.create(scheme + "://" + host + (address.getPort() < 0 ? "" : ":" + address.getPort()) + path);
    }

    private static URI syntax(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new MalformedValueException("must be an address such as https://host or https://host:port/prefix");
        }
    }

    /** Whether a host is this machine by its name: {@code localhost}, {@code [::1]} or 127.x.x.x. In lower case. */
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }
}
