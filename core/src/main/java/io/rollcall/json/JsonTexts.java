package io.rollcall.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of texts as a JSON array, for a column of a table. Stateless and thread-safe. */
public final class JsonTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonTexts() {}

    /** Writes texts; null becomes {@code null}. */
    public static String write(List<? extends @Nullable String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return JsonText.of(array);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is no such array; the message does not show it
     */
    public static List<@Nullable String> read(String array) {
        List<@Nullable String> texts = new ArrayList<>();
        try {
            JSON.readTree(array).forEach(text -> texts.add(text.textValue()));
        } catch (JsonProcessingException e) {
            // not with the cause, whose message shows the text
            throw new IllegalArgumentException("a list of texts is not JSON");
        }
        return texts;
    }
}
