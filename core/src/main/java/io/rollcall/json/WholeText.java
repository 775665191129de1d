package io.rollcall.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/**
 * Writes half a surrogate pair, which JSON escapes can bring in and UTF-8 cannot express, as U+FFFD. Thread-safe.
 */
public final class WholeText {
    private static final char REPLACEMENT = '\uFFFD';

    private WholeText() {}

    /** Makes a mapper write whole texts only. */
    public static SimpleModule module() {
        return new SimpleModule("whole-text")
                .addSerializer(new Serializer(false))
                .addKeySerializer(String.class, new Serializer(true));
    }

    private static final class Serializer extends StdSerializer<String> {
        private static final long serialVersionUID = 1L;
        private final boolean names;

        Serializer(boolean names) {
            super(String.class);
            this.names = names;
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, String text) {
            return text.isEmpty();
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (names) {
                json.writeFieldName(of(text));
            } else {
                json.writeString(of(text));
            }
        }
    }

    /** The text with U+FFFD for each half of a pair. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutHalves(text);
            }
        }
        return text;
    }

    private static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c));
        return whole.toString();
    }
}
