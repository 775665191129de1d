package io.rollcall.camel.internal.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConverterLoaderException;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes Camel convert the documented types to their JSON, as text, bytes or a stream in UTF-8. Any other conversion is left
 * to Camel. Camel loads it by its service file. Stateless and thread-safe.
 */
public final class JsonConverter extends TypeConverterSupport implements TypeConverterLoader {
    @Override
    public void load(TypeConverterRegistry registry) throws TypeConverterLoaderException {
        registry.addFallbackTypeConverter(this, false);
        // Camel remembers the fallback that first converts a class, and would make a text of each later list by
        // toString
        registry.addTypeConverter(
                String.class,
                Collection.class,
                new SimpleTypeConverter(
                        false,
                        (type, exchange, value) ->
                                JsonWriter.isDocumented(value) ? JsonWriter.write(value) : value.toString()));
    }

    @Override
    public <T> @Nullable T convertTo(Class<T> type, @Nullable Exchange exchange, Object value) {
        boolean text = type == String.class || type == byte[].class || type == InputStream.class;
        if (!text || !JsonWriter.isDocumented(value)) {
            return null;
        }
        String json = JsonWriter.write(value);
        if (type == String.class) {
            return type.cast(json);
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return type.cast(type == byte[].class ? bytes : new ByteArrayInputStream(bytes));
    }
}
