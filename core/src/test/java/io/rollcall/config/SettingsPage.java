package io.rollcall.config;

import io.rollcall.reference.ReferencePage;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.util.List;

/** The declared settings as a page of Markdown. */
final class SettingsPage {
    private static final String HEAD =
            """
            # Settings

            Every key that a configuration may have. This page is printed from the declarations that parse the keys
            (`RollcallConfig.settings`). A test fails when it is not what they say;

            """
                    + ReferencePage.HOW_TO_WRITE
                    + """

            ## How to read it

            - Keys stand in a properties file, in `--set KEY=VALUE`, or in the environment. `--set` counts most, then the
              environment, then the files, of which later ones count more than earlier ones.
            - A key's environment variable is the key in capitals, with `_` for every dot and hyphen. `NAME` is the flow's
              name; in the variable it is in capitals too. A variable for a key of a flow, or of a named account, counts only
              where a file or `--set` names that flow or account.
            - A **secret** may lie in a file of its own: `...-file` names the file. It is read again whenever the value is
              needed, and a line end at its end is not part of the value. Reports, logs and messages never show it.
            - A blank value counts as none: the default holds.
            - Relative paths start at the folder of the configuration file that names them; those from the environment and
              from `--set`, at the working directory.
            - A malformed value, an unknown key, or a key that is missing ends the program with exit code 2, before it sends
              any request. All problems are named at once, an unknown key with the nearest known one.
            - In an application of your own the keys are the same, and the application has its own order of precedence, paths
              and ends: [where keys are read](../integrators/hosts.md#where-keys-are-read).
            """;

    private SettingsPage() {}

    static String print(List<SettingGroup> groups) {
        StringBuilder page = new StringBuilder(HEAD);
        for (SettingGroup group : groups) {
            page.append("\n## ").append(group.title()).append("\n");
            group.settings().forEach(setting -> print(page, group, setting));
        }
        return page.toString();
    }

    private static void print(StringBuilder page, SettingGroup group, Setting<?> setting) {
        String key = group.key(setting);
        page.append("\n### `").append(key).append("`\n\n");
        page.append(setting.meaning()).append(".\n\n");
        page.append("- type: ").append(setting.kind().words()).append('\n');
        page.append("- default: ").append(defaultOf(setting)).append('\n');
        page.append("- variable: `").append(variable(key)).append("`\n");
        setting.fileName().map(name -> group.prefix() + name).ifPresent(file -> page.append("- from a file: `")
                .append(file)
                .append("`, variable `")
                .append(variable(file))
                .append("`\n"));
    }

    private static String defaultOf(Setting<?> setting) {
        if (setting.defaultText() != null) {
            return "`" + setting.defaultText() + "`";
        }
        return setting.defaultWords().isEmpty() ? "none" : setting.defaultWords();
    }

    private static String variable(String key) {
        return ConfigurationLayers.variable(key);
    }
}
