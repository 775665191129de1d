package io.rollcall.check;

import io.rollcall.report.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects what a check tries, and what is wrong with the files of the flows. Not thread-safe. */
public final class Probes {
    private final Map<Class<?>, ProbePlan> plans = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** The plan of a kind, which all flows that need it share. */
    public <P extends ProbePlan> P of(Class<P> kind, Supplier<P> empty) {
        return kind.cast(plans.computeIfAbsent(kind, any -> empty.get()));
    }

    /** Notes a problem with a file that a flow needs. */
    public void problem(Problem problem) {
        problems.add(problem);
    }

    Collection<ProbePlan> plans() {
        return plans.values();
    }

    List<Problem> problems() {
        return problems;
    }
}
