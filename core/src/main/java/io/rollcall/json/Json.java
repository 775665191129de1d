package io.rollcall.json;

import io.rollcall.vendor.ListLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tolerant view of one JSON value. Vendors print numbers and booleans as text, arrays as a single object or as JSON
 * text (docs/vendors/dingtalk.md §4.3, page 003); every method here reads all of these forms, and answers null or empty where
 * the value cannot be read so. Nothing here throws. Immutable; its text form shows no content.
 */
public final class Json {
    private static final int LONGEST_NUMBER = 40;

    /** What a field that is not there looks like; null and an empty text look the same. */
    public static final Json ABSENT = new Json(Kind.NULL, "");

    static final Json TRUE = new Json(Kind.BOOLEAN, "true");
    static final Json FALSE = new Json(Kind.BOOLEAN, "false");

    private enum Kind {
        OBJECT,
        ARRAY,
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private final Kind kind;
    private final Object value;

    private Json(Kind kind, Object value) {
        this.kind = kind;
        this.value = value;
    }

    static Json text(String text) {
        return text.isEmpty() ? ABSENT : new Json(Kind.TEXT, text);
    }

    static Json number(String digits) {
        return new Json(Kind.NUMBER, digits);
    }

    static Json array(List<Json> items) {
        return new Json(Kind.ARRAY, items);
    }

    static Json object(Map<String, Json> fields) {
        return new Json(Kind.OBJECT, fields);
    }

    /** Whether there is anything but null and the empty text. */
    public boolean isSaid() {
        return kind != Kind.NULL;
    }

    /** Whether this is an object; an object written as JSON text is none. */
    public boolean isObject() {
        return kind == Kind.OBJECT;
    }

    /** A field of an object; {@link #ABSENT} where there is none, or where this is no object. */
    public Json at(String name) {
        return kind == Kind.OBJECT ? fields().getOrDefault(name, ABSENT) : ABSENT;
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
        return kind == Kind.OBJECT && fields().containsKey(name);
    }

    /** The text; of a number or boolean its letters; null where there is none. Never empty, possibly blank. */
    public @Nullable String text() {
        return isScalar() ? (String) value : null;
    }

    /** The text of an id: {@link #text()}, but null where it is blank. */
    public @Nullable String id() {
        String text = text();
        return text == null || text.isBlank() ? null : text;
    }

    /** The exact 64-bit integer, also of a text and of {@code 3.0} or {@code 1e3}; null where it is not exactly one. */
    public @Nullable Long number() {
        if (kind != Kind.NUMBER && kind != Kind.TEXT) {
            return null;
        }
        String digits = ((String) value).strip();
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
        if (kind == Kind.BOOLEAN) {
            return this == TRUE;
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
     * where nothing is said: ask {@link #isSaid()} where that matters.
     */
    public List<Json> items() {
        Json unfolded = unfolded();
        if (unfolded.kind != Kind.ARRAY) {
            return unfolded.isSaid() ? List.of(unfolded) : List.of();
        }
        List<Json> said = new ArrayList<>();
        for (Json item : unfolded.array()) {
            if (item.isSaid()) {
                said.add(item);
            }
        }
        return said;
    }

    /**
     * All rows of a list, nulls included; of JSON text, what is written in it; of an object, that alone. Empty where
     * nothing is said; null where it is no list of any of these forms.
     */
    public @Nullable List<Json> rows() {
        Json unfolded = unfolded();
        return switch (unfolded.kind) {
            case ARRAY -> unfolded.array();
            case OBJECT -> List.of(unfolded);
            case NULL -> List.of();
            default -> null;
        };
    }

    /** What keeps this from being an id, for example {@code is missing}; null where it is a plain text or number. */
    public @Nullable String notAnId() {
        if (kind == Kind.NULL) {
            return "is missing";
        }
        if (kind != Kind.TEXT && kind != Kind.NUMBER) {
            return "is neither text nor a number";
        }
        String text = (String) value;
        if (text.isBlank()) {
            return "is blank";
        }
        if (text.length() > ListLimits.LONGEST_ID) {
            return "is longer than " + ListLimits.LONGEST_ID + " characters";
        }
        return text.codePoints().anyMatch(Json::isInvisible) ? "holds invisible characters" : null;
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

    /** What is written in a text that is a JSON object or array; otherwise this. */
    public Json unfolded() {
        if (kind != Kind.TEXT) {
            return this;
        }
        String text = ((String) value).strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return this;
        }
        Json written = ResponseBody.parse(text);
        return written == null ? this : written;
    }

    /** The fields of an object in its order, nulls included; empty for anything else. */
    @SuppressWarnings("unchecked") // an OBJECT is made in one place only
    public Map<String, Json> fields() {
        return kind == Kind.OBJECT ? (Map<String, Json>) value : Map.of();
    }

    /** {@link #text()}, and of objects and arrays their JSON text; null where nothing is said. */
    public @Nullable String compact() {
        if (kind == Kind.OBJECT || kind == Kind.ARRAY) {
            return JsonText.of(this);
        }
        return text();
    }

    boolean isArray() {
        return kind == Kind.ARRAY;
    }

    boolean isText() {
        return kind == Kind.TEXT;
    }

    @SuppressWarnings("unchecked") // an ARRAY is made in one place only
    List<Json> array() {
        return kind == Kind.ARRAY ? (List<Json>) value : List.of();
    }

    private boolean isScalar() {
        return kind == Kind.TEXT || kind == Kind.NUMBER || kind == Kind.BOOLEAN;
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
        return "Json[" + kind + "]";
    }
}
