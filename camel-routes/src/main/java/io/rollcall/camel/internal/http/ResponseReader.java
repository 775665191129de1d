package io.rollcall.camel.internal.http;

import io.rollcall.call.CallEvent;
import io.rollcall.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;

/**
 * Reads one response within limits that hold before memory is spent. One large response is in memory at a time in this
 * process, until its reader is closed: parsed JSON takes up to 35 times its bytes, and sixteen large ones would not fit.
 * Used by one thread.
 */
final class ResponseReader implements AutoCloseable {
    /** The limits of the HTTP client: bytes of a status, header, trailer or chunk line, and number of header lines. */
    static final Http1Config HTTP1 = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .build();

    /** What a response exceeds that the HTTP client refuses to read. */
    static final CallEvent.TooLarge LINES = new CallEvent.TooLarge(
            HTTP1.getMaxHeaderCount() + " header lines of " + (HTTP1.getMaxLineLength() >> 10) + " KiB");

    /** The largest body, in bytes, after decompression. */
    private static final int BODY = 16 << 20;

    /** From how many bytes a body is large. */
    private static final int LARGE =
            (int) Math.max(64 << 10, Math.min(1 << 20, Runtime.getRuntime().maxMemory() >> 10));

    private static final long LONGEST_WAIT_SECONDS = 30;
    private static final Semaphore ONE_LARGE = new Semaphore(1, true);

    private boolean large;

    /**
     * Reads a whole response.
     *
     * @return what was read, or that the body is too large; then the rest of it is still unread
     */
    CallEvent read(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        HttpEntity entity = response.getEntity();
        // closing the stream here would read on to its end, however far away that is: the response closes it
        byte[] body = entity == null ? new byte[0] : body(entity.getContent(), entity.getContentLength());
        return body.length > BODY
                ? new CallEvent.TooLarge((BODY >> 20) + " MiB")
                : new CallEvent.Answered(new HttpResponse(response.getCode(), headers, body));
    }

    private byte[] body(InputStream content, long length) throws IOException {
        return length >= 0 && length < LARGE ? small(content, (int) length) : body(content);
    }

    // one array of the length in the header, where the stream ends
    private static byte[] small(InputStream content, int length) throws IOException {
        byte[] bytes = new byte[length];
        int read = content.readNBytes(bytes, 0, length);
        // the client keeps the connection only once it has seen the end
        if (read == length && content.read() >= 0) {
            throw new IOException("the response is longer than its header says");
        }
        return read == length ? bytes : Arrays.copyOf(bytes, read);
    }

    // grows by doubling: a response may be shorter than its header says
    private byte[] body(InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(LARGE);
        if (bytes.length < LARGE) {
            return bytes;
        }
        waitForOtherLargeResponse();
        while (bytes.length <= BODY) {
            int length = bytes.length;
            int room = Math.min(2 * length, BODY + 1);
            bytes = Arrays.copyOf(bytes, room);
            int read = content.readNBytes(bytes, length, room - length);
            if (length + read < room) {
                return Arrays.copyOf(bytes, length + read);
            }
        }
        return bytes;
    }

    private void waitForOtherLargeResponse() throws IOException {
        try {
            if (!ONE_LARGE.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new InterruptedIOException("other large responses were read for too long");
            }
            large = true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading was stopped");
        }
    }

    @Override
    public void close() {
        if (large) {
            large = false;
            ONE_LARGE.release();
        }
    }
}
