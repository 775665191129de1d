package io.rollcall.config;

import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowContext;
import io.rollcall.flow.FlowType;
import io.rollcall.schedule.Schedule;
import io.rollcall.setting.LineProblem;
import io.rollcall.setting.ListFile;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.Setting;
import io.rollcall.setting.Suggestions;
import io.rollcall.setting.UnreadableFiles;
import io.rollcall.setting.ValueTypes;
import io.rollcall.vendor.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a flow is made from.
 *
 * @param name the flow's name
 * @param type the flow's type
 * @param accounts all that can be named
 * @param channels the names of all channels
 * @param neededAccounts where to note the names of those that the flow needs
 * @param wrongLists where to note what is wrong with the flow's list files, by its name; null where that is wrong with the
 *     configuration
 */
record FlowReader(
        String name,
        FlowType type,
        GroupValues values,
        List<AccountName> accounts,
        Set<String> channels,
        Environment surroundings,
        Set<String> neededAccounts,
        @Nullable Map<String, List<ConfigurationProblem>> wrongLists)
        implements FlowContext {

    @Override
    public FlowConfig.Common common() {
        return new FlowConfig.Common(
                name,
                schedule(),
                values.find(CommonFlowSettings.ENABLED).orElse(true),
                values.find(CommonFlowSettings.NOTIFY).orElse(null),
                values.find(CommonFlowSettings.MAX_DURATION).orElse(null),
                values.find(CommonFlowSettings.AT_START).orElse(null),
                values.find(CommonFlowSettings.MAX_CALLS).orElse(FlowConfig.Common.USUAL_CALLS),
                tell());
    }

    /** The channels that tell people about the flow. */
    private List<String> tell() {
        List<String> named = values.find(CommonFlowSettings.TELL).orElse(List.of());
        for (String channel : named) {
            if (!channels.contains(channel)) {
                values.problem(
                        CommonFlowSettings.TELL,
                        unknownWord("channel", channel, List.copyOf(channels)) + "; configure it with rollcall.tell."
                                + "NAME.kind and rollcall.tell.NAME.url");
            }
        }
        return named;
    }

    /** The schedule, with its cron expression checked; null for none. */
    private @Nullable Schedule schedule() {
        Schedule schedule = values.find(CommonFlowSettings.SCHEDULE).orElse(null);
        if (schedule instanceof Schedule.Cron cron) {
            surroundings
                    .cronProblem(cron.expression())
                    .ifPresent(problem -> values.problem(CommonFlowSettings.SCHEDULE, problem));
        }
        if (schedule instanceof Schedule.Auto && !type.plansPolls()) {
            values.problem(CommonFlowSettings.SCHEDULE, Schedule.Auto.refusal(type.word()));
        }
        return schedule;
    }

    @Override
    public Optional<String> account(Setting<String> setting) {
        Map<Class<?>, String> needed = type.providers().getOrDefault(setting, Map.of());
        Optional<String> chosen = values.find(setting);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        List<String> able = accounts.stream()
                .filter(account -> account.vendor().capabilities().containsAll(needed.keySet()))
                .map(AccountName::name)
                .toList();
        Optional<AccountName> account =
                accounts.stream().filter(one -> one.name().equals(chosen.get())).findFirst();
        String remedy = able.isEmpty() ? "no provider has it" : ValueTypes.alternatives(able) + " can";
        if (account.isEmpty()) {
            List<String> names = accounts.stream().map(AccountName::name).toList();
            values.problem(
                    setting,
                    unknownWord("provider", chosen.get(), names) + " (" + remedy + " be asked for " + words(needed)
                            + ")");
            return Optional.empty();
        }
        if (!able.contains(chosen.get())) {
            values.problem(
                    setting, "names " + chosen.get() + ", which cannot be asked for " + words(needed) + "; " + remedy);
            return Optional.empty();
        }
        neededAccounts.add(chosen.get());
        return chosen;
    }

    /** The problem with an unknown name. */
    static String unknownWord(String what, String word, List<String> known) {
        return "names an unknown " + what + " " + ValueTypes.quoted(word) + Suggestions.choice(word, known);
    }

    private static String words(Map<Class<?>, String> needed) {
        return String.join(" and ", needed.values().stream().sorted().toList());
    }

    @Override
    public Map<String, String> options(Class<?> capability, String account) {
        Vendor vendor = accounts.stream()
                .filter(one -> one.name().equals(account))
                .findFirst()
                .orElseThrow()
                .vendor();
        Map<String, String> options = new TreeMap<>();
        for (Setting<?> setting : vendor.flowSettings().getOrDefault(capability, List.of())) {
            values.find(FlowTypes.asText(setting))
                    .or(() -> Optional.ofNullable(setting.defaultText()))
                    .ifPresent(text -> {
                        try {
                            options.put(
                                    setting.name(),
                                    String.valueOf(setting.kind().read(text)));
                        } catch (MalformedValueException malformed) {
                            values.problem(
                                    setting,
                                    "must be " + setting.kind().words() + " for " + vendor.name() + ", not "
                                            + ValueTypes.quoted(text));
                        }
                    });
        }
        return options;
    }

    @Override
    public Optional<Path> file(Setting<String> setting) {
        return values.file(setting);
    }

    @Override
    public boolean isSound() {
        return values.isSound();
    }

    @Override
    public boolean isDirectory(Path path) {
        return surroundings.isDirectory(path);
    }

    @Override
    public boolean isWritable(Path directory) {
        return surroundings.isWritable(directory);
    }

    @Override
    public <T> @Nullable Path listFile(Setting<String> setting, Function<String, ListFile<T>> reader) {
        Path path = values.file(setting).orElse(null);
        if (path != null) {
            for (String problem : listProblems(path, reader)) {
                if (wrongLists == null) {
                    values.problem(setting, problem);
                } else {
                    wrongLists.computeIfAbsent(name, any -> new ArrayList<>()).add(values.later(setting, problem));
                }
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
            return List.of("names a file that cannot be read: " + path + ": " + UnreadableFiles.reason(unreadable));
        }
    }
}
