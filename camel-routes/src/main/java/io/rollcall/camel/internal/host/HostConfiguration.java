package io.rollcall.camel.internal.host;

import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.HostSettings;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.setting.MalformedValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rollcall's configuration in a host: the keys of the program, save those that only a program of its own can use, and a
 * few that only a host needs.
 *
 * @param isEnabled whether the host wants Rollcall at all
 */
record HostConfiguration(boolean isEnabled, RollcallConfig config) {
    private static final Logger LOG = LoggerFactory.getLogger(HostConfiguration.class);
    private static final String ENABLED = HostSettings.GROUP.key(HostSettings.ENABLED);

    /**
     * Reads what the host says.
     *
     * @throws ConfigurationException with all problems at once
     */
    static HostConfiguration read(CamelContext context, Map<String, String> variables) {
        HostKeys keys = HostKeys.of(context, variables);
        List<ConfigurationProblem> problems = new ArrayList<>();
        Map<String, Given> own = own(keys, variables);
        boolean enabled = isEnabled(own, problems);
        if (!enabled) {
            return new HostConfiguration(false, parse(new HostKeys(List.of(), List.of()), Map.of()));
        }
        try {
            RollcallConfig config = parse(keys.without(own), forCore(variables));
            if (problems.isEmpty()) {
                config.warnings().forEach(warning -> LOG.warn("{}", warning.line()));
                return new HostConfiguration(true, config);
            }
        } catch (ConfigurationException wrong) {
            problems.addAll(wrong.problems());
        }
        throw new ConfigurationException(problems);
    }

    /** A value that is not core's to read, and where it was found. */
    private record Given(String value, String origin) {}

    private static Map<String, Given> own(HostKeys keys, Map<String, String> variables) {
        Map<String, Given> own = new TreeMap<>();
        keys.files().forEach(file -> note(own, file));
        String variable = HostKeys.variable(ENABLED);
        if (variables.containsKey(variable)) {
            own.put(ENABLED, new Given(variables.getOrDefault(variable, ""), "environment variable " + variable));
        }
        keys.overrides().forEach(file -> note(own, file));
        return own;
    }

    private static void note(Map<String, Given> own, ConfigurationSources.File file) {
        for (ConfigurationSources.Entry entry : file.entries()) {
            if (entry.key().startsWith(HostSettings.GROUP.prefix())
                    || HostSettings.PROGRAM_ONLY.containsKey(entry.key())) {
                own.put(entry.key(), new Given(entry.value(), file.name()));
            }
        }
    }

    // what the machine says to the program of its own is not for an application that Rollcall is a part of; Kubernetes
    // sets this variable by itself, for a service that is called rollcall-server
    private static Map<String, String> forCore(Map<String, String> variables) {
        Map<String, String> some = new HashMap<>(variables);
        some.remove(HostKeys.variable(ENABLED));
        HostSettings.PROGRAM_ONLY.keySet().forEach(key -> some.remove(HostKeys.variable(key)));
        return some;
    }

    private static boolean isEnabled(Map<String, Given> own, List<ConfigurationProblem> problems) {
        boolean enabled = true;
        for (Map.Entry<String, Given> entry : own.entrySet()) {
            String key = entry.getKey();
            Given given = entry.getValue();
            // as everywhere in the configuration, a blank text leaves the default
            String programOnly = HostSettings.PROGRAM_ONLY.get(key);
            if (given.value().isBlank() && (key.equals(ENABLED) || programOnly != null)) {
                continue;
            }
            if (key.equals(ENABLED)) {
                try {
                    enabled = HostSettings.ENABLED.kind().read(given.value());
                } catch (MalformedValueException malformed) {
                    problems.add(new ConfigurationProblem(key, given.origin(), malformed.explanation()));
                }
            } else if (programOnly != null) {
                problems.add(new ConfigurationProblem(
                        key, given.origin(), "is for the program of its own: " + programOnly + "; remove it"));
            } else {
                problems.add(
                        new ConfigurationProblem(key, given.origin(), "is unknown; did you mean " + ENABLED + "?"));
            }
        }
        return enabled;
    }

    private static RollcallConfig parse(HostKeys keys, Map<String, String> environment) {
        return RollcallConfig.parse(
                new ConfigurationSources(keys.files(), environment, keys.overrides()),
                KnownVendors.all(),
                new SystemEnvironment());
    }
}
