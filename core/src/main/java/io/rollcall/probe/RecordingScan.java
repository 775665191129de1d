package io.rollcall.probe;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rollcall.vendor.Application;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Searches the text of recorded files for anything that must not be there: secrets, and every text that the anonymiser replaced.
 * Texts that are too short to be told from chance are not searched: fewer than four characters, or six digits; of texts with other
 * letters than ASCII, fewer than two. Immutable and thread-safe; no result shows a text that was found.
 */
public final class RecordingScan {
    private static final int SHORTEST = 4;
    private static final int SHORTEST_NUMBER = 6;
    private static final int SHORTEST_OTHER = 2;
    /** A text of this length is found inside of longer words too; pseudonyms contain shorter ones by chance. */
    private static final int SURE = 9;

    private static final int SURE_NUMBER = 14;

    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"(\\s*:)?");

    /** By their first two characters. */
    private final Map<String, List<String>> texts = new HashMap<>();

    private final int size;

    private final Vocabulary vocabulary;

    private RecordingScan(Set<String> wanted, Vocabulary vocabulary) {
        this.size = wanted.size();
        this.vocabulary = vocabulary;
        wanted.forEach(text -> texts.computeIfAbsent(text.substring(0, 2), any -> new ArrayList<>())
                .add(text));
    }

    /**
     * A scan for everything that an anonymiser has seen. A text that is a word of the program as a whole, or a pseudonym by chance,
     * says nothing and is not searched.
     *
     * @param applications whose answers were recorded
     * @param version of Rollcall
     */
    public static RecordingScan of(Anonymizer anonymizer, Collection<Application> applications, String version) {
        return of(anonymizer, Vocabulary.of(applications, version));
    }

    static RecordingScan of(Anonymizer anonymizer, Vocabulary vocabulary) {
        Set<String> wanted = new HashSet<>();
        for (String text : anonymizer.seen()) {
            if (isLongEnough(text) && !vocabulary.contains(text) && !anonymizer.isPseudonym(text) && !isFiller(text)) {
                wanted.add(text);
                wanted.add(new String(JsonStringEncoder.getInstance().quoteAsString(text)));
            }
        }
        return new RecordingScan(wanted, vocabulary);
    }

    /** Whether a text is searched. */
    static boolean isLongEnough(String text) {
        if (text.chars().anyMatch(c -> c >= 0x80)) {
            return text.length() >= SHORTEST_OTHER;
        }
        return text.length() >= (isNumber(text) ? SHORTEST_NUMBER : SHORTEST);
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isFiller(String text) {
        return text.chars().allMatch(c -> c == 'x') || text.chars().allMatch(c -> c == '1') || text.equals("false");
    }

    /** How many texts are searched. */
    public int size() {
        return size;
    }

    /** The number of places of a file's text where one of the texts stands; 0 for a file that may be kept. */
    public int findings(String file) {
        int found = findingsBetween(file);
        // names and sentences of a file are the program's as a whole, or not at all
        for (Matcher token = TOKEN.matcher(file); token.find(); ) {
            boolean name = token.group(2) != null;
            if (name ? vocabulary.containsName(token.group(1)) : vocabulary.contains(token.group(1))) {
                found -= findingsBetween(token.group());
            }
        }
        return found;
    }

    private int findingsBetween(String file) {
        int found = 0;
        for (int at = 0; at + 1 < file.length(); at++) {
            List<String> candidates = texts.get(file.substring(at, at + 2));
            if (candidates != null) {
                for (String text : candidates) {
                    found += file.startsWith(text, at) && counts(text, file, at) ? 1 : 0;
                }
            }
        }
        return found;
    }

    private static boolean counts(String text, String file, int at) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        boolean sure = !ascii || text.length() >= (isNumber(text) ? SURE_NUMBER : SURE);
        int end = at + text.length();
        return sure
                || !(continues(file, at - 1) && isWord(text.charAt(0)))
                        && !(continues(file, end) && isWord(text.charAt(text.length() - 1)));
    }

    private static boolean continues(String file, int at) {
        return at >= 0 && at < file.length() && isWord(file.charAt(at));
    }

    private static boolean isWord(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }
}
