package io.rollcall.probe;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** By their first two characters. */
    private final Map<String, List<String>> texts = new HashMap<>();

    private final int size;

    private RecordingScan(Set<String> wanted) {
        size = wanted.size();
        wanted.forEach(text -> texts.computeIfAbsent(text.substring(0, 2), any -> new ArrayList<>())
                .add(text));
    }

    /**
     * A scan for everything that an anonymiser has seen.
     *
     * @param written the program's own words in the files: a text that is part of one of them says nothing
     */
    public static RecordingScan of(Anonymizer anonymizer, Collection<String> written) {
        String own = String.join("\n", written);
        Set<String> wanted = new HashSet<>();
        for (String text : anonymizer.seen()) {
            if (isLongEnough(text) && !own.contains(text) && !isFiller(text)) {
                wanted.add(text);
                wanted.add(new String(JsonStringEncoder.getInstance().quoteAsString(text)));
            }
        }
        return new RecordingScan(wanted);
    }

    private static boolean isLongEnough(String text) {
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
