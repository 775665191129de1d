package io.rollcall.config;

import io.rollcall.flow.FlowConfig;
import io.rollcall.setting.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds environment variables that look like Rollcall's and name no key: a dry run that was misspelt is none. */
final class UnknownVariables {
    private static final String PREFIX = "ROLLCALL_";

    /** The launcher's own, and those that Kubernetes makes for a service that is called rollcall. */
    private static final Pattern OTHERS = Pattern.compile("ROLLCALL_(HOME|JAVA|OPTS|PORT|(SERVICE|PORT)_.*)");

    private UnknownVariables() {}

    /**
     * A problem for each such variable, without its value.
     *
     * @param keys all that a variable may name
     * @param settings the names of what a flow may be told
     */
    static List<ConfigurationProblem> of(
            ConfigurationLayers layers, Collection<String> keys, Collection<String> settings) {
        Map<String, String> byVariable = new TreeMap<>();
        keys.forEach(key -> byVariable.put(ConfigurationLayers.variable(key), key));
        List<ConfigurationProblem> problems = new ArrayList<>();
        for (String variable : layers.variables(PREFIX).keySet()) {
            if (!byVariable.containsKey(variable) && !OTHERS.matcher(variable).matches()) {
                problems.add(new ConfigurationProblem(
                        "",
                        "environment variable " + variable,
                        "names no key" + flowOf(variable, settings) + nearest(variable, byVariable)));
            }
        }
        return problems;
    }

    private static String nearest(String variable, Map<String, String> byVariable) {
        Optional<String> nearest = Suggestions.to(variable, byVariable.keySet());
        return nearest.map(name -> Suggestions.isSimilar(variable, name)
                        ? "; did you mean " + name + " (" + byVariable.get(name) + ")?"
                        : "; unset it (the nearest known one is " + name + ")")
                .orElse("; unset it");
    }

    /** A variable of a flow that nothing defines. */
    private static String flowOf(String variable, Collection<String> settings) {
        String flows = ConfigurationLayers.variable(FlowConfig.prefix(""));
        String start = flows.substring(0, flows.length() - 1);
        return settings.stream()
                .map(setting -> ConfigurationLayers.variable("." + setting))
                .filter(end -> variable.startsWith(start)
                        && variable.endsWith(end)
                        && variable.length() > start.length() + end.length())
                .max(Comparator.comparingInt(String::length))
                .map(end -> ", for there is no such flow; " + variable.substring(0, variable.length() - end.length())
                        + "_TYPE would define it")
                .orElse("");
    }
}
