package io.rollcall.probe;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * The texts that must not be in a recording: everything that the anonymiser replaced, and secrets. Lives in memory only.
 * Not thread-safe. Its text form shows none of them.
 */
final class SeenTexts {
    private final Set<String> texts = new HashSet<>();

    void add(String text) {
        String plain = text.strip();
        if (!plain.isEmpty()) {
            texts.add(plain);
        }
    }

    boolean contains(String text) {
        return texts.contains(text);
    }

    Set<String> all() {
        return Collections.unmodifiableSet(texts);
    }

    @Override
    public String toString() {
        return "SeenTexts[" + texts.size() + "]";
    }
}
