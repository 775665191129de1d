package io.rollcall.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used. Its message is for the person who wrote it: a line a problem, all of them. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationProblem> problems;

    /** For at least one problem. */
    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.stream().map(ConfigurationProblem::line).collect(Collectors.joining("\n")), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** All problems: those of whole files first, then key by key. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
