package io.rollcall.vendor;

import io.rollcall.json.Sanitizer;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cleans what a vendor, or something in its place, wrote for people, so that a report may show it: no secret, no token,
 * no id, name or telephone number of a person, no control character, and not longer than {@value #LONGEST} characters.
 * Network addresses and dates stay: they are what such texts are shown for. Stateless and thread-safe.
 */
public final class VendorText {
    static final int LONGEST = 200;

    private static final String MASK = "***";
    private static final int SHORTEST_SENT = 2;
    // what stays comes first: of several alternatives the first that fits counts
    private static final Pattern PARTS = Pattern.compile(
            "(?<keep>(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]*\\w)"
                    + "|(?<![\\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\\w:])"
                    + "|(?<!\\d)\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2})?)?(?!\\d))"
                    + "|(?<secret>(?i)(?:access_?token|app_?secret|client_?secret|suite_?ticket|suite_?secret|ticket|signature"
                    + "|password|secret|token)\\s*[=:]\\s*[^\\s,;&\\])}]+)"
                    + "|(?<mail>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)"
                    + "|(?<phone>(?<![\\w.])\\+?\\d(?:[ .()-]{0,2}\\d){6,}(?!\\w))"
                    + "|(?<opaque>(?<![A-Za-z0-9_])(?=[A-Za-z0-9_+/=-]*\\d)(?=[A-Za-z0-9_+/=-]*[A-Za-z])[A-Za-z0-9_+/=-]{12,})");

    private VendorText() {}

    /**
     * The text as it may be shown; empty where nothing is left.
     *
     * @param sent the texts that the request carried: each of them may be a secret or a person's
     */
    public static String clean(String text, Collection<String> sent) {
        // a vendor may answer with megabytes; what is cut here could not be shown anyhow
        String shown = text.length() <= LONGEST * 10 ? text : text.substring(0, LONGEST * 10);
        for (String value : sent.stream()
                .filter(value -> value.strip().length() >= SHORTEST_SENT)
                .sorted((one, other) -> other.length() - one.length())
                .toList()) {
            // a short number is no secret, and would take a network address apart
            if (!value.strip().matches("\\d{1,5}")) {
                shown = shown.replace(value.strip(), MASK);
            }
        }
        shown = Sanitizer.words(shown);
        Matcher parts = PARTS.matcher(shown);
        shown = parts.replaceAll(part -> Matcher.quoteReplacement(part.group(1) != null ? part.group() : MASK));
        // braces stand for names of settings in remedies
        shown = shown.replace("{{", "{ {").strip();
        return shown.length() <= LONGEST ? shown : shown.substring(0, end(shown)) + "…";
    }

    private static int end(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
