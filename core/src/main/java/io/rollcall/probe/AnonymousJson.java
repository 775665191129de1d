package io.rollcall.probe;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.RecordedFields.Rule;
import io.rollcall.vendor.ResponseBody;
import io.rollcall.vendor.ResponseBody.Form;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies one JSON value, replacing what the fields do not allow. Used once, under the anonymiser's lock. */
final class AnonymousJson {
    private final JsonParser parser;
    private final JsonGenerator generator;
    private final RecordedFields fields;
    private final ListedWords words;
    private final Anonymizer anonymizer;

    AnonymousJson(JsonParser parser, JsonGenerator generator, RecordedFields fields, Anonymizer anonymizer) {
        this.parser = parser;
        this.generator = generator;
        this.fields = fields;
        this.words = new ListedWords(fields);
        this.anonymizer = anonymizer;
    }

    void value(JsonToken token, Rule rule) throws IOException {
        value(token, rule, "");
    }

    private void value(JsonToken token, Rule rule, String name) throws IOException {
        switch (token) {
            case START_OBJECT -> object(rule);
            case START_ARRAY -> array(rule, name);
            case VALUE_STRING -> generator.writeString(text(parser.getText(), rule, name));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(number(parser.getText(), rule));
            case VALUE_TRUE, VALUE_FALSE -> generator.writeBoolean(rule == Rule.KEEP && token == JsonToken.VALUE_TRUE);
            default -> generator.writeNull();
        }
    }

    private void array(Rule rule, String name) throws IOException {
        // objects of a list are rows: their names are fields
        Rule each = rule == Rule.MAP ? Rule.CONTAINER : rule;
        generator.writeStartArray();
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            value(item, each, name);
        }
        generator.writeEndArray();
    }

    private void object(Rule rule) throws IOException {
        generator.writeStartObject();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            @Nullable Rule listed = rule == Rule.CONTAINER ? fields.rule(name).orElse(null) : null;
            if (listed != null) {
                generator.writeFieldName(name);
            } else {
                if (rule == Rule.CONTAINER) {
                    anonymizer.unknownNames.add(name);
                }
                generator.writeFieldName(anonymizer.pseudonyms.of(name));
            }
            Rule below = rule == Rule.MAP ? Rule.CONTAINER : listed == null ? Rule.HIDE : listed;
            value(parser.nextToken(), below, name);
        }
        generator.writeEndObject();
    }

    private String text(String text, Rule rule, String name) {
        if (text.isBlank()) {
            return text;
        }
        String unfolded = rule == Rule.KEEP ? null : unfolded(text, rule);
        if (unfolded != null) {
            return unfolded;
        }
        return switch (rule) {
            case KEEP -> word(text, name);
            case ID -> anonymizer.pseudonyms.of(text);
            case TIME -> shifted(text);
            case DATE -> TimeShift.isDate(text) ? ones(text) : hidden(text);
            case CONTAINER, MAP, HIDE -> hidden(text);
        };
    }

    private String word(String text, String name) {
        Optional<String> kept = words.kept(text);
        if (kept.isEmpty()) {
            anonymizer.unknownWords.add(name);
        }
        if (kept.isEmpty() || !kept.get().equals(text)) {
            anonymizer.seen.add(text);
        }
        return kept.orElseGet(() -> Filler.of(text));
    }

    private String shifted(String text) {
        anonymizer.seen.add(text);
        return anonymizer.shift.text(text).orElseGet(() -> Filler.of(text));
    }

    /** JSON written as text, which readers unfold; null for any other text. */
    private @Nullable String unfolded(String text, Rule rule) {
        ResponseBody body = ResponseBody.of(new HttpResponse(200, Map.of(), text.getBytes(StandardCharsets.UTF_8)));
        boolean folded = body.form() == Form.JSON
                && (text.strip().startsWith("{") || text.strip().startsWith("["));
        if (!folded) {
            return null;
        }
        StringWriter written = new StringWriter(text.length());
        try (JsonParser itsParser = Anonymizer.JSON.createParser(text);
                JsonGenerator itsGenerator = Anonymizer.JSON.createGenerator(written)) {
            new AnonymousJson(itsParser, itsGenerator, fields, anonymizer).value(itsParser.nextToken(), rule);
        } catch (IOException notJson) {
            return null;
        }
        anonymizer.seen.add(text);
        return written.toString();
    }

    private String number(String digits, Rule rule) {
        String replaced =
                switch (rule) {
                    case KEEP -> ListedWords.isShortNumber(digits) ? digits : null;
                    case ID -> digits.matches("-?\\d+") ? anonymizer.pseudonyms.of(digits) : null;
                    case TIME -> anonymizer.shift.number(digits).orElse(null);
                    case DATE -> digits.equals("0") ? digits : null;
                    case CONTAINER, MAP, HIDE -> null;
                };
        if (replaced == null || !replaced.equals(digits)) {
            anonymizer.seen.add(digits);
        }
        return replaced == null ? digits.replaceAll("\\d", "1") : replaced;
    }

    private String ones(String text) {
        anonymizer.seen.add(text);
        return text.replaceAll("\\d", "1");
    }

    private String hidden(String text) {
        anonymizer.seen.add(text);
        return Filler.of(text);
    }
}
