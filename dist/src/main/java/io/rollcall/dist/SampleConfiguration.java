package io.rollcall.dist;

import io.rollcall.config.HostSettings;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The configuration file with every key in a comment, beside its meaning and its default; written from the declarations that
 * parse the keys, as docs/reference/settings.md is.
 */
final class SampleConfiguration {
    private static final String HEAD =
            """
            # Rollcall's configuration. Every key is here, in a comment, with its default behind the equals sign; a key with
            # nothing there has no default, or one that depends on others. To set a key, remove its # and write the value.
            #
            # Relative paths start at this file's folder. A secret may stand in a file of its own: KEY-file=PATH.
            # Write a backslash twice. All keys are explained in docs/reference/settings.md.
            """;

    private static final String ACCOUNT = "rollcall.account.NAME.";
    private static final String SECOND_KEYS =
            """

            # And the keys of that vendor, such as
            #rollcall.account.second.client-id=dingsecond
            #rollcall.account.second.client-secret=its-secret
            """;
    private static final String FLOW = "rollcall.flow.NAME.";

    /** The names of what there may be several of, but for flows. */
    private static final Map<String, String> NAMES = Map.of(ACCOUNT, "second", "rollcall.tell.NAME.", "ops");

    /** The flow that shows the keys of each type. */
    private static final Map<String, String> FLOW_NAMES =
            Map.of("cohost", "board", "invite", "duty", "roster", "people");

    /** Values where an example is worth more than the default: what a flow needs. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("second.vendor", "dingtalk"),
            Map.entry("ops.kind", "dingtalk"),
            Map.entry("ops.url", "https://oapi.dingtalk.com/robot/send?access_token=your-robots-token"),
            Map.entry("board.schedule", "0 0/20 8-18 ? * MON-FRI"),
            Map.entry("board.users", "z21HjQliSzpw0YWxxxxx,u8PiiSDMxxxxx"),
            Map.entry("duty.schedule", "0 0/20 8-18 ? * MON-FRI"),
            Map.entry("duty.meetings-of", "qzR1iSMDvzR9xxxxx"),
            Map.entry("duty.invitees", "exal40ofA6gexxxxx:Duty officer"),
            Map.entry("duty.phones", "+8613800138000:Duty phone"),
            Map.entry("people.schedule", "0 10 3 * * ?"),
            Map.entry("people.output", "people.ndjson"));

    private final String data;
    private final Map<String, String> set;
    private final StringBuilder text = new StringBuilder(HEAD);

    /**
     * @param data what stands before the names of files that a flow writes; empty or a folder with a slash
     * @param set the keys that are not in a comment, with their values
     */
    SampleConfiguration(String data, Map<String, String> set) {
        this.data = data;
        this.set = set;
    }

    /**
     * Writes the text.
     *
     * @throws IllegalStateException if a key of {@code set} is not among the settings, or a type of flow has no example
     */
    String write(List<SettingGroup> groups) {
        Set<String> missing = new HashSet<>(set.keySet());
        SettingGroup everyFlow = null;
        for (SettingGroup group : groups) {
            missing.removeAll(group.settings().stream().map(group::key).toList());
            if (group.equals(HostSettings.GROUP)) {
                continue;
            }
            boolean ofFlows = group.prefix().equals(FLOW);
            if (!ofFlows) {
                title(group.title());
                String name = NAMES.getOrDefault(group.prefix(), "");
                print(group, group.prefix().replace("NAME", name), name);
                text.append(group.prefix().equals(ACCOUNT) ? SECOND_KEYS : "");
            } else if (everyFlow == null) {
                everyFlow = group;
            } else {
                String type = group.title().substring(group.title().lastIndexOf(' ') + 1);
                String name = FLOW_NAMES.get(type);
                if (name == null) {
                    throw new IllegalStateException("Flows of type " + type + " need an example.");
                }
                title("A flow of type " + type + ", for example " + name);
                print(everyFlow, FLOW.replace("NAME", name), name, Map.of("type", type));
                print(group, FLOW.replace("NAME", name), name);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("There are no settings " + missing + ".");
        }
        return text.toString();
    }

    private void title(String title) {
        text.append("\n# ---- ").append(title).append(" ----\n");
    }

    private void print(SettingGroup group, String prefix, String owner) {
        print(group, prefix, owner, Map.of());
    }

    private void print(SettingGroup group, String prefix, String owner, Map<String, String> values) {
        for (Setting<?> setting : group.settings()) {
            text.append("\n# ")
                    .append(setting.meaning())
                    .append(" (")
                    .append(setting.kind().words());
            if (!setting.defaultWords().isEmpty()) {
                text.append("; default: ").append(setting.defaultWords());
            }
            text.append(")\n");
            String key = prefix + setting.name();
            String given = set.get(key);
            if (given != null) {
                text.append(key).append('=').append(given).append('\n');
            } else {
                String value = values.getOrDefault(setting.name(), value(owner, setting));
                text.append('#').append(key).append('=').append(value).append('\n');
                setting.fileName()
                        .ifPresent(file ->
                                text.append('#').append(prefix).append(file).append("=\n"));
            }
        }
    }

    private String value(String owner, Setting<?> setting) {
        String example = EXAMPLES.get(owner + "." + setting.name());
        if (example != null) {
            return setting.name().equals("output") ? data + example : example;
        }
        // a default of several words describes what is computed
        String words = setting.defaultWords();
        return words.contains(" ") || words.equals("none") ? "" : words;
    }
}
