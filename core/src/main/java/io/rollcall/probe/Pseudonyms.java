package io.rollcall.probe;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Replaces ids. An id always becomes the same pseudonym, which has the id's length and, at each place, a character of the same
 * kind: a digit, a small or a capital letter, a Chinese character, or the same sign. Two ids never become one pseudonym. Not
 * thread-safe. Its text form shows no id.
 */
final class Pseudonyms {
    // 0 and 1 have meanings: no cursor, the root department
    private static final Set<String> CONSTANTS = Set.of("0", "1", "-1", LookupReads.UNUSED_ID);

    private static final int ATTEMPTS = 100;
    private static final int FIRST_IDEOGRAPH = 0x4E00;
    private static final int IDEOGRAPHS = 0x51A5;
    /** A longer number may not fit into 64 bits after its digits were replaced. */
    private static final int SAFE_DIGITS = 18;

    private final RandomGenerator random;
    private final SeenTexts seen;
    private final Map<String, String> byId = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Pseudonyms(RandomGenerator random, SeenTexts seen) {
        this.random = random;
        this.seen = seen;
    }

    String of(String id) {
        if (id.isBlank() || CONSTANTS.contains(id)) {
            return id;
        }
        seen.add(id);
        return byId.computeIfAbsent(id, this::unused);
    }

    private String unused(String id) {
        String model = id;
        for (int attempt = 1; ; attempt++) {
            String made = made(model);
            // a short alphabet would be used up before its ids are: what no scan searches may be another's id
            boolean free = !RecordingScan.isLongEnough(made) || !seen.contains(made);
            if (free && !CONSTANTS.contains(made) && taken.add(made)) {
                return made;
            }
            if (attempt % ATTEMPTS == 0) {
                // an alphabet of few texts is used up, or the id has no character that can be replaced
                model = model + "7";
            }
        }
    }

    private String made(String model) {
        StringBuilder made = new StringBuilder(model.length());
        model.codePoints().forEach(character -> made.appendCodePoint(other(character)));
        int first = model.startsWith("-") ? 1 : 0;
        boolean number = model.length() > first && model.chars().skip(first).allMatch(c -> c >= '0' && c <= '9');
        if (number && model.charAt(first) != '0') {
            // the greatest number of 64 bits is 9223372036854775807
            int digits = model.length() - first > SAFE_DIGITS ? 1 : 9;
            made.setCharAt(first, (char) ('1' + random.nextInt(digits)));
        }
        return made.toString();
    }

    private int other(int character) {
        if (character >= '0' && character <= '9') {
            return '0' + random.nextInt(10);
        } else if (character >= 'a' && character <= 'z') {
            return 'a' + random.nextInt(26);
        } else if (character >= 'A' && character <= 'Z') {
            return 'A' + random.nextInt(26);
        } else if (character < 0x80) {
            return character;
        } else if (Character.isIdeographic(character)) {
            return FIRST_IDEOGRAPH + random.nextInt(IDEOGRAPHS);
        }
        return 'x';
    }

    /** Whether a text is a pseudonym. A real id that is seen later may be the same by chance, if it is short. */
    boolean isIssued(String text) {
        return taken.contains(text);
    }

    @Override
    public String toString() {
        return "Pseudonyms[" + byId.size() + "]";
    }
}
