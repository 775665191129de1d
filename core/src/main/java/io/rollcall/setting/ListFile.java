package io.rollcall.setting;

import java.util.Comparator;
import java.util.List;

/**
 * The content of a list file. Immutable.
 *
 * @param items in the file's order, without duplicates; must not be used if there are problems
 * @param problems the problems, by line; empty if the file is valid
 */
public record ListFile<T>(List<T> items, List<LineProblem> problems) {
    public ListFile {
        items = List.copyOf(items);
        problems = problems.stream()
                .sorted(Comparator.comparingInt(LineProblem::line))
                .toList();
    }

    /** Whether there are no problems. */
    public boolean isValid() {
        return problems.isEmpty();
    }
}
