package io.rollcall.sandbox;

import java.util.List;

/** Reports an invalid company file, with every problem and its place in the file. */
public final class InvalidCompanyException extends RuntimeException {
    private final List<String> problems;

    InvalidCompanyException(List<String> problems) {
        super("The company file has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:") + "\n  "
                + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each problem, starting with the place, such as {@code people[3].unionId: is required}. */
    public List<String> problems() {
        return problems;
    }
}
