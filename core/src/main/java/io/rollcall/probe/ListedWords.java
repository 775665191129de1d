package io.rollcall.probe;

import io.rollcall.vendor.RecordedFields;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words that values of fields may keep, compared as the vendors' readers compare codes: letter case does not count, a code may
 * have its service before it or its number behind it, and families of codes share their beginning. Immutable and thread-safe.
 */
final class ListedWords {
    private static final int MOST_DIGITS = 9;

    private final Set<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> beginnings = new HashSet<>();

    ListedWords(RecordedFields fields) {
        for (String word : fields.words()) {
            if (word.endsWith("*")) {
                beginnings.add(word.substring(0, word.length() - 1));
            } else {
                words.add(word);
            }
        }
    }

    /** What may be kept of a text, in its length; empty if nothing may. */
    Optional<String> kept(String text) {
        if (words.contains(text)
                || isShortNumber(text)
                || text.equalsIgnoreCase("true")
                || text.equalsIgnoreCase("false")) {
            return Optional.of(text);
        }
        int dot = text.lastIndexOf('.');
        if (dot > 0) {
            String before = text.substring(0, dot);
            String behind = text.substring(dot + 1);
            if (words.contains(before) && behind.matches("\\d{1," + MOST_DIGITS + "}")) {
                return Optional.of(text);
            } else if (behind.matches("\\d+") && words.contains(behind)) {
                return Optional.of(Filler.of(before) + "." + behind);
            }
        }
        return beginnings.stream()
                .filter(text::startsWith)
                .findFirst()
                .map(beginning -> beginning + Filler.of(text.substring(beginning.length())));
    }

    static boolean isShortNumber(String text) {
        return text.matches("-?\\d{1," + MOST_DIGITS + "}(\\.\\d{1," + MOST_DIGITS + "})?");
    }

    /** The words and beginnings, in small letters. */
    Set<String> all() {
        Set<String> all = new HashSet<>(beginnings);
        all.addAll(words);
        Set<String> small = new HashSet<>(all);
        all.forEach(word -> small.add(word.toLowerCase(Locale.ROOT)));
        return small;
    }
}
