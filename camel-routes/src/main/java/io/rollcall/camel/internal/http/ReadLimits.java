package io.rollcall.camel.internal.http;

import org.apache.hc.core5.http.config.Http1Config;

/**
 * How much of an answer is read, of whatever a vendor or something in between sends. Every limit holds before memory is
 * spent. How deep and how manifold its JSON may be is {@code JsonBody}'s to say.
 */
final class ReadLimits {
    /** The longest status line, header line, trailer line or line of a chunk's size, in bytes. */
    static final int LINE = 16 << 10;

    /** The most header lines, and the most trailer lines. */
    static final int HEADERS = 200;

    /** The largest body, in bytes, after decompression. */
    static final int BODY = 16 << 20;

    /** The limits of the HTTP client. */
    static final Http1Config HTTP1 = Http1Config.custom()
            .setMaxLineLength(LINE)
            .setMaxHeaderCount(HEADERS)
            .build();

    private ReadLimits() {}
}
