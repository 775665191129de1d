package io.rollcall.app.control;

import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.setting.Suggestions;
import io.rollcall.setting.ValueTypes;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names of the configured flows. Immutable.
 *
 * @param all of all flows
 * @param rosters of the rosters among them
 */
public record NamedFlows(Set<String> all, Set<String> rosters) {
    public NamedFlows {
        all = Set.copyOf(all);
        rosters = Set.copyOf(rosters);
    }

    /** Those of a configuration of which only the store's keys and the names were read. */
    public static NamedFlows of(RollcallConfig.StoreOnly configuration) {
        return new NamedFlows(
                configuration.flows().keySet(), configuration.rosters().keySet());
    }

    /** Those of a configuration. */
    public static NamedFlows of(RollcallConfig config) {
        return new NamedFlows(
                config.flows().stream().map(FlowConfig::name).collect(Collectors.toSet()),
                config.flows().stream()
                        // only rosters can be accepted
                        .filter(flow -> flow.accepting().isPresent())
                        .map(FlowConfig::name)
                        .collect(Collectors.toSet()));
    }

    /**
     * Checks the name of a roster flow.
     *
     * @throws UsageException if no roster flow has it
     */
    public void requireRoster(String flow) {
        if (!all.contains(flow)) {
            throw new UsageException(unknown(flow, rosters.isEmpty() ? all : rosters));
        } else if (!rosters.contains(flow)) {
            throw new UsageException("The flow " + flow + " is not a roster."
                    + (rosters.isEmpty()
                            ? " No roster flow is configured."
                            : " Roster flows: " + String.join(", ", sorted(rosters)) + "."));
        }
    }

    /** Says that no flow has a name, with the nearest one. */
    public String unknown(String flow) {
        return unknown(flow, all);
    }

    private static String unknown(String flow, Set<String> among) {
        return "There is no flow " + ValueTypes.quoted(flow) + Suggestions.choice(flow, among);
    }

    private static Collection<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }
}
