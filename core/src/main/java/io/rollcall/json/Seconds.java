package io.rollcall.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;

/** Writes a span of time as its whole seconds. Thread-safe. */
public final class Seconds extends StdSerializer<Duration> {
    private static final long serialVersionUID = 1L;

    public Seconds() {
        super(Duration.class);
    }

    @Override
    public void serialize(Duration span, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeNumber(span.toSeconds());
    }
}
