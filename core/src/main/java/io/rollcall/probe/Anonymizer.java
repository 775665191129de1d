package io.rollcall.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.RecordedFields.Rule;
import io.rollcall.vendor.ResponseBody;
import io.rollcall.vendor.ResponseBody.Form;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Removes people's data, ids, times, names and secrets from vendors' answers, and keeps their shape. What is not listed in the
 * {@link RecordedFields} of an operation is replaced: a text by {@code x} of the same length, a number by {@code 1} of as many
 * digits, a boolean by {@code false}. What was replaced stays in memory, for {@link #seen}. Thread-safe. Its text form shows
 * nothing of it.
 */
public final class Anonymizer {
    private static final int MOST_DIGITS = 9;
    private static final String CHINA = "+86";

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final SeenTexts seen = new SeenTexts();
    private final Pseudonyms pseudonyms;
    private final TimeShift shift;
    private final SortedSet<String> unknownNames = new TreeSet<>();
    private final SortedSet<String> unknownWords = new TreeSet<>();

    /** @param random not predictable: who can repeat it can undo the recording */
    public Anonymizer(RandomGenerator random) {
        this.pseudonyms = new Pseudonyms(random, seen);
        this.shift = TimeShift.random(random);
    }

    /** The answer with only what the fields allow. A body that is not JSON becomes as many {@code x}, with its form kept. */
    public synchronized HttpResponse anonymize(HttpResponse response, RecordedFields fields) {
        ResponseBody body = ResponseBody.of(response);
        return new HttpResponse(
                response.status(),
                new AnonymousHeaders(shift, seen).of(response.headers()),
                body(response, body.form(), fields).getBytes(StandardCharsets.UTF_8));
    }

    private String body(HttpResponse response, Form form, RecordedFields fields) {
        if (form == Form.JSON) {
            return json(response.body(), fields);
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        // a title or a sentence of a page is found again; the whole page is never a part of anything
        text.lines().flatMap(line -> line.replaceAll("<[^>]*>", "\n").lines()).forEach(seen::add);
        int length = response.body().length;
        return form == Form.MARKUP ? "<" + Filler.of(Math.max(0, length - 1)) : Filler.of(length);
    }

    private String json(byte[] text, RecordedFields fields) {
        StringWriter written = new StringWriter(text.length);
        try (JsonParser parser = JSON.createParser(text);
                JsonGenerator generator = JSON.createGenerator(written)) {
            new Rewriting(parser, generator, fields).value(parser.nextToken(), Rule.CONTAINER);
        } catch (IOException notJson) {
            throw new UncheckedIOException("the body was read as JSON before", notJson);
        }
        return written.toString();
    }

    /** The pseudonym of a person. */
    public synchronized UserId user(UserId user) {
        return new UserId(pseudonyms.of(user.value()));
    }

    /** The pseudonym of a person. */
    public synchronized PersonId person(PersonId person) {
        return new PersonId(pseudonyms.of(person.value()));
    }

    /** The pseudonym of a meeting. */
    public synchronized MeetingId meeting(MeetingId meeting) {
        return new MeetingId(pseudonyms.of(meeting.value()));
    }

    /** The pseudonym of a department. */
    public synchronized DepartmentId department(DepartmentId department) {
        return new DepartmentId(Long.parseLong(pseudonyms.of(Long.toString(department.value()))));
    }

    /** The pseudonym of a telephone number. */
    public synchronized PhoneNumber phone(PhoneNumber number) {
        // the country stays: requests are written otherwise for China's numbers
        String country = number.value().startsWith(CHINA) ? CHINA : "";
        return new PhoneNumber(country + pseudonyms.of(number.value().substring(country.length())));
    }

    /** The pseudonym of any id. */
    public synchronized String id(String id) {
        return pseudonyms.of(id);
    }

    /** The shifted time. */
    public Instant time(Instant time) {
        return shift.of(time);
    }

    /** Adds a secret to what must not be in the recording. */
    public synchronized void secret(String secret) {
        seen.add(secret);
    }

    /**
     * Names of fields that are not listed, and are not in the recording. They may be a company's own words: for the user's eyes
     * only.
     */
    public synchronized Set<String> unknownNames() {
        return new TreeSet<>(unknownNames);
    }

    /** Fields whose text is none of the listed words, each with the text: for the user's eyes only. */
    public synchronized Set<String> unknownWords() {
        return new TreeSet<>(unknownWords);
    }

    /** Everything that was replaced. For a scan, in memory only: no part of it may be written or shown. */
    synchronized Set<String> seen() {
        return Set.copyOf(seen.all());
    }

    /** Copies one JSON value, replacing what the fields do not allow. */
    private final class Rewriting {
        private final JsonParser parser;
        private final JsonGenerator generator;
        private final RecordedFields fields;

        Rewriting(JsonParser parser, JsonGenerator generator, RecordedFields fields) {
            this.parser = parser;
            this.generator = generator;
            this.fields = fields;
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
                case VALUE_TRUE, VALUE_FALSE ->
                    generator.writeBoolean(rule == Rule.KEEP && token == JsonToken.VALUE_TRUE);
                default -> generator.writeNull();
            }
        }

        private void array(Rule rule, String name) throws IOException {
            generator.writeStartArray();
            for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                value(item, rule, name);
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
                        unknownNames.add(name);
                    }
                    generator.writeFieldName(pseudonyms.of(name));
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
            if (rule != Rule.KEEP && rule != Rule.HIDE) {
                String unfolded = unfolded(text, rule);
                if (unfolded != null) {
                    return unfolded;
                }
            }
            return switch (rule) {
                case KEEP -> word(text, name);
                case ID -> pseudonyms.of(text);
                case TIME -> {
                    seen.add(text);
                    yield shift.text(text).orElseGet(() -> hidden(text));
                }
                case CONTAINER, MAP, HIDE -> hidden(text);
            };
        }

        private String word(String text, String name) {
            if (isListed(text) || isShortNumber(text) || text.equals("true") || text.equals("false")) {
                return text;
            }
            unknownWords.add(name + "=" + text);
            return hidden(text);
        }

        /** A listed word, also with a number behind: some codes are a service and its number, such as {@code USG.201040001}. */
        private boolean isListed(String text) {
            int dot = text.lastIndexOf('.');
            return fields.words().contains(text)
                    || (dot > 0
                            && fields.words().contains(text.substring(0, dot))
                            && text.substring(dot + 1).matches("\\d{1," + MOST_DIGITS + "}"));
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
            try (JsonParser itsParser = JSON.createParser(text);
                    JsonGenerator itsGenerator = JSON.createGenerator(written)) {
                new Rewriting(itsParser, itsGenerator, fields).value(itsParser.nextToken(), rule);
            } catch (IOException notJson) {
                return null;
            }
            seen.add(text);
            return written.toString();
        }

        private String number(String digits, Rule rule) {
            String replaced =
                    switch (rule) {
                        case KEEP -> isShortNumber(digits) ? digits : null;
                        case ID -> digits.matches("-?\\d{1,18}") ? pseudonyms.of(digits) : null;
                        case TIME -> shift.number(digits).orElse(null);
                        case CONTAINER, MAP, HIDE -> null;
                    };
            if (replaced == null || !replaced.equals(digits)) {
                seen.add(digits);
            }
            return replaced == null ? digits.replaceAll("\\d", "1") : replaced;
        }
    }

    private String hidden(String text) {
        seen.add(text);
        return Filler.of(text);
    }

    private static boolean isShortNumber(String text) {
        return text.matches("-?\\d{1," + MOST_DIGITS + "}(\\.\\d{1," + MOST_DIGITS + "})?");
    }

    @Override
    public String toString() {
        return "Anonymizer[***]";
    }
}
