package io.rollcall.vendor;

import io.rollcall.setting.Characters;
import io.rollcall.setting.UnavailableSecretException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what looks odd about a secret that a vendor did not accept: people copy blanks, quotes and further lines with it. Never
 * shows any of it. Stateless and thread-safe.
 */
public final class SecretHints {
    private SecretHints() {}

    /**
     * The reading of a token's answer, with a hint in the remedy where the vendor refused the credentials.
     *
     * @param secrets by the name of their setting
     */
    public static <O> ParsedResponse<O> in(ParsedResponse<O> reading, Map<String, Secret> secrets) {
        if (!(reading instanceof ParsedResponse.Refusal<O> refusal)
                || refusal.fault().kind() != Fault.Kind.TOKEN) {
            return reading;
        }
        StringBuilder remedy = new StringBuilder(refusal.fault().remedy());
        new TreeMap<>(secrets).forEach((name, secret) -> {
            String hint = hint(secret);
            if (!hint.isEmpty()) {
                remedy.append(" The value of {{").append(name).append("}} ").append(hint);
            }
        });
        return ParsedResponse.refusal(refusal.fault().withRemedy(remedy.toString()), refusal.quote());
    }

    private static String hint(Secret secret) {
        String value;
        try {
            value = secret.reveal();
        } catch (UnavailableSecretException gone) {
            return "";
        }
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            return "has more than one line: keep the secret's own line only.";
        } else if (!Characters.strip(value).equals(value)) {
            return "has a blank or an invisible character at its beginning or end: remove it.";
        } else if (value.codePoints().anyMatch(Characters::isInvisible)) {
            return "has a blank or an invisible character inside: remove it.";
        } else if (value.length() > 1 && isQuote(value.charAt(0)) && isQuote(value.charAt(value.length() - 1))) {
            return "stands in quotes, which count as a part of it: remove them.";
        }
        return "";
    }

    private static boolean isQuote(char character) {
        return "\"'`\u2018\u2019\u201C\u201D".indexOf(character) >= 0;
    }
}
