package io.rollcall.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Removes people's data, ids, times, names and secrets from vendors' answers, and keeps their shape. What is not listed in the
 * {@link RecordedFields} of an operation is replaced: a text by {@code x} of the same length, a number by {@code 1} of as many
 * digits, a boolean by {@code false}. What was replaced stays in memory, for {@link #seen}. Thread-safe. Its text form shows
 * nothing of it.
 */
public final class Anonymizer {
    private static final String CHINA = "+86";

    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    final SeenTexts seen = new SeenTexts();
    final Pseudonyms pseudonyms;
    final TimeShift shift;
    final SortedSet<String> unknownNames = new TreeSet<>();
    final SortedSet<String> unknownWords = new TreeSet<>();

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
                new AnonymousHeaders(fields, pseudonyms, seen, unknownNames::add).of(response.headers()),
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
            new AnonymousJson(parser, generator, fields, this).value(parser.nextToken(), Rule.CONTAINER);
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

    /** Adds a secret to what must not be in the recording. */
    public synchronized void secret(String secret) {
        seen.add(secret);
    }

    /**
     * Names of fields and headers that are not listed, and are not in the recording. They may be a company's own words: for the
     * user's eyes only.
     */
    public synchronized Set<String> unknownNames() {
        return new TreeSet<>(unknownNames);
    }

    /** Names of listed fields whose text was none of the listed words. */
    public synchronized Set<String> unknownWords() {
        return new TreeSet<>(unknownWords);
    }

    /** Everything that was replaced. For a scan, in memory only: no part of it may be written or shown. */
    synchronized Set<String> seen() {
        return Set.copyOf(seen.all());
    }

    /** Whether a text is a pseudonym. */
    synchronized boolean isPseudonym(String text) {
        return pseudonyms.isIssued(text);
    }

    @Override
    public String toString() {
        return "Anonymizer[***]";
    }
}
