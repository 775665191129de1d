package io.rollcall.sandbox.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON in and out, streamed where it is frequent. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** Something that can be written as JSON. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** The written bytes. */
    public static byte[] bytes(Content content) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler(), 2000);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] written = bytes.toByteArray();
        bytes.release();
        return written;
    }

    /** The whole tree, or a missing node where it is not JSON. For small bodies. */
    public static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** The scalar fields of an object as text, nulls left out; or null where it is not such an object. */
    public static @Nullable Map<String, String> scalars(byte[] body) {
        try (JsonParser in = FACTORY.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<String, String> fields = new HashMap<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (!in.nextToken().isScalarValue()) {
                    return null;
                }
                if (in.currentToken() != JsonToken.VALUE_NULL) {
                    fields.put(name, in.getText());
                }
            }
            return in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null ? fields : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** A form's fields. */
    public static Map<String, String> form(byte[] body) {
        return Request.parameters(new String(body, StandardCharsets.UTF_8));
    }

    /** Every scalar value under a field of that name, at any depth; empty where the body is not JSON. */
    public static Set<String> everyValueOf(String name, byte[] body) {
        Set<String> values = new HashSet<>();
        try (JsonParser in = FACTORY.createParser(body)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token.isScalarValue() && name.equals(in.currentName())) {
                    values.add(in.getText());
                }
            }
        } catch (JsonProcessingException e) {
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    /** A parser of a body. */
    public static JsonParser parser(byte[] body) throws IOException {
        return FACTORY.createParser(body);
    }
}
