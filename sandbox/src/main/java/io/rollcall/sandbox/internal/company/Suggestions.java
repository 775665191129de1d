package io.rollcall.sandbox.internal.company;

import java.util.Collection;
import java.util.Locale;

/** Suggestions for mistyped words. */
final class Suggestions {
    private Suggestions() {}

    /** Suggests the nearest known word, or lists all known words if none is near. */
    static String hint(String word, Collection<String> known) {
        String best = null;
        int least = Math.max(2, word.length() / 2);
        for (String candidate : known) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least || (distance == least && best == null)) {
                least = distance;
                best = candidate;
            }
        }
        return best == null ? "must be one of " + String.join(", ", known) : "did you mean '" + best + "'?";
    }

    /** The Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
