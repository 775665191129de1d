package io.rollcall.probe;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Replaces the values of response headers. Kept are the names, kinds of content, the numbers of rate limits and lengths; dates are
 * shifted. Anything else becomes {@code x} of its length. Not thread-safe.
 */
final class AnonymousHeaders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,59}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern CONTENT =
            Pattern.compile("(?i)(application/json|application/xml|text/html|text/xml|text/plain)"
                    + "(;\\s*charset=\"?(utf-8|gbk|gb2312|gb18030|iso-8859-1)\"?)?");
    private static final Pattern CODING = Pattern.compile("(?i)gzip|deflate|br|chunked|identity|close|keep-alive");
    // docs/vendors/huawei.md: remain:99,limit:100,time:1 minute
    private static final Pattern AMOUNTS = Pattern.compile(
            "(?i)((remain|remaining|limit|time|reset|window|seconds?|minutes?|hours?|days?|\\d{1,9})[:;,= ]*){1,20}");

    private final TimeShift shift;
    private final SeenTexts seen;

    AnonymousHeaders(TimeShift shift, SeenTexts seen) {
        this.shift = shift;
        this.seen = seen;
    }

    Map<String, String> of(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                kept.put(name, value(name.toLowerCase(Locale.ROOT), value));
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
                    default -> isAboutAmounts(name) && AMOUNTS.matcher(value).matches();
                };
        if (plain) {
            return value;
        }
        seen.add(value);
        return shift.httpDate(value).orElseGet(() -> Filler.of(value));
    }

    private static boolean isAboutAmounts(String name) {
        return name.contains("ratelimit") || name.contains("rate-limit") || name.contains("quota");
    }
}
