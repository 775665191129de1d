package io.rollcall.config;

import io.rollcall.setting.MalformedValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the text of a PostgreSQL URL before a driver sees it. No message repeats the URL: people put passwords into it.
 */
final class PostgresUrl {
    /** How every PostgreSQL URL begins. */
    static final String PREFIX = "jdbc:postgresql:";

    private static final String FORM = "write jdbc:postgresql://HOST:PORT/DATABASE";
    private static final String OWN_KEYS = "set rollcall.store.user and rollcall.store.password";
    private static final int LAST_PORT = 65_535;
    private static final Pattern SECRET_PARAMETER = Pattern.compile("[?&](ssl)?password=", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_PARAMETER = Pattern.compile("[?&]user=", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_FORM = Pattern.compile("(?i)(jdbc:)?postgres(ql)?:.+");

    /** A name or an IPv4 address, or an IPv6 address in brackets; then perhaps a port. */
    private static final Pattern ADDRESS = Pattern.compile("(?<host>\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]*)(:(?<port>.*))?");

    private PostgresUrl() {}

    /**
     * Checks a text that is not {@code embedded}.
     *
     * @return the text
     * @throws MalformedValueException says what is wrong and what to write
     */
    static String check(String text) {
        if (!text.startsWith(PREFIX) || text.equals(PREFIX)) {
            throw new MalformedValueException(scheme(text));
        }
        String rest = text.substring(PREFIX.length());
        if (SECRET_PARAMETER.matcher(rest).find()) {
            throw new MalformedValueException(
                    "must not hold a password; set rollcall.store.password or rollcall.store.password-file");
        }
        if (USER_PARAMETER.matcher(rest).find()) {
            throw new MalformedValueException("must not hold a user; set rollcall.store.user");
        }
        if (!rest.startsWith("//")) {
            throw new MalformedValueException("names no host; " + FORM);
        }
        if (rest.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new MalformedValueException("must not hold blanks; " + FORM);
        }
        int query = rest.indexOf('?');
        String place = rest.substring(2, query < 0 ? rest.length() : query);
        if (place.contains("@")) {
            throw new MalformedValueException(
                    "is not a PostgreSQL URL: " + FORM + ", and the user in rollcall.store.user");
        }
        int slash = place.indexOf('/');
        if (slash < 0 || slash == place.length() - 1) {
            throw new MalformedValueException("names no database; " + FORM);
        }
        for (String address : place.substring(0, slash).split(",", -1)) {
            checkAddress(address);
        }
        return text;
    }

    private static void checkAddress(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new MalformedValueException("names no host that can be read; " + FORM);
        }
        if (parts.group("host").isBlank()) {
            throw new MalformedValueException("names no host; " + FORM);
        }
        String port = parts.group("port");
        if (port != null && !isPort(port)) {
            throw new MalformedValueException("names no port between 1 and 65535; " + FORM);
        }
    }

    private static boolean isPort(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= LAST_PORT;
    }

    private static String scheme(String text) {
        if (OTHER_FORM.matcher(text).matches()) {
            return "is a PostgreSQL address in another form; " + FORM + ", and " + OWN_KEYS;
        }
        return "must start with jdbc:postgresql://, or be embedded (files in rollcall-data) or embedded:PATH (files in"
                + " that directory)";
    }
}
