package io.rollcall.probe;

import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.RecordedFields;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The program's own words in a recording, fixed before the first call: what stands there by right. Comes from no answer. Immutable
 * and thread-safe.
 */
final class Vocabulary {
    private final Set<String> texts = new HashSet<>();

    private Vocabulary(String version) {
        texts.addAll(Arrays.asList(RecordingFiles.NAMES));
        texts.add(version);
        for (Fault.Kind kind : Fault.Kind.values()) {
            texts.add(kind.word());
        }
        for (Sentence sentence : Sentence.values()) {
            texts.add(sentence.text());
            addWords(sentence.text());
        }
        for (Assumption assumption : Assumptions.ALL) {
            texts.addAll(Set.of(assumption.id(), assumption.source(), assumption.text()));
            addWords(assumption.text());
            addWords(assumption.id());
            addWords(assumption.source());
        }
    }

    /** The words of recordings of these applications. */
    static Vocabulary of(Collection<Application> applications, String version) {
        Vocabulary vocabulary = new Vocabulary(version);
        applications.stream()
                .flatMap(application -> application.operations().stream())
                .forEach(vocabulary::add);
        return vocabulary;
    }

    /** The words of recordings with these fields. */
    static Vocabulary of(RecordedFields fields) {
        Vocabulary vocabulary = new Vocabulary("");
        vocabulary.add(fields);
        return vocabulary;
    }

    private void add(RecordedFields fields) {
        texts.addAll(fields.rules().keySet());
        texts.addAll(fields.requestWords());
        texts.addAll(new ListedWords(fields).all());
    }

    private void add(Operation<?, ?> operation) {
        add(operation.recordedFields());
        texts.add(operation.name().toString());
        addWords(operation.name().toString());
        texts.add(operation.name().call());
    }

    private void addWords(String text) {
        texts.addAll(Arrays.asList(text.split("[^\\p{L}\\p{N}]+")));
        Stream.of(text.split(" ")).forEach(texts::add);
    }

    /** Whether a whole text is a word of the program. */
    boolean contains(String text) {
        return texts.contains(text);
    }

    /** Whether a text may be the name of a field or header of a file. */
    boolean containsName(String name) {
        return texts.contains(name) || HeaderNames.isListed(name);
    }
}
