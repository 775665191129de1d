package io.rollcall.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tolerant view of one JSON value. Vendors print numbers and booleans as text, arrays as a single object or as JSON
 * text (docs/vendors/dingtalk.md §4.3, page 003). Every method here reads all of these forms, and returns null or an empty list
 * where the value has none of them. Only {@link #read} throws. Immutable; its text form shows no content.
 */
public final class Json {
    /** The longest id, in characters. The vendors' own have up to 100. */
    public static final int LONGEST_ID = 256;

    private static final int LONGEST_NUMBER = 40;

    static final Json TRUE = new Json(true);
    static final Json FALSE = new Json(false);
    static final Json NULL = new Json(null);
    static final Json EMPTY = new Json("");

    /** A field that does not exist; null and an empty text are the same. */
    public static final Json ABSENT = new Json(null);

    /** A {@link String}, {@link Halves}, a {@link Long}, {@link Digits}, a {@link Boolean}, a list of items, {@link Fields}, or null. */
    private final @Nullable Object value;

    /** @param value a list becomes a part of this, and must not be changed afterwards */
    Json(@Nullable Object value) {
        this.value = value;
    }

    /** What it is made of, null and the empty text included. */
    @Nullable Object value() {
        return value;
    }

    /** A number in the letters that were sent, if a {@link Long} has others. */
    record Digits(String letters) {
        @Override
        public String toString() {
            return letters;
        }
    }

    /** A text with half a surrogate pair somewhere, which UTF-8 cannot express; {@link #text()} replaces it. */
    record Halves(String letters) {
        @Override
        public String toString() {
            return letters;
        }
    }

    private static Json of(@Nullable Json json) {
        return json == null || json == NULL || json == EMPTY ? ABSENT : json;
    }

    /**
     * Reads UTF-8 text that is exactly one value, nested {@value JsonReading#DEEPEST} levels at most. Of two fields with
     * one name the later one counts.
     *
     * @throws IOException where it is not; its message may show the text
     * @throws OversizedJsonException where it has more than {@value OversizedJsonException#MOST_VALUES} values
     */
    public static Json read(byte[] text) throws IOException {
        return of(JsonReading.of(text));
    }

    /** A new object to send, with exact types; {@link JsonText} writes it. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Whether there is anything but null and the empty text. */
    public boolean isSaid() {
        return value != null;
    }

    /** Whether this is an object; an object written as JSON text is none. */
    public boolean isObject() {
        return value instanceof Fields;
    }

    /** A field of an object; {@link #ABSENT} where there is none, or where this is no object. */
    public Json at(String name) {
        return value instanceof Fields fields ? of(fields.get(name)) : ABSENT;
    }

    /** The first of several spellings of a field that says anything. */
    public Json firstOf(String... names) {
        for (String name : names) {
            Json field = at(name);
            if (field.isSaid()) {
                return field;
            }
        }
        return ABSENT;
    }

    /** Whether an object has a field of that name, even if it is null. */
    public boolean has(String name) {
        return value instanceof Fields fields && fields.get(name) != null;
    }

    /** The text; of a number or boolean its letters; null where there is none. Never empty, possibly blank. */
    public @Nullable String text() {
        String letters = letters();
        return value instanceof Halves halves ? WholeText.of(halves.letters) : letters;
    }

    private @Nullable String letters() {
        // first, as most values are texts: to find that a text is no list, code of C1 searches all its supertypes
        if (value instanceof String text) {
            return text;
        }
        return value == null || isObject() || isArray() ? null : value.toString();
    }

    /** The text of an id: {@link #text()}, but null where it is blank. */
    public @Nullable String id() {
        String text = text();
        return text == null || text.isBlank() ? null : text;
    }

    /** The exact 64-bit integer, also of a text and of {@code 3.0} or {@code 1e3}; null where it is not exactly one. */
    public @Nullable Long number() {
        if (value instanceof Long number) {
            return number;
        }
        String letters = value instanceof Boolean ? null : letters();
        String digits = letters == null ? "" : letters.strip();
        if (digits.isEmpty() || digits.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            return isPlain(digits) ? Long.parseLong(digits) : new BigDecimal(digits).longValueExact();
        } catch (NumberFormatException noNumber) {
            return null;
        } catch (ArithmeticException notExact) {
            return null;
        }
    }

    /** True and false, also as text of any case and as 1 and 0; null for anything else. */
    public @Nullable Boolean bool() {
        if (value instanceof Boolean bool) {
            return bool;
        }
        String text = text();
        if (text == null || text.length() > LONGEST_NUMBER) {
            return null;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** True only where it is said. */
    public boolean isTrue() {
        return Boolean.TRUE.equals(bool());
    }

    /** The time that is so many milliseconds after 1970; null where there is no number. */
    public @Nullable Instant instant() {
        Long millis = number();
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /**
     * The items of an array, nulls left out; of JSON text, what is written in it; of anything else, that alone. Empty
     * where nothing is said: call {@link #isSaid()} where that matters.
     */
    public List<Json> items() {
        Json unfolded = unfolded();
        if (!unfolded.isArray()) {
            return unfolded.isSaid() ? List.of(unfolded) : List.of();
        }
        List<Json> items = unfolded.array();
        items.removeIf(item -> !item.isSaid());
        return Collections.unmodifiableList(items);
    }

    /**
     * All rows of a list, nulls included; of JSON text, what is written in it; of an object, that alone. Empty where
     * nothing is said; null where it is no list of any of these forms.
     */
    public @Nullable List<Json> rows() {
        Json unfolded = unfolded();
        if (unfolded.isArray()) {
            return unfolded.array();
        }
        return unfolded.isObject() ? List.of(unfolded) : unfolded.isSaid() ? null : List.of();
    }

    private boolean isArray() {
        return value instanceof List<?>;
    }

    private List<Json> array() {
        List<?> list = value instanceof List<?> items ? items : List.of();
        List<Json> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(of((Json) item));
        }
        return items;
    }

    /** What keeps this from being an id, for example {@code is missing}; null where it is a plain text or number. */
    public @Nullable String notAnId() {
        if (!isSaid()) {
            return "is missing";
        }
        String letters = value instanceof Boolean ? null : letters();
        if (letters == null) {
            return "is neither text nor a number";
        }
        if (letters.isBlank()) {
            return "is blank";
        }
        if (letters.length() > LONGEST_ID) {
            return "is longer than " + LONGEST_ID + " characters";
        }
        int at = 0;
        while (at < letters.length()) {
            int character = letters.codePointAt(at);
            if (!isPrintableAscii(character) && isInvisible(character)) {
                return "holds invisible characters";
            }
            at += Character.charCount(character);
        }
        return null;
    }

    private static boolean isPrintableAscii(int character) {
        return character >= ' ' && character <= '~';
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** The texts among the items, blank ones left out. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Json item : items()) {
            String text = item.id();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The value that is written in a text that is a JSON object or array; otherwise this. */
    public Json unfolded() {
        String text = value instanceof String || value instanceof Halves
                ? value.toString().strip()
                : "";
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return this;
        }
        try {
            return of(JsonReading.of(text));
        } catch (IOException notJson) {
            return this;
        }
    }

    /** The fields of an object in its order, nulls included; empty for anything else. */
    public Map<String, Json> fields() {
        Map<String, Json> all = new LinkedHashMap<>();
        if (value instanceof Fields fields) {
            for (int i = 0; i < fields.size(); i++) {
                all.put(fields.name(i), of(fields.value(i)));
            }
        }
        return all;
    }

    /** {@link #text()}, and of objects and arrays their JSON text; null where nothing is said. */
    public @Nullable String compact() {
        return isObject() || isArray() ? WholeText.of(JsonText.of(this)) : text();
    }

    private static boolean isPlain(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Json[" + (value == null ? "nothing" : value.getClass().getSimpleName()) + "]";
    }
}
