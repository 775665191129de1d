package io.rollcall.setting;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks Camel URIs without Camel: they must name a component, and use plain http for this machine only. Messages never
 * repeat the URI, because it may contain credentials. Stateless and thread-safe.
 */
public final class EndpointUri {
    private static final Pattern URI = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:.+");

    // Camel accepts http:host as well as http://host, and uses the protocol behind the component's name if there is
    // one: https:http://host is plain http
    private static final Pattern HTTP =
            Pattern.compile("(?is)(https?):/*(?:(https?):/*)?(.*)|[a-z][a-z0-9+.-]*:/*(https?)://+(.*)");

    private EndpointUri() {}

    /**
     * The URI without blanks around it.
     *
     * @throws MalformedValueException if it is malformed, or would send unencrypted over the network
     */
    public static String checked(String text) {
        String uri = text.strip();
        if (!URI.matcher(uri).matches()) {
            throw new MalformedValueException(
                    "must be a Camel URI, such as https://host/path, kafka:topic or jms:queue:name");
        }
        Matcher http = HTTP.matcher(uri);
        if (http.matches() && !isSecure(http) && !Addresses.isLoopback(host(http))) {
            throw new MalformedValueException("must use https (plain http is accepted for loopback addresses only)");
        }
        return uri;
    }

    private static boolean isSecure(Matcher http) {
        String protocol = http.group(4) != null ? http.group(4) : http.group(2) != null ? http.group(2) : http.group(1);
        return protocol.equalsIgnoreCase("https");
    }

    private static String host(Matcher http) {
        String address = http.group(5) != null ? http.group(5) : http.group(3);
        String authority = address.split("[/?#\\\\]", 2)[0];
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        return hostAndPort.replaceFirst(":[0-9]*\\z", "").toLowerCase(Locale.ROOT);
    }
}
