package io.rollcall.camel.internal.component;

import io.rollcall.report.Sanitizer;
import io.rollcall.setting.Characters;
import io.rollcall.setting.MalformedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of a host's body, whose fields must be exactly those that are expected. Whatever does not fit is an
 * {@link IllegalArgumentException} that names the field and never shows its value: bodies hold people's ids and numbers.
 * Used by one thread.
 */
final class StrictObject {
    private final String path;
    private final Map<?, ?> fields;

    private StrictObject(String path, Map<?, ?> fields) {
        this.path = path;
        this.fields = fields;
    }

    /**
     * A body as an object.
     *
     * @param known the names of the fields that it may have
     */
    public static StrictObject of(@Nullable Object body, String... known) {
        return of(body, "", known);
    }

    private static StrictObject of(@Nullable Object value, String path, String... known) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    (path.isEmpty() ? "the body" : "the field " + path) + " must be an object");
        }
        Set<String> unknown = new TreeSet<>();
        map.keySet().forEach(name -> unknown.add(String.valueOf(name)));
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the field " + prefix(path)
                    + Sanitizer.text(unknown.iterator().next()) + " is unknown; there may be "
                    + String.join(", ", known));
        }
        return new StrictObject(path, map);
    }

    /** A text that must be there and not be blank. */
    public String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    /** A text that may be left out, or be null, but not be blank. */
    public @Nullable String optionalText(String name) {
        Object value = fields.get(name);
        return value == null ? null : text(prefix(path) + name, value);
    }

    /** What a reader makes of a text that must be there. */
    public <T> T value(String name, Function<String, T> reader) {
        return read(prefix(path) + name, text(name), reader);
    }

    /** What a reader makes of a text that may be left out, or be null. */
    public <T> @Nullable T optionalValue(String name, Function<String, T> reader) {
        String text = optionalText(name);
        return text == null ? null : read(prefix(path) + name, text, reader);
    }

    /** What a reader makes of each text of a list, at least one. */
    public <T> List<T> values(String name, Function<String, T> reader) {
        List<T> values = new ArrayList<>();
        for (String text : texts(name)) {
            values.add(read(prefix(path) + name + "[" + values.size() + "]", text, reader));
        }
        return values;
    }

    /**
     * What a reader makes of a text.
     *
     * @param path what messages call the text
     * @param reader throws {@link MalformedValueException} for what does not fit
     */
    private static <T> T read(String path, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (MalformedValueException malformed) {
            throw new IllegalArgumentException("the field " + path + " " + malformed.explanation());
        }
    }

    /** Texts, at least one, none blank. */
    public List<String> texts(String name) {
        List<String> texts = texts(list(name), prefix(path) + name);
        if (texts.isEmpty()) {
            throw wrong(name, "must not be empty");
        }
        return texts;
    }

    /**
     * Objects, at least one.
     *
     * @param known the names of the fields that each may have
     */
    public List<StrictObject> objects(String name, String... known) {
        List<StrictObject> objects = new ArrayList<>();
        for (Object item : list(name)) {
            objects.add(of(item, prefix(path) + name + "[" + objects.size() + "]", known));
        }
        if (objects.isEmpty()) {
            throw wrong(name, "must not be empty");
        }
        return objects;
    }

    /** What is wrong with a field. */
    public IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException("the field " + prefix(path) + name + " " + what);
    }

    /**
     * The ids of a list, none blank, without blanks and invisible characters around them.
     *
     * @param path what messages call the list
     */
    public static List<String> texts(Iterable<?> list, String path) {
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
            String where = path + "[" + texts.size() + "]";
            texts.add(read(where, text(where, item), Characters::opaqueId));
        }
        return texts;
    }

    private Iterable<?> list(String name) {
        Object value = fields.get(name);
        if (value instanceof Iterable<?> list) {
            return list;
        }
        throw wrong(name, value == null ? "is missing" : "must be a list");
    }

    private static String text(String path, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException("the field " + path + " must be a text");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("the field " + path + " must not be blank");
        }
        return text;
    }

    private static String prefix(String path) {
        return path.isEmpty() ? "" : path + ".";
    }
}
