package io.rollcall.app;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Logback's lines of text: time, level, logger and message. The pattern is read when the first line is logged: most commands
 * log none. Thread-safe.
 */
final class TextLines extends PatternLayoutEncoder {
    // a line stays a line, and no character in it controls a terminal
    private static final String MESSAGE = "%replace(%msg){'[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+', ' '}";

    /** @param zone of the times */
    TextLines(ZoneId zone) {
        setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, " + zone + "} %-5level %logger{20} - " + MESSAGE + "%n");
        setCharset(StandardCharsets.UTF_8);
    }

    @Override
    public void start() {
        // at the first line
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        readPattern();
        return super.encode(event);
    }

    private synchronized void readPattern() {
        if (getLayout() == null) {
            super.start();
        }
    }
}
