package io.rollcall.camel;

import io.rollcall.call.SettingNames;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the options of a component in messages, so that a message names what its reader can change: the option of a
 * component, or the parameter of a Kamelet. Immutable and thread-safe.
 */
final class OptionNames {
    private final String component;
    private final @Nullable String prefix;

    /** @param name the component's name in its context */
    OptionNames(RollcallComponent component, String name) {
        this.component = name;
        String given = component.getMessagePrefix();
        // a blank at the end of a property may have been removed
        prefix = given == null ? null : given.strip() + " ";
    }

    /** What stands before the settings of a vendor's application, see {@link SettingNames}. */
    String prefix(String vendor) {
        return prefix != null ? prefix : "component " + component + ", key " + vendor + ".";
    }

    /**
     * The same problems, with the names of options in place of keys.
     *
     * @param accounts the names of the component's accounts, by vendor
     */
    ConfigurationException in(ConfigurationException wrong, Map<String, String> accounts) {
        return new ConfigurationException(wrong.problems().stream()
                .map(problem ->
                        new ConfigurationProblem(in(problem.key(), accounts), null, in(problem.message(), accounts)))
                .toList());
    }

    private String in(String text, Map<String, String> accounts) {
        String named = text;
        for (Map.Entry<String, String> account : accounts.entrySet()) {
            named = Pattern.compile(
                            "rollcall\\.(?:account\\.)?" + Pattern.quote(account.getValue()) + "\\.([a-z][a-z0-9-]*)")
                    .matcher(named)
                    .replaceAll(key -> Matcher.quoteReplacement(
                            SettingNames.in("{{" + key.group(1) + "}}", prefix(account.getKey()))));
        }
        return Pattern.compile("rollcall\\.flow\\.[A-Za-z0-9_-]+\\.([a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)*)")
                .matcher(named)
                .replaceAll(key -> Matcher.quoteReplacement(flowOption(key.group(1))));
    }

    private String flowOption(String key) {
        return prefix == null
                ? "component " + component + ", flow." + key
                : SettingNames.in("{{" + key.replace('.', '-') + "}}", prefix);
    }
}
