package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.setting.UnreadableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration from files, environment and options. Immutable.
 *
 * @param files the paths of the files that it was read from
 */
record Configuration(RollcallConfig config, List<String> files) {
    private static final String DEFAULT = "rollcall.properties";

    /** The system property by which {@code bin/rollcall} names the file to read where neither an option nor the working folder has one. */
    static final String FALLBACK = "io.rollcall.default-config";

    /**
     * Reads and checks everything.
     *
     * @throws ConfigurationException with all problems at once
     * @throws UsageException if a named file cannot be read
     */
    static Configuration read(List<Path> named, List<String> assignments, ProcessEnvironment process) {
        return of(sources(named, assignments, process), process);
    }

    /**
     * Reads and checks the store's keys only.
     *
     * @throws ConfigurationException with all problems of these keys at once
     * @throws UsageException if a named file cannot be read
     */
    static RollcallConfig.StoreOnly readStore(List<Path> named, List<String> assignments, ProcessEnvironment process) {
        return RollcallConfig.parseStore(sources(named, assignments, process), process.system());
    }

    private static ConfigurationSources sources(
            List<Path> named, List<String> assignments, ProcessEnvironment process) {
        List<ConfigurationSources.File> files = named.isEmpty()
                ? defaultFile(process).stream().toList()
                : named.stream().map(path -> file(path, process)).toList();
        return new ConfigurationSources(
                files, process.variables(), List.of(ConfigurationSources.File.assignments("--set", assignments)));
    }

    private static Optional<ConfigurationSources.File> defaultFile(ProcessEnvironment process) {
        Path usual = Path.of(DEFAULT);
        if (Files.exists(process.workingDirectory().resolve(usual))) {
            return Optional.of(file(usual, process));
        }
        String fallback = System.getProperty(FALLBACK);
        if (fallback == null) {
            return Optional.empty();
        }
        Path path = Path.of(fallback);
        // unknown where the user may not look into its folder
        if (!Files.notExists(path) && !Files.isReadable(path)) {
            throw new UsageException("This user has no permission to read the configuration file " + path
                    + ". Run the command as root or as the user rollcall, or name another file with --config.");
        }
        return Files.exists(path) ? Optional.of(file(path, process)) : Optional.empty();
    }

    /** Checks the configuration; relative paths start at the process's working directory. */
    static Configuration of(ConfigurationSources sources, ProcessEnvironment process) {
        return new Configuration(
                RollcallConfig.parseForProgram(sources, KnownVendors.all(), process.system()),
                sources.files().stream()
                        .map(file -> process.workingDirectory()
                                .resolve(file.name())
                                .normalize()
                                .toString())
                        .toList());
    }

    /** Reads a file; a relative path starts at the process's working directory. */
    static ConfigurationSources.File file(Path path, ProcessEnvironment process) {
        Path absolute = process.workingDirectory().resolve(path);
        if (Files.isDirectory(absolute)) {
            throw new UsageException("The configuration file " + path + " is a directory; name a file in it.");
        }
        try {
            return ConfigurationSources.File.properties(
                    path.toString(), absolute.getParent(), Files.readString(absolute));
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no configuration file " + path + ".");
        } catch (IOException e) {
            throw new UsageException(
                    "The configuration file " + path + " cannot be read: " + UnreadableFiles.reason(e) + ".");
        }
    }

    /** Without the flows whose lists have errors: such an error must not stop the other flows at an unattended start. */
    private List<FlowConfig> withoutWrongLists(List<FlowConfig> flows) {
        List<FlowConfig> sound =
                flows.stream().filter(flow -> problems(flow).isEmpty()).toList();
        if (sound.isEmpty()) {
            config.requireLists(flows);
        }
        return sound;
    }

    /** Flows that {@code run} does not start because of errors in their lists, with the reason. */
    SortedMap<String, String> off(List<String> names) {
        SortedMap<String, String> off = new TreeMap<>();
        for (FlowConfig flow : selected(names)) {
            List<ConfigurationProblem> problems = problems(flow);
            if (!problems.isEmpty()) {
                off.put(
                        flow.name(),
                        problems.stream().map(ConfigurationProblem::line).collect(Collectors.joining("; ")));
            }
        }
        return off;
    }

    private List<ConfigurationProblem> problems(FlowConfig flow) {
        return config.wrongLists().getOrDefault(flow.name(), List.of());
    }

    private List<FlowConfig> selected(List<String> names) {
        return names.isEmpty()
                ? config.flows().stream().filter(FlowConfig::enabled).toList()
                : config.flowsNamed(names);
    }

    /**
     * The flows of some names, for a command that runs or plans each of them.
     *
     * @throws ConfigurationException for names that no flow has, and for flows whose lists are wrong
     */
    List<FlowConfig> named(List<String> names) {
        List<FlowConfig> flows = config.flowsNamed(names);
        config.requireLists(flows);
        return flows;
    }

    /** The flows that {@code run} starts: those named, or all enabled ones; each has a schedule, and lists that can be read. */
    List<FlowConfig> scheduled(List<String> names) {
        List<FlowConfig> flows = selected(names);
        if (flows.isEmpty()) {
            throw new UsageException(
                    "There is no enabled flow. Define one with rollcall.flow.NAME.type and rollcall.flow.NAME.schedule.");
        }
        flows = withoutWrongLists(flows);
        List<ConfigurationProblem> missing = config.missingSchedules(flows);
        if (!missing.isEmpty()) {
            throw new ConfigurationException(missing);
        }
        return flows;
    }
}
