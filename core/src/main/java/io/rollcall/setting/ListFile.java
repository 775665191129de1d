package io.rollcall.setting;

import java.util.Comparator;
import java.util.List;

/**
 * What a file with a list held.
 *
 * @param items in the file's order, each once; not to be used where there is a problem
 * @param problems what is wrong, line by line; empty for a file in order
 */
public record ListFile<T>(List<T> items, List<LineProblem> problems) {
    public ListFile {
        items = List.copyOf(items);
        problems = problems.stream()
                .sorted(Comparator.comparingInt(LineProblem::line))
                .toList();
    }

    /** Whether nothing is wrong. */
    public boolean isValid() {
        return problems.isEmpty();
    }
}
