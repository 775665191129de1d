package io.rollcall.http;

import java.nio.charset.StandardCharsets;

/** Escapes the parts of a URL, so that an id can never become a path, a query or another host. Stateless and thread-safe. */
public final class Escape {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Escape() {}

    /**
     * A path of the given segments, each escaped.
     *
     * @throws IllegalArgumentException if a segment is blank, {@code .} or {@code ..}
     */
    public static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            if (segment.isBlank() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("a path segment must not be blank nor made of dots only");
            }
            path.append('/').append(component(segment));
        }
        return path.toString();
    }

    /** Percent-escapes everything but RFC 3986's unreserved characters, in UTF-8. */
    public static String component(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
            }
        }
        return escaped.toString();
    }
}
