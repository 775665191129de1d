package io.rollcall.config;

import io.rollcall.provider.Vendor;
import io.rollcall.setting.Kinds;
import io.rollcall.setting.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a flow is made from.
 *
 * @param name the flow's name
 * @param vendors all that are known
 * @param neededVendors where to note the names of those that the flow needs
 */
record FlowContext(
        String name, GroupValues values, List<Vendor> vendors, Surroundings surroundings, Set<String> neededVendors) {

    /** What the flow has like every other; its problems are reported. */
    FlowConfig.Common common() {
        return new FlowConfig.Common(
                name,
                schedule(),
                values.find(CommonFlowSettings.ENABLED).orElse(true),
                values.find(CommonFlowSettings.NOTIFY).orElse(null));
    }

    /** The schedule, with its cron expression checked; null for none. */
    private @Nullable Schedule schedule() {
        Schedule schedule = values.find(CommonFlowSettings.SCHEDULE).orElse(null);
        if (schedule instanceof Schedule.Cron cron) {
            surroundings
                    .cronProblem(cron.expression())
                    .ifPresent(problem -> values.problem(
                            CommonFlowSettings.SCHEDULE,
                            "must be a period such as 30s or a Quartz cron expression: " + problem));
        }
        return schedule;
    }

    /**
     * The vendor that a setting names, if it has all the capabilities.
     *
     * @param needed the capabilities and how messages spell them
     */
    Optional<Vendor> vendor(Setting<String> setting, Map<Class<?>, String> needed) {
        Optional<String> chosen = values.find(setting);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        List<String> able = vendors.stream()
                .filter(vendor -> vendor.capabilities().containsAll(needed.keySet()))
                .map(Vendor::name)
                .toList();
        Optional<Vendor> vendor =
                vendors.stream().filter(one -> one.name().equals(chosen.get())).findFirst();
        String remedy = able.isEmpty() ? "no provider has it" : Kinds.alternatives(able) + " can";
        if (vendor.isEmpty()) {
            List<String> names = vendors.stream().map(Vendor::name).toList();
            values.problem(
                    setting,
                    "names an unknown provider " + Kinds.quoted(chosen.get()) + Nearest.question(chosen.get(), names)
                            + " (" + remedy + " be asked for " + words(needed) + ")");
            return Optional.empty();
        }
        if (!able.contains(chosen.get())) {
            values.problem(
                    setting, "names " + chosen.get() + ", which cannot be asked for " + words(needed) + "; " + remedy);
            return Optional.empty();
        }
        neededVendors.add(chosen.get());
        return vendor;
    }

    private static String words(Map<Class<?>, String> needed) {
        return String.join(" and ", needed.values().stream().sorted().toList());
    }

    /** Checks a word that is left to a vendor. */
    void checkWord(Setting<String> setting, Vendor vendor) {
        List<String> known = vendor.words().getOrDefault(setting.name(), List.of());
        values.find(setting)
                .filter(word -> !known.isEmpty() && !known.contains(word))
                .ifPresent(word -> values.problem(
                        setting,
                        "must be " + Kinds.alternatives(known) + " for " + vendor.name() + ", not "
                                + Kinds.quoted(word)));
    }

    /** The path of a list that is read at every run, which must be readable and right already now; null for none. */
    <T> @Nullable Path listFile(Setting<String> setting, Function<String, ListFile<T>> reader) {
        Path path = values.file(setting).orElse(null);
        if (path != null) {
            for (String problem : listProblems(path, reader)) {
                values.problem(setting, problem);
            }
        }
        return path;
    }

    private <T> List<String> listProblems(Path path, Function<String, ListFile<T>> reader) {
        try {
            List<String> found = new ArrayList<>();
            for (LineProblem problem : reader.apply(surroundings.read(path)).problems()) {
                found.add("names a file with a mistake: " + problem.in(path.toString()));
            }
            return found;
        } catch (IOException unreadable) {
            return List.of("names a file that cannot be read: " + GroupValues.reason(path, unreadable));
        }
    }
}
