package io.rollcall.probe;

import io.rollcall.vendor.RecordedFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces response headers. Kept are listed parts of names, kinds of content, the numbers of rate limits, and lengths. A part that
 * is not listed becomes a pseudonym, and any other value as many {@code x}: dates too, because they are the moment of the recording. Not
 * thread-safe.
 */
final class AnonymousHeaders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,59}");
    /** Seven digits are neither a time nor a telephone number. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");

    private static final Pattern CONTENT =
            Pattern.compile("(?i)(application/json|application/xml|text/html|text/xml|text/plain)"
                    + "(;\\s*charset=\"?(utf-8|gbk|gb2312|gb18030|iso-8859-1)\"?)?");
    private static final Pattern CODING = Pattern.compile("(?i)gzip|deflate|br|chunked|identity|close|keep-alive");
    // docs/vendors/huawei.md: remain:99,limit:100,time:1 minute
    private static final Pattern BETWEEN_AMOUNTS = Pattern.compile("[:;,= ]+");
    private static final Pattern GROUPS = Pattern.compile("\\d +\\d");
    private static final Set<String> AMOUNTS = Set.of(
            "remain",
            "remaining",
            "limit",
            "time",
            "reset",
            "window",
            "w",
            "second",
            "seconds",
            "minute",
            "minutes",
            "hour",
            "hours",
            "day",
            "days");

    private final RecordedFields fields;
    private final Pseudonyms pseudonyms;
    private final SeenTexts seen;
    private final Consumer<String> unknown;

    /** @param unknown receives names that are not listed */
    AnonymousHeaders(RecordedFields fields, Pseudonyms pseudonyms, SeenTexts seen, Consumer<String> unknown) {
        this.fields = fields;
        this.pseudonyms = pseudonyms;
        this.seen = seen;
        this.unknown = unknown;
    }

    Map<String, String> of(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (HeaderNames.isListed(name) || fields.words().stream().anyMatch(name::equalsIgnoreCase)) {
                kept.put(name, value(name.toLowerCase(Locale.ROOT), value));
            } else if (NAME.matcher(name).matches()) {
                unknown.accept(name);
                String parts = Arrays.stream(name.split("-", -1))
                        .map(part -> HeaderNames.isListed(part) ? part : pseudonyms.of(part))
                        .collect(Collectors.joining("-"));
                kept.put(parts, value(parts.toLowerCase(Locale.ROOT), value));
            } else {
                seen.add(name);
                seen.add(value);
            }
        });
        return kept;
    }

    private String value(String name, String value) {
        boolean plain =
                switch (name) {
                    case "content-type" -> CONTENT.matcher(value).matches();
                    case "content-encoding", "transfer-encoding", "connection" ->
                        CODING.matcher(value).matches();
                    case "content-length", "retry-after", "age" ->
                        NUMBER.matcher(value).matches();
                    default -> isAboutAmounts(name) && isAmounts(value);
                };
        return plain ? value : hidden(value);
    }

    private String hidden(String value) {
        seen.add(value);
        return Filler.of(value);
    }

    static boolean isAboutAmounts(String name) {
        return name.contains("ratelimit") || name.contains("rate-limit") || name.contains("quota");
    }

    private static boolean isAmounts(String value) {
        // a telephone number may be written in groups
        return !GROUPS.matcher(value).find()
                && Arrays.stream(BETWEEN_AMOUNTS.split(value.strip()))
                        .allMatch(token -> AMOUNTS.contains(token.toLowerCase(Locale.ROOT))
                                || NUMBER.matcher(token).matches());
    }
}
