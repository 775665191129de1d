package io.rollcall.vendor;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a recording of an operation's answers may keep, by the names of fields. A name that is not listed becomes a pseudonym, and
 * what is below it keeps its shape only. Immutable and thread-safe.
 *
 * @param rules what becomes of the value of a field, by its name
 * @param words the texts that a field with {@link Rule#KEEP} may have, for example an enumeration's; any other text keeps its
 *     length only. Letter case does not count. A word that ends in {@code *} stands for every text that begins with the rest of
 *     it, of which the beginning is kept
 * @param requestWords the parts of addresses, names of fields and constants of the requests, which a search of a recording finds
 *     there by right
 */
public record RecordedFields(Map<String, Rule> rules, Set<String> words, Set<String> requestWords) {
    /** Keeps no name and no value. */
    public static final RecordedFields NONE = new RecordedFields(Map.of(), Set.of(), Set.of());

    /** What becomes of a value. */
    public enum Rule {
        /** Kept: booleans, numbers of at most nine digits, and the listed words. */
        KEEP,
        /** An id: becomes a pseudonym. */
        ID,
        /** A time of a meeting: shifted. */
        TIME,
        /** A time of a person or of a token: keeps its form, and each digit becomes 1. */
        DATE,
        /** An object, or a list of objects, to whose fields the same rules apply. */
        CONTAINER,
        /** An object whose names are ids, and to whose values the same rules apply. */
        MAP,
        /** Keeps its type and length; only its name is known. */
        HIDE
    }

    public RecordedFields {
        rules = Collections.unmodifiableMap(new HashMap<>(rules));
        words = Collections.unmodifiableSet(new HashSet<>(words));
        requestWords = Collections.unmodifiableSet(new HashSet<>(requestWords));
    }

    /** The rule for a name; empty for a name that is not listed. */
    public Optional<Rule> rule(String name) {
        return Optional.ofNullable(rules.get(name));
    }

    /** Adds fields whose booleans, numbers and listed words are kept. */
    public RecordedFields keep(String... names) {
        return with(Rule.KEEP, names);
    }

    /** Adds fields that hold ids. */
    public RecordedFields ids(String... names) {
        return with(Rule.ID, names);
    }

    /** Adds fields that hold times of persons or tokens, which stay unknown. */
    public RecordedFields dates(String... names) {
        return with(Rule.DATE, names);
    }

    /** Adds fields that hold times of meetings. */
    public RecordedFields times(String... names) {
        return with(Rule.TIME, names);
    }

    /** Adds fields that hold objects or lists of objects. */
    public RecordedFields containers(String... names) {
        return with(Rule.CONTAINER, names);
    }

    /** Adds fields that hold objects whose names are ids. */
    public RecordedFields maps(String... names) {
        return with(Rule.MAP, names);
    }

    /** Adds fields of which only the name is known. */
    public RecordedFields hide(String... names) {
        return with(Rule.HIDE, names);
    }

    /** Adds words that fields may keep. */
    public RecordedFields words(String... texts) {
        return words(Arrays.asList(texts));
    }

    /** Adds words that fields may keep. */
    public RecordedFields words(Collection<String> texts) {
        Set<String> all = new HashSet<>(words);
        all.addAll(texts);
        return new RecordedFields(rules, all, requestWords);
    }

    /** Adds parts of addresses, names of fields and constants of requests. */
    public RecordedFields requests(String... texts) {
        Set<String> all = new HashSet<>(requestWords);
        all.addAll(Arrays.asList(texts));
        return new RecordedFields(rules, words, all);
    }

    /** These and others; a name that both list has the rule of the others. */
    public RecordedFields and(RecordedFields others) {
        Map<String, Rule> all = new HashMap<>(rules);
        all.putAll(others.rules);
        return new RecordedFields(all, words, requestWords)
                .words(others.words)
                .requests(others.requestWords.toArray(String[]::new));
    }

    private RecordedFields with(Rule rule, String... names) {
        Map<String, Rule> all = new HashMap<>(rules);
        for (String name : names) {
            all.put(name, rule);
        }
        return new RecordedFields(all, words, requestWords);
    }
}
