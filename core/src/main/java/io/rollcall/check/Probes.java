package io.rollcall.check;

import io.rollcall.report.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects the calls that a check makes and the problems with the files of flows. Not thread-safe. */
public final class Probes {
    private final Map<Class<?>, ProbePlan> plans = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** The plan of a class; all flows share one object. */
    public <P extends ProbePlan> P of(Class<P> type, Supplier<P> empty) {
        return type.cast(plans.computeIfAbsent(type, any -> empty.get()));
    }

    /** Adds a problem with a file that a flow needs. */
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
