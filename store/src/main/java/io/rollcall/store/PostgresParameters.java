package io.rollcall.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Checks the parameters of a PostgreSQL URL at the start; the driver would report a mistake only when it connects.
 * Stateless and thread-safe.
 */
final class PostgresParameters {
    private PostgresParameters() {}

    /** Returns what is wrong with a URL, without repeating it; empty if nothing is. */
    static Optional<String> problem(String url) {
        int query = url.indexOf('?');
        if (query >= 0) {
            for (String parameter : url.substring(query + 1).split("&")) {
                String problem = parameter.isEmpty() ? null : problemOf(parameter);
                if (problem != null) {
                    return Optional.of(problem);
                }
            }
        }
        return Driver.parseURL(url, null) == null
                ? Optional.of("cannot be read by PostgreSQL's driver; write jdbc:postgresql://HOST:PORT/DATABASE")
                : Optional.empty();
    }

    private static @Nullable String problemOf(String parameter) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        PGProperty known = PGProperty.forName(name);
        if (known == null) {
            String suggestion = Stream.of(PGProperty.values())
                    .map(PGProperty::getName)
                    .filter(other -> other.equalsIgnoreCase(name))
                    .map(other -> "; did you mean " + other + "?")
                    .findFirst()
                    .orElse("; remove it");
            return "has a parameter that PostgreSQL's driver does not support" + shown(name) + suggestion;
        }
        String value;
        try {
            value = equals < 0 ? "" : URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "has a value of " + name + " with a % that begins no character code; write %25 for a %";
        }
        return problemOf(known, value);
    }

    private static @Nullable String problemOf(PGProperty known, String value) {
        String[] choices = known.getChoices();
        String usual = String.valueOf(known.getDefaultValue());
        if (choices != null && Arrays.stream(choices).noneMatch(value::equalsIgnoreCase)) {
            return "has a value of " + known.getName() + " that is not one of "
                    + Arrays.stream(choices).filter(choice -> !choice.isEmpty()).collect(Collectors.joining(", "));
        }
        if (choices == null && usual.matches("-?[0-9]+") && !value.matches("-?[0-9]{1,10}")) {
            return "has a value of " + known.getName() + " that is not a number";
        }
        if (choices == null
                && usual.matches("true|false")
                && !value.toLowerCase(Locale.ROOT).matches("true|false|")) {
            return "has a value of " + known.getName() + " that is neither true nor false";
        }
        return null;
    }

    // shows only what looks like a name: anything else may be a secret
    private static String shown(String name) {
        return name.matches("[A-Za-z]{2,40}") ? " (" + name + ")" : "";
    }
}
