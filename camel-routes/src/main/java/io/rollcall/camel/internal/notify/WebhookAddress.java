package io.rollcall.camel.internal.notify;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Returns the path and the query of a webhook exactly as configured. Camel decodes, encodes and sorts them, which breaks
 * signatures ({@code sign=a%2Bb}) and ids with an escaped slash. Stateless and thread-safe.
 */
final class WebhookAddress {
    // Camel treats https://host/path, https:host/path and https:https://host/path as equal
    private static final Pattern REQUEST = Pattern.compile("(?is)(?:https?:/*)+[^/?#]*([^?#]*)(?:\\?([^#]*))?.*");

    // Camel's own quotes around a value
    private static final Pattern RAW = Pattern.compile("(?s)\\A([^=]*=)RAW(?:\\((.*)\\)|\\{(.*)\\})\\z");

    private WebhookAddress() {}

    /**
     * Returns the target of the request line.
     *
     * @param uri an http or https URI as configured
     * @param parameters the names of the parameters that are not options of Camel
     */
    static String pathAndQuery(String uri, Set<String> parameters) {
        Matcher request = REQUEST.matcher(uri);
        if (!request.matches()) {
            throw new IllegalArgumentException("not an http URI");
        }
        String path = request.group(1).isEmpty() ? "/" : request.group(1);
        @Nullable String query = request.group(2);
        String kept = query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(pair -> parameters.contains(name(pair)))
                        .map(pair -> RAW.matcher(pair).replaceFirst("$1$2$3"))
                        .collect(Collectors.joining("&"));
        return escaped(kept.isEmpty() ? path : path + "?" + kept);
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }

    /** Escapes characters that are invalid in a request line, and no others. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if (one > ' ' && one < 0x7f) {
                escaped.append((char) one);
            } else {
                escaped.append('%').append(String.format("%02X", one & 0xff));
            }
        }
        return escaped.toString();
    }
}
