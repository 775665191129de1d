package io.rollcall.setting;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the known word that a misspelt one probably means. */
public final class Suggestions {
    private static final int MOST_NAMED = 10;

    private Suggestions() {}

    /** The known word with the fewest edits from the one that was written; of several, the first by alphabet. */
    public static Optional<String> to(String written, Collection<String> known) {
        return known.stream().min(nearestFirst(written));
    }

    /** The known words with the fewest edits, each once; at most so many, and the nearest first. */
    public static List<String> nearest(String written, Collection<String> known, int most) {
        return known.stream()
                .distinct()
                .sorted(nearestFirst(written))
                .limit(most)
                .toList();
    }

    private static Comparator<String> nearestFirst(String written) {
        return Comparator.<String>comparingInt(word -> edits(written, word)).thenComparing(Comparator.naturalOrder());
    }

    /** "; did you mean x?", more careful where nothing is similar, and nothing where nothing is known. */
    public static String suggestion(String written, Collection<String> known) {
        return to(written, known)
                .map(word -> isSimilar(written, word)
                        ? "; did you mean " + word + "?"
                        : "; remove it (the nearest known one is " + word + ")")
                .orElse("; remove it");
    }

    /** Whether a word may be a misspelling of another. */
    public static boolean isSimilar(String written, String word) {
        return edits(written, word) <= Math.max(2, word.length() / 3);
    }

    /** "; did you mean x?", and nothing where nothing is similar. */
    public static String question(String written, Collection<String> known) {
        return similar(written, known)
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
    }

    /** "; did you mean x?", the known words where nothing is similar, and nothing where nothing is known. */
    public static String choice(String written, Collection<String> known) {
        List<String> nearest = nearest(written, known, MOST_NAMED);
        if (nearest.isEmpty() || isSimilar(written, nearest.get(0))) {
            return question(written, known);
        }
        boolean all = nearest.size() == known.stream().distinct().count();
        return "; choose from " + nearest.stream().sorted().collect(Collectors.joining(", ")) + (all ? "" : ", …");
    }

    /** The sentence " Did you mean x?", and nothing where nothing is similar. */
    public static String sentence(String written, Collection<String> known) {
        return similar(written, known)
                .map(word -> " Did you mean " + word + "?")
                .orElse("");
    }

    private static Optional<String> similar(String written, Collection<String> known) {
        return to(written, known).filter(word -> isSimilar(written, word));
    }

    /** The number of letters to insert, remove, replace or swap with their neighbours. */
    public static int edits(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                char here = from.charAt(i - 1);
                char there = to.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (here == there ? 0 : 1));
                if (i > 1 && j > 1 && here == to.charAt(j - 2) && from.charAt(i - 2) == there) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[to.length()];
    }
}
