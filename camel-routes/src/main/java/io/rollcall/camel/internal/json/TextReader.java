package io.rollcall.camel.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.rollcall.setting.MalformedValueException;
import java.io.IOException;
import java.util.function.Function;

/** Makes a value of a text. Thread-safe. */
final class TextReader<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> reader;

    /** @param reader throws {@link MalformedValueException} for a text that does not fit */
    TextReader(Class<T> type, Function<String, T> reader) {
        super(type);
        this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        try {
            return reader.apply(parser.getText());
        } catch (MalformedValueException malformed) {
            throw new WrongTextException(parser, malformed.explanation());
        }
    }
}
