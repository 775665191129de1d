package io.rollcall.call;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of an application's settings in messages. A vendor's remedies write {@code {{client-id}}}; a person reads the
 * name by which the application at hand is really configured. Stateless and thread-safe.
 */
public final class SettingNames {
    private static final Pattern NAME = Pattern.compile("\\{\\{([a-z][a-z0-9-]*)}}");

    private SettingNames() {}

    /**
     * A message with its settings named.
     *
     * @param keys what stands before the names of the application's settings: a prefix of keys with its last dot, for
     *     example {@code rollcall.account.hq.}; anything that does not end with a dot introduces parameters of a Kamelet,
     *     which are written in camel case
     */
    public static String in(String message, String keys) {
        return NAME.matcher(message).replaceAll(name -> Matcher.quoteReplacement(of(name.group(1), keys)));
    }

    private static String of(String setting, String keys) {
        if (keys.endsWith(".")) {
            return keys + setting;
        }
        StringBuilder parameter = new StringBuilder(keys);
        boolean upper = false;
        for (char c : setting.toCharArray()) {
            if (c == '-') {
                upper = true;
            } else {
                parameter.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return parameter.toString();
    }
}
