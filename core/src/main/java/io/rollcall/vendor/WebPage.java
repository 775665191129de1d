package io.rollcall.vendor;

import io.rollcall.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a web page that came instead of an answer, for messages. Stateless and thread-safe. */
public final class WebPage {
    private static final int BEGINNING = 16_384;
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.{0,1000}?)(?:</title|$)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([A-Za-z0-9_:.-]{1,40})", Pattern.CASE_INSENSITIVE);

    private WebPage() {}

    /** The page's title as it was sent, without markup; empty where it has none. */
    public static Optional<String> title(HttpResponse response) {
        Matcher title = TITLE.matcher(beginning(response));
        return title.find()
                ? Optional.of(title.group(1).replaceAll("<[^>]*>", " ").strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** Whether the page's beginning contains a word, in any letter case. */
    public static boolean mentions(HttpResponse response, String word) {
        return beginning(response).toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    private static String beginning(HttpResponse response) {
        byte[] body = response.body();
        int length = Math.min(body.length, BEGINNING);
        String text = new String(body, 0, length, StandardCharsets.UTF_8);
        Charset said = charset(response.header("Content-Type").orElse(text));
        return said.equals(StandardCharsets.UTF_8) ? text : new String(body, 0, length, said);
    }

    private static Charset charset(String text) {
        Matcher named = CHARSET.matcher(text);
        if (named.find()) {
            try {
                return Charset.forName(named.group(1));
            } catch (IllegalArgumentException unknown) {
                return StandardCharsets.UTF_8;
            }
        }
        return StandardCharsets.UTF_8;
    }
}
