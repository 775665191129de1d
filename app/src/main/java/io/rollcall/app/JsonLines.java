package io.rollcall.app;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.JsonEscapeUtil;
import io.rollcall.json.Sanitizer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logback's JSON lines with the fields that a log needs: {@code level}, {@code threadName}, {@code loggerName},
 * {@code throwable} where there is one, {@code time} (ISO 8601, UTC) and {@code message}, whole. Thread-safe.
 */
final class JsonLines extends JsonEncoder {
    JsonLines() {
        setWithSequenceNumber(false);
        setWithTimestamp(false);
        setWithNanoseconds(false);
        setWithContext(false);
        setWithMarkers(false);
        setWithMDC(false);
        setWithKVPList(false);
        // Logback's message has placeholders instead of values
        setWithMessage(false);
        setWithArguments(false);
    }

    // Logback escapes ASCII only, and some readers end a line at other characters too
    @Override
    public byte[] encode(ILoggingEvent event) {
        return Sanitizer.json(new String(super.encode(event), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void appendThrowableProxy(
            StringBuilder json, String name, @Nullable IThrowableProxy throwable, boolean separated) {
        if (throwable != null) {
            super.appendThrowableProxy(json, name, throwable, separated);
        }
    }

    @Override
    protected void appendCustomFields(StringBuilder json, ILoggingEvent event) {
        json.append(VALUE_SEPARATOR);
        appenderMember(
                json, "time", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
        json.append(VALUE_SEPARATOR);
        appenderMember(json, "message", JsonEscapeUtil.jsonEscapeString(event.getFormattedMessage()));
    }
}
