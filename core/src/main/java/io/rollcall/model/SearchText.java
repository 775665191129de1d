package io.rollcall.model;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A text as searches compare it: without regard to case, width (full-width and half-width forms) and other compatibility
 * forms, by Unicode; white space of any length is one space, and invisible formatting characters are absent. Databases
 * compare it byte by byte: no database's own rules of case are used. Immutable and thread-safe.
 *
 * @param folded has no line break
 */
public record SearchText(String folded) {
    // CJK Unified Ideographs: none of them has a case or a compatibility form
    private static final char FIRST_IDEOGRAPH = 0x4e00;
    private static final char LAST_IDEOGRAPH = 0x9fff;

    /** The text of a name, or of what is searched in names. */
    public static SearchText of(String text) {
        return new SearchText(isPlain(text) ? text.toLowerCase(Locale.ROOT).strip() : folded(text));
    }

    /** Whether only ASCII letters need folding. Most names are such, and the first use of a normalizer takes 50 ms. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ascii = c >= ' ' && c < 0x7f;
            boolean unified = c >= FIRST_IDEOGRAPH && c <= LAST_IDEOGRAPH;
            if (!(ascii || unified) || (c == ' ' && i > 0 && text.charAt(i - 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    private static String folded(String text) {
        // lower, upper, lower: "ẞ", "ß" and "SS" are the same, and so are all three sigmas
        String upper = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(upper.length());
        upper.codePoints().forEach(character -> append(folded, character));
        return Normalizer.normalize(folded, Normalizer.Form.NFKC).strip();
    }

    private static void append(StringBuilder folded, int character) {
        if (Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)) {
            if (folded.length() > 0 && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        } else if (Character.getType(character) != Character.FORMAT) {
            // not String.toLowerCase, which writes a sigma at the end of a word in another way
            folded.appendCodePoint(Character.toLowerCase(character));
        }
    }

    /** Whether nothing is left to search. */
    public boolean isEmpty() {
        return folded.isEmpty();
    }

    /** Whether another text is a part of this one. */
    public boolean contains(SearchText part) {
        return folded.contains(part.folded);
    }

    /** Shows no text: it may be a name. */
    @Override
    public String toString() {
        return "SearchText";
    }
}
