package io.rollcall.sandbox.company;

import java.util.List;

/** A company that cannot be played; names every problem with its place in the file, not just the first. */
public final class InvalidCompanyException extends RuntimeException {
    private final List<String> problems;

    public InvalidCompanyException(List<String> problems) {
        super("The company file has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:") + "\n  "
                + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each, beginning with the place, such as {@code people[3].unionId: is missing}. */
    public List<String> problems() {
        return problems;
    }
}
